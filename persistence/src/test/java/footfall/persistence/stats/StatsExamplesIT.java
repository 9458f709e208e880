package footfall.persistence.stats;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.persistence.clickhouse.ClickHouseEventStore;
import footfall.persistence.clickhouse.ClickHouseForTests;
import footfall.persistence.clickhouse.ClickHouseSettings;
import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import footfall.persistence.clickhouse.EventRow;
import footfall.persistence.clickhouse.SessionJoin;
import footfall.persistence.stats.FunnelStep.Match;
import footfall.persistence.stats.Question.Grouping;
import footfall.persistence.stats.Question.Period;
import footfall.persistence.stats.Question.Values;
import footfall.persistence.stats.Question.Whole;
import footfall.persistence.stats.StatsException.Reason;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Small days, worked out by hand; each on a website of its own. */
class StatsExamplesIT {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-19T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-19T18:00:00Z");
  private static final Period DAY = Period.of(MIDNIGHT, MIDNIGHT.plusSeconds(86_400));

  private static ClickHouseForTests clickHouse;
  private static ClickHouseEventStore store;
  private static ClickHouseStats stats;

  @BeforeAll
  static void start() throws Exception {
    clickHouse = new ClickHouseForTests();
    Server server = clickHouse.migrated("examples");
    store = ClickHouseEventStore.open(ClickHouseSettings.of(server), "topic", null);
    stats = new ClickHouseStats(server, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterAll
  static void stop() {
    stats.close();
    store.close();
    clickHouse.close();
  }

  private static long at(String time) {
    return Instant.parse("2026-11-19T" + time + ":00Z").toEpochMilli();
  }

  private static MadeHit hit(String website, String visitor, String path, String source) {
    MadeHit hit = new MadeHit();
    hit.website = website;
    hit.identity = new Hit.Identity("", visitor, "", "");
    hit.path = path;
    hit.traffic = new Enrichment.Traffic(source, "", "", "");
    return hit;
  }

  private static void store(EventRow... rows) throws Exception {
    store.writeEvents(List.of(rows)).toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static void close(Visit visit, SessionJoin... joins) throws Exception {
    store
        .writeSessions(List.of(visit.row(1)), List.of(joins))
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  private static String ask(String website, List<Filter> filters, Grouping by, Metric... metrics)
      throws Exception {
    Question question = new Question(website, DAY, Optional.empty(), List.of(metrics), filters, by);
    return stats.ask(question).toCompletableFuture().get(60, TimeUnit.SECONDS).stream()
        .map(row -> row.key() + figures(row.figures(), metrics))
        .collect(Collectors.joining(", "));
  }

  private static String figures(Figures figures, Metric... metrics) {
    return Arrays.stream(metrics)
        .map(metric -> " " + figures.value(metric).map(BigDecimal::toPlainString).orElse("-"))
        .collect(Collectors.joining());
  }

  private static Values by(String dimension) {
    return new Values(Dimension.of(dimension).orElseThrow(), 10, 0);
  }

  @Test
  void theSecondPageOfAVisitFromSearchCountsForSearchThoughItsOwnSourceIsDirect() throws Exception {
    UUID id = new UUID(1, 1);
    MadeHit purchase = hit("search", "anna", "/thanks", "direct");
    purchase.type = EventType.TRANSACTION;
    purchase.revenue = Optional.of(new BigDecimal("19.95"));
    List<EventRow> visit =
        List.of(
            hit("search", "anna", "/", "organic").at(at("10:00"), id),
            hit("search", "anna", "/shop", "direct").at(at("10:04"), id),
            purchase.at(at("10:06"), id));
    EventRow other = hit("search", "ben", "/", "direct").at(at("11:00"), new UUID(1, 2));
    store(visit.toArray(EventRow[]::new));
    store(other);
    close(new Visit(id, visit, List.of()));
    close(new Visit(new UUID(1, 2), List.of(other), List.of()));

    assertThat(
            ask(
                "search",
                List.of(),
                by("source"),
                Metric.PAGEVIEWS,
                Metric.VISITORS,
                Metric.REVENUE,
                Metric.BOUNCE_RATE,
                Metric.CONVERSION_RATE,
                Metric.SESSION_DURATION))
        .isEqualTo("organic 2 1 19.9500 0 1 360, direct 1 1 0.0000 1 0 0");
    assertThat(ask("search", List.of(), by("entry_page"), Metric.SESSIONS)).isEqualTo("/ 2");
    Filter shop =
        new Filter(Filter.Operator.IS, Dimension.of("page_path").orElseThrow(), List.of("/shop"));
    assertThat(
            ask(
                "search",
                List.of(shop),
                new Whole(),
                Metric.PAGEVIEWS,
                Metric.SESSIONS,
                Metric.PAGEVIEWS_PER_SESSION))
        .isEqualTo(" 1 1 2");
  }

  @Test
  void aSessionCountsFromItsFirstHitAndOnlyOnceWhenItHasClosed() throws Exception {
    UUID id = new UUID(2, 1);
    EventRow first = hit("open", "anna", "/", "social").at(at("17:50"), id);
    store(first);
    assertThat(ask("open", List.of(), by("source"), Metric.SESSIONS, Metric.BOUNCE_RATE))
        .isEqualTo("social 1 1");
    EventRow second = hit("open", "anna", "/b", "direct").at(at("17:55"), id);
    store(second);
    String before =
        ask("open", List.of(), by("source"), Metric.SESSIONS, Metric.BOUNCE_RATE, Metric.VISITORS);
    assertThat(before).isEqualTo("social 1 0 1");
    close(new Visit(id, List.of(first, second), List.of()));
    assertThat(
            ask(
                "open",
                List.of(),
                by("source"),
                Metric.SESSIONS,
                Metric.BOUNCE_RATE,
                Metric.VISITORS))
        .isEqualTo(before);
  }

  @Test
  void aLateHitThatJoinsTwoSessionsMakesOneOfThemInHistoryToo() throws Exception {
    UUID kept = new UUID(3, 1);
    UUID lost = new UUID(3, 2);
    EventRow first = hit("joined", "anna", "/a", "email").at(at("09:00"), kept);
    EventRow last = hit("joined", "anna", "/c", "direct").at(at("09:50"), lost);
    EventRow between = hit("joined", "anna", "/b", "direct").at(at("09:25"), kept);
    store(first, last, between);
    close(
        new Visit(kept, List.of(first, between, last), List.of()),
        new SessionJoin("joined", lost, kept, 1));
    assertThat(
            ask(
                "joined",
                List.of(),
                by("source"),
                Metric.PAGEVIEWS,
                Metric.SESSIONS,
                Metric.SESSION_DURATION))
        .isEqualTo("email 3 1 3000");
    assertThat(ask("joined", List.of(), by("exit_page"), Metric.PAGEVIEWS)).isEqualTo("/c 3");
  }

  @Test
  void oneVisitorOfTwoPagesIsOneVisitorOfEachAndOneInAll() throws Exception {
    UUID id = new UUID(4, 1);
    MadeHit later = hit("uniques", "anna", "/b", "direct");
    later.identity = new Hit.Identity("", "anna", "account-7", "");
    MadeHit elsewhere = hit("uniques", "anna's phone", "/b", "direct");
    elsewhere.identity = new Hit.Identity("", "anna's phone", "account-7", "");
    store(
        hit("uniques", "anna", "/a", "direct").at(at("09:00"), id),
        hit("uniques", "anna", "/b", "direct").at(at("09:01"), id),
        later.at(at("09:02"), id),
        elsewhere.at(at("12:00"), new UUID(4, 2)));
    assertThat(ask("uniques", List.of(), by("page_path"), Metric.VISITORS)).isEqualTo("/b 2, /a 1");
    assertThat(ask("uniques", List.of(), new Whole(), Metric.VISITORS)).isEqualTo(" 2");
  }

  @Test
  void aHitTakesASessionOneStepFurtherAndHitsOfTheSameMillisecondCountInTheirOrder()
      throws Exception {
    UUID id = new UUID(5, 1);
    store(
        hit("walked", "anna", "/cart", "direct").at(at("10:00"), id),
        hit("walked", "anna", "/thanks", "direct").at(at("10:00"), id),
        hit("walked", "ben", "/cart", "direct").at(at("11:00"), new UUID(5, 2)),
        hit("walked", "ben", "/cart", "direct").at(at("13:00"), new UUID(5, 3)));
    assertThat(reached("/cart", "/thanks")).isEqualTo("3 of 2, 1 of 1");
    assertThat(reached("/thanks", "/cart")).isEqualTo("1 of 1, 0 of 0");
    assertThat(reached("/", "/")).isEqualTo("3 of 2, 1 of 1");
    assertThat(reached("/", "/", "/")).isEqualTo("3 of 2, 1 of 1, 0 of 0");
  }

  private static String reached(String... beginnings) throws Exception {
    return stats
        .ask(funnel("walked", Match.BEGINS_WITH, beginnings))
        .toCompletableFuture()
        .get()
        .steps()
        .stream()
        .map(step -> step.sessions() + " of " + step.visitors())
        .collect(Collectors.joining(", "));
  }

  private static FunnelQuestion funnel(String website, Match match, String... patterns) {
    List<FunnelStep> steps =
        Arrays.stream(patterns)
            .map(pattern -> new FunnelStep(FunnelStep.Kind.DESTINATION, match, pattern))
            .toList();
    return new FunnelQuestion(website, DAY.start(), DAY.end(), List.of(), steps);
  }

  @Test
  void aRegularExpressionThatClickHouseDoesNotKnowIsToldAsSuch() throws Exception {
    store(hit("funnel", "carl", "/", "direct").at(at("15:00"), new UUID(5, 4)));
    assertThat(stats.ask(funnel("funnel", Match.REGEX, "/", "^/(?!cart)")).toCompletableFuture())
        .failsWithin(Duration.ofSeconds(60))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            StatsException.class, it -> assertThat(it.reason()).isEqualTo(Reason.BAD_PATTERN));
  }
}
