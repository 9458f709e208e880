package footfall.api.stats;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import footfall.api.access.Guard;
import footfall.api.access.Permission;
import footfall.api.access.Refused;
import footfall.api.access.Scope;
import footfall.persistence.metadata.Website;
import footfall.persistence.stats.Dimension;
import footfall.persistence.stats.Question;
import footfall.persistence.stats.Question.Buckets;
import footfall.persistence.stats.Question.Values;
import footfall.persistence.stats.Question.Whole;
import footfall.persistence.stats.StatsException;
import footfall.persistence.stats.StatsStore;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /api/stats/{website_id}/aggregate}, {@code /timeseries} and {@code /breakdown}, for
 * those who may view the website.
 */
public final class StatsRoute {
  static final int MOST_ROWS = 1_000;
  static final int MOST_PAGES = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(StatsRoute.class);
  private static final int ROWS = 100;
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final ContentType.NonBinary CSV =
      MediaTypes.TEXT_CSV.toContentType(HttpCharsets.UTF_8);

  private final StatsStore store;
  private final Guard guard;
  private final Function<String, Optional<Website>> websites;
  private final Clock clock;

  private StatsRoute(
      StatsStore store, Guard guard, Function<String, Optional<Website>> websites, Clock clock) {
    this.store = store;
    this.guard = guard;
    this.websites = websites;
    this.clock = clock;
  }

  /**
   * To be joined with the other routes of the server.
   *
   * @param websites by id; must not block
   * @param clock tells which day it is
   */
  public static Route create(
      StatsStore store, Guard guard, Function<String, Optional<Website>> websites, Clock clock) {
    return new StatsRoute(store, guard, websites, clock).route();
  }

  private Route route() {
    return Directives.pathPrefix(
        PathMatchers.segment("api").slash("stats").slash(PathMatchers.segment()),
        websiteId ->
            Directives.concat(
                question("aggregate", websiteId, this::aggregate),
                question("timeseries", websiteId, this::timeseries),
                question("breakdown", websiteId, this::breakdown)));
  }

  private interface Handler {
    CompletionStage<HttpResponse> answer(HttpRequest request, Website website);
  }

  private Route question(String name, String websiteId, Handler handler) {
    return Directives.path(
        name,
        () ->
            Directives.get(
                () ->
                    guard.website(
                        websiteId,
                        Permission.VIEW,
                        Scope.STATS_READ,
                        viewer ->
                            Directives.extractRequest(it -> answer(it, websiteId, handler)))));
  }

  private Route answer(HttpRequest request, String websiteId, Handler handler) {
    try {
      Website website = websites.apply(websiteId).orElseThrow(Refused::notFound);
      return Directives.completeWithFuture(
          handler
              .answer(request, website)
              .exceptionally(failure -> refusal(failure).response())
              .thenApply(it -> it.addHeader(RawHeader.create("Cache-Control", "no-store"))));
    } catch (Refused refused) {
      return Directives.complete(refused.response());
    }
  }

  private CompletionStage<HttpResponse> aggregate(HttpRequest request, Website website) {
    Parameters given = Parameters.of(request, Asked.PARAMETERS);
    Asked asked = Asked.of(given, website, clock.instant());
    return store
        .ask(asked.question(new Whole()))
        .thenApply(answers -> json(new StatsJson(asked, answers).aggregate(answers.get(0))));
  }

  private CompletionStage<HttpResponse> timeseries(HttpRequest request, Website website) {
    Parameters given = Parameters.of(request, with("interval", "format"));
    Asked asked = Asked.of(given, website, clock.instant());
    boolean csv = isCsv(given);
    Interval interval =
        given.one(
            "interval",
            text -> Interval.of(text).filter(it -> it.fits(asked.dates())),
            Interval.fitting(asked.dates()),
            "minute (of one day), hour (of 60 days at most), day, week or month");
    Question question =
        asked.question(new Buckets(), dates -> interval.starts(dates, asked.zone()));
    return store
        .ask(question)
        .thenApply(
            answers -> {
              Series series = Series.of(asked, interval, answers);
              return csv
                  ? csv(asked, "timeseries", new StatsCsv(asked).timeseries(series))
                  : json(new StatsJson(asked, answers).timeseries(series));
            });
  }

  private CompletionStage<HttpResponse> breakdown(HttpRequest request, Website website) {
    Parameters given = Parameters.of(request, with("dimension", "limit", "page", "format"));
    Asked asked = Asked.of(given, website, clock.instant());
    boolean csv = isCsv(given);
    Dimension dimension =
        given
            .find("dimension")
            .flatMap(Dimension::of)
            .orElseThrow(
                () -> Parameters.refused("dimension", "must be one that docs/stats.md lists"));
    int limit = given.count("limit", ROWS, MOST_ROWS);
    int page = given.count("page", 1, MOST_PAGES);
    Values values = new Values(dimension, limit + 1, (page - 1) * limit);
    return store
        .ask(asked.question(values))
        .thenApply(
            answers -> {
              Table table = Table.of(dimension, page, limit, answers);
              return csv
                  ? csv(asked, "breakdown", new StatsCsv(asked).breakdown(table))
                  : json(new StatsJson(asked, answers).breakdown(table));
            });
  }

  private static Set<String> with(String... more) {
    Set<String> names = new HashSet<>(Asked.PARAMETERS);
    names.addAll(List.of(more));
    return names;
  }

  private static boolean isCsv(Parameters given) {
    return given.one(
        "format",
        text ->
            switch (text) {
              case "json" -> Optional.of(false);
              case "csv" -> Optional.of(true);
              default -> Optional.empty();
            },
        false,
        "json or csv");
  }

  private static HttpResponse json(String body) {
    return HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, body);
  }

  private static HttpResponse csv(Asked asked, String name, String body) {
    String file =
        "%s-%s-%s-%s.csv"
            .formatted(asked.website().websiteId(), name, asked.dates().from(), asked.dates().to());
    return HttpResponse.create()
        .withEntity(HttpEntities.create(CSV, body))
        .addHeader(
            RawHeader.create("Content-Disposition", "attachment; filename=\"%s\"".formatted(file)));
  }

  private static Refused refusal(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof StatsException stats)) {
      LOG.error("A question about history could not be answered", cause);
      return Refused.unavailable("The answer could not be written; ask again later.", AGAIN);
    }
    return switch (stats.reason()) {
      case TOO_HEAVY ->
          Refused.badRequest(
              "too_heavy", "This takes too long: ask for a shorter period or fewer metrics.");
      case BUSY -> Refused.unavailable("Too many questions wait; ask again in a while.", AGAIN);
      case UNAVAILABLE -> {
        LOG.warn("ClickHouse did not answer a question: {}", stats.getMessage());
        yield Refused.unavailable("History is away; ask again in a while.", AGAIN);
      }
    };
  }
}
