package footfall.api.stats;

import akka.http.javadsl.model.ContentType;
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
import footfall.persistence.metadata.Website;
import footfall.persistence.stats.Dimension;
import footfall.persistence.stats.Question;
import footfall.persistence.stats.Question.Buckets;
import footfall.persistence.stats.Question.Values;
import footfall.persistence.stats.Question.Whole;
import footfall.persistence.stats.StatsStore;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * {@code GET /api/stats/{website_id}/aggregate}, {@code /timeseries} and {@code /breakdown}, for
 * those who may view the website.
 */
public final class StatsRoute {
  static final int MOST_ROWS = 1_000;
  static final int MOST_PAGES = 1_000;

  private static final int ROWS = 100;
  private static final ContentType.NonBinary CSV =
      MediaTypes.TEXT_CSV.toContentType(HttpCharsets.UTF_8);

  private final StatsStore store;
  private final StatsAnswers answers;
  private final Clock clock;

  private StatsRoute(StatsStore store, StatsAnswers answers, Clock clock) {
    this.store = store;
    this.answers = answers;
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
    return new StatsRoute(store, new StatsAnswers(guard, websites), clock).route();
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

  private Route question(String name, String websiteId, StatsAnswers.Handler handler) {
    return Directives.path(name, () -> answers.to(websiteId, handler));
  }

  private CompletionStage<HttpResponse> aggregate(HttpRequest request, Website website) {
    Parameters given = Parameters.of(request, Asked.PARAMETERS);
    Asked asked = Asked.of(given, website, clock.instant());
    return store
        .ask(asked.question(new Whole()))
        .thenApply(
            answers -> StatsAnswers.json(new StatsJson(asked, answers).aggregate(answers.get(0))));
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
                  : StatsAnswers.json(new StatsJson(asked, answers).timeseries(series));
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
                  : StatsAnswers.json(new StatsJson(asked, answers).breakdown(table));
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

  private static HttpResponse csv(Asked asked, String name, String body) {
    String file =
        "%s-%s-%s-%s.csv"
            .formatted(asked.website().websiteId(), name, asked.dates().from(), asked.dates().to());
    return HttpResponse.create()
        .withEntity(HttpEntities.create(CSV, body))
        .addHeader(
            RawHeader.create("Content-Disposition", "attachment; filename=\"%s\"".formatted(file)));
  }
}
