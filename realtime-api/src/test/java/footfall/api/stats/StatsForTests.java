package footfall.api.stats;

import footfall.api.Probes;
import footfall.api.ServerForTests;
import footfall.api.access.Access;
import footfall.api.access.Guard;
import footfall.api.access.Permission;
import footfall.api.access.Scope;
import footfall.api.access.Viewer;
import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.WebsiteSettings;
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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The routes behind a real server; header {@code Who} says who asks: nobody, {@code guest} who may
 * see nothing, or anybody else, who may view every website.
 */
final class StatsForTests implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final ServerForTests server;

  StatsForTests(StatsStore store) {
    Access access =
        request ->
            CompletableFuture.completedFuture(
                viewer(request.getHeader("Who").map(it -> it.value()).orElse("")));
    this.server =
        new ServerForTests(
            system ->
                StatsRoute.create(
                    store,
                    new Guard(access),
                    StatsForTests::website,
                    Clock.fixed(NOW, ZoneOffset.UTC)),
            new Probes(List::of, () -> ""));
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
