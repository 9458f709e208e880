package footfall.api.stats;

import akka.http.javadsl.server.Directives;
import footfall.api.Probes;
import footfall.api.ServerForTests;
import footfall.api.access.Access;
import footfall.api.access.Guard;
import footfall.api.access.Permission;
import footfall.api.access.Scope;
import footfall.api.access.Viewer;
import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.WebsiteSettings;
import footfall.persistence.stats.FunnelStep;
import footfall.persistence.stats.FunnelStep.Kind;
import footfall.persistence.stats.FunnelStep.Match;
import footfall.persistence.stats.FunnelStore;
import footfall.persistence.stats.StatsStore;
import footfall.protocol.hit.WebsiteIds;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * The routes behind a real server; header {@code Who} says who asks: nobody, {@code guest} who may
 * see nothing, or anybody else, who may view every website.
 */
final class StatsForTests implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  /** The only funnel there is, of website {@code shop}. */
  static final Funnel FUNNEL =
      new Funnel(
          new UUID(7, 1),
          "Checkout",
          List.of(
              new Funnel.Step("Cart", new FunnelStep(Kind.DESTINATION, Match.BEGINS_WITH, "/cart")),
              new Funnel.Step("Paid", new FunnelStep(Kind.EVENT, Match.EQUALS, "paid"))));

  private final ServerForTests server;

  /** Without answers about funnels. */
  StatsForTests(StatsStore store) {
    this(
        store,
        question -> CompletableFuture.failedFuture(new AssertionError("nobody asks for funnels")));
  }

  StatsForTests(StatsStore store, FunnelStore funnels) {
    Access access =
        request ->
            CompletableFuture.completedFuture(
                viewer(request.getHeader("Who").map(it -> it.value()).orElse("")));
    Guard guard = new Guard(access);
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    this.server =
        new ServerForTests(
            system ->
                Directives.concat(
                    StatsRoute.create(store, guard, StatsForTests::website, clock),
                    FunnelRoute.create(
                        funnels, StatsForTests::funnel, guard, StatsForTests::website, clock)),
            new Probes(List::of, () -> ""));
  }

  private static CompletionStage<Optional<Funnel>> funnel(String websiteId, UUID funnelId) {
    return CompletableFuture.completedFuture(
        Optional.of(FUNNEL)
            .filter(it -> websiteId.equals("shop") && it.funnelId().equals(funnelId)));
  }

  private static Viewer viewer(String who) {
    return new Viewer() {
      @Override
      public boolean isKnown() {
        return !who.isEmpty();
      }

      @Override
      public boolean may(String websiteId, Permission permission, Scope scope) {
        return !who.equals("guest") && permission == Permission.VIEW && scope == Scope.STATS_READ;
      }
    };
  }

  private static Optional<Website> website(String id) {
    return id.equals("deleted") || !WebsiteIds.isWellFormed(id)
        ? Optional.empty()
        : Optional.of(
            new Website(
                id,
                "example.org",
                WebsiteSettings.DEFAULT,
                "Europe/Berlin",
                "EUR",
                Website.Status.ACTIVE));
  }

  /** The answer to somebody who may view the website. */
  HttpResponse<String> get(String path) {
    return get(path, "owner");
  }

  HttpResponse<String> get(String path, String who) {
    var request = server.to("/api/stats/" + path);
    return server.send(who.isEmpty() ? request : request.header("Who", who));
  }

  /** With the parameters in the address, encoded. */
  HttpResponse<String> get(String path, Map<String, String> parameters) {
    return get(
        path
            + "?"
            + parameters.entrySet().stream()
                .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
                .collect(Collectors.joining("&")));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    server.close();
  }
}
