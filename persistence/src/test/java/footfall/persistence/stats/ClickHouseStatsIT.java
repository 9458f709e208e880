package footfall.persistence.stats;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.persistence.clickhouse.ClickHouseEventStore;
import footfall.persistence.clickhouse.ClickHouseForTests;
import footfall.persistence.clickhouse.ClickHouseSettings;
import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import footfall.persistence.clickhouse.EventRow;
import footfall.persistence.stats.Filter.Operator;
import footfall.persistence.stats.Question.Buckets;
import footfall.persistence.stats.Question.Grouping;
import footfall.persistence.stats.Question.Period;
import footfall.persistence.stats.Question.Values;
import footfall.persistence.stats.Question.Whole;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The product's writers fill a real engine; an oracle over the visits themselves knows better. */
class ClickHouseStatsIT {
  private static final long SEED = 20261121;
  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry("page_path", World.PAGES),
          Map.entry("event_name", World.NAMES),
          Map.entry("prop:plan", World.PLANS),
          Map.entry("prop_name", List.of("plan", "tier", "none")),
          Map.entry("custom_dimension_7", World.PLANS),
          Map.entry("entry_page", World.PAGES),
          Map.entry("exit_page", World.PAGES),
          Map.entry("source", World.SOURCES),
          Map.entry("medium", World.MEDIUMS),
          Map.entry("campaign", World.CAMPAIGNS),
          Map.entry("goal", World.GOALS),
          Map.entry("country", World.COUNTRIES),
          Map.entry("region", World.REGIONS),
          Map.entry("city", World.CITIES),
          Map.entry("device_type", World.DEVICES),
          Map.entry("browser", World.BROWSERS),
          Map.entry("os", World.SYSTEMS));
  private static final List<String> DIMENSIONS = VALUES.keySet().stream().sorted().toList();

  private static ClickHouseForTests clickHouse;
  private static Server server;
  private static World everybody;
  private static World sampled;
  private static ClickHouseStats stats;

  @BeforeAll
  static void fill() throws Exception {
    clickHouse = new ClickHouseForTests();
    server = clickHouse.migrated("stats");
    everybody = new World("site", List.of(1.0), SEED, 600);
    sampled = new World("sampled", List.of(0.25, 0.3, 1.0, 0.0001), SEED + 2, 600);
    try (ClickHouseEventStore store =
        ClickHouseEventStore.open(ClickHouseSettings.of(server), "topic", null)) {
      for (World world : List.of(everybody, sampled)) {
        List<EventRow> some = world.rows.subList(0, 500);
        store.writeEvents(world.rows).toCompletableFuture().get(60, TimeUnit.SECONDS);
        store.writeEvents(some).toCompletableFuture().get(60, TimeUnit.SECONDS);
        store
            .writeSessions(world.sessions, world.joins)
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
      }
    }
    stats = new ClickHouseStats(server, Clock.fixed(World.NOW, ZoneOffset.UTC));
  }

  @AfterAll
  static void stop() {
    stats.close();
    clickHouse.close();
  }

  private static List<Answer> ask(Question question) throws Exception {
    return stats.ask(question).toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static Period days(int from, int to) {
    Instant midnight = Instant.parse("2026-11-20T00:00:00Z");
    return Period.of(midnight.minus(Duration.ofDays(from)), midnight.plus(Duration.ofDays(1 - to)));
  }

  private static Question question(
      Period period, List<Metric> metrics, List<Filter> filters, Grouping grouping) {
    return new Question(everybody.site, period, Optional.empty(), metrics, filters, grouping);
  }

  private static Dimension dimension(String wire) {
    return Dimension.of(wire).orElseThrow();
  }

  /** Of the website that counts everybody, and of the one that is sampled. */
  private static void assertAnswered(Question asked) throws Exception {
    for (World world : List.of(everybody, sampled)) {
      assertAnswered(world, of(world, asked));
    }
  }

  private static Question of(World world, Question asked) {
    return new Question(
        world.site,
        asked.period(),
        asked.compared(),
        asked.metrics(),
        asked.filters(),
        asked.grouping());
  }

  private static void assertAnswered(World world, Question question) throws Exception {
    List<StatsOracle.Expected> expected = new StatsOracle(world.visits).ask(question);
    List<Answer> answered = new ArrayList<>(ask(question));
    if (!(question.grouping() instanceof Values)) {
      answered.sort(Comparator.comparing(Answer::key));
    }
    assertThat(answered.stream().map(Answer::key).toList())
        .as("keys of %s", question)
        .isEqualTo(expected.stream().map(StatsOracle.Expected::key).toList());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(answered.get(i).sampled())
          .as("sampled, %s in %s", expected.get(i).key(), question)
          .isEqualTo(expected.get(i).sampled());
      for (Metric metric : question.metrics()) {
        assertThat(plain(answered.get(i).figures().value(metric)))
            .as("%s of %s in %s", metric, expected.get(i).key(), question)
            .isEqualTo(plain(expected.get(i).figures().value(metric)));
        assertThat(plain(answered.get(i).compared().value(metric)))
            .as("%s compared of %s in %s", metric, expected.get(i).key(), question)
            .isEqualTo(plain(expected.get(i).compared().value(metric)));
      }
    }
  }

  private static Optional<BigDecimal> plain(Optional<BigDecimal> value) {
    return value.map(BigDecimal::stripTrailingZeros);
  }

  @Test
  void everyMetricByEveryDimensionIsAsTheVisitsThemselvesSay() throws Exception {
    for (String dimension : DIMENSIONS) {
      assertAnswered(
          question(
              days(6, 0),
              List.of(Metric.values()),
              List.of(),
              new Values(dimension(dimension), 1_000, 0)));
    }
  }

  @Test
  void everyMetricUnderEveryFilterIsAsTheVisitsThemselvesSay() throws Exception {
    Random random = new Random(SEED);
    for (String dimension : DIMENSIONS) {
      for (Operator operator : Operator.values()) {
        assertAnswered(
            everybody,
            question(
                days(6, 0),
                List.of(Metric.values()),
                List.of(filter(random, dimension, operator)),
                new Whole()));
      }
    }
  }

  @Test
  void randomQuestionsAreAnsweredAsTheVisitsThemselvesSay() throws Exception {
    Random random = new Random(SEED + 1);
    for (int i = 0; i < 120; i++) {
      World world = i % 2 == 0 ? everybody : sampled;
      assertAnswered(world, of(world, randomQuestion(random)));
    }
  }

  private static Question randomQuestion(Random random) {
    int from = random.nextInt(10);
    int to = random.nextInt(from + 1);
    // Of whole quarters of an hour there is a table of visitors; else hits are counted.
    Duration off = random.nextInt(3) == 0 ? Duration.ofMinutes(7) : Duration.ZERO;
    Period period = later(days(from, to), off);
    Period before = later(days(2 * from - to + 1, from + 1), off);
    List<Metric> metrics = new ArrayList<>(List.of(Metric.values()));
    Collections.shuffle(metrics, random);
    List<Filter> filters = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Operator operator = List.of(Operator.values()).get(random.nextInt(4));
      filters.add(filter(random, DIMENSIONS.get(random.nextInt(DIMENSIONS.size())), operator));
    }
    Grouping grouping =
        switch (random.nextInt(3)) {
          case 0 -> new Whole();
          case 1 -> new Buckets();
          default ->
              new Values(
                  dimension(DIMENSIONS.get(random.nextInt(DIMENSIONS.size()))),
                  1 + random.nextInt(4),
                  random.nextInt(3));
        };
    boolean buckets = grouping instanceof Buckets;
    return new Question(
        everybody.site,
        buckets ? hours(period) : period,
        random.nextBoolean() ? Optional.of(buckets ? hours(before) : before) : Optional.empty(),
        metrics.subList(0, 1 + random.nextInt(metrics.size())),
        filters,
        grouping);
  }

  private static Period later(Period period, Duration by) {
    return Period.of(period.start().plus(by), period.end().plus(by));
  }

  private static Period hours(Period period) {
    List<Instant> starts = new ArrayList<>();
    for (Instant at = period.start(); at.isBefore(period.end()); at = at.plusSeconds(7_200)) {
      starts.add(at);
    }
    return new Period(starts, period.end());
  }

  private static Filter filter(Random random, String dimension, Operator operator) {
    List<String> some = new ArrayList<>();
    List<String> all = VALUES.get(dimension);
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      some.add(all.get(random.nextInt(all.size())));
    }
    if (operator == Operator.CONTAINS || operator == Operator.DOES_NOT_CONTAIN) {
      some.replaceAll(it -> it.isEmpty() ? "o" : it.substring(it.length() / 2));
    }
    return new Filter(operator, dimension(dimension), some);
  }

  @Test
  void randomFunnelsLeadAsFarAsTheVisitsThemselvesSay() throws Exception {
    Random random = new Random(SEED + 2);
    int deepest = 0;
    for (int i = 0; i < 60; i++) {
      World world = i % 2 == 0 ? everybody : sampled;
      FunnelQuestion question = randomFunnel(random, world.site);
      FunnelStore.Walked answered =
          stats.ask(question).toCompletableFuture().get(60, TimeUnit.SECONDS);
      assertThat(answered)
          .as("%s", question)
          .isEqualTo(new FunnelOracle(world.visits).ask(question));
      deepest =
          Math.max(
              deepest, (int) answered.steps().stream().filter(it -> it.sessions() > 0).count());
    }
    assertThat(deepest).isEqualTo(4);
  }

  private static FunnelQuestion randomFunnel(Random random, String site) {
    int from = random.nextInt(10);
    Period period = days(from, random.nextInt(from + 1));
    List<Filter> filters = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Operator operator = List.of(Operator.values()).get(random.nextInt(4));
      filters.add(filter(random, DIMENSIONS.get(random.nextInt(DIMENSIONS.size())), operator));
    }
    return new FunnelQuestion(
        site, period.start(), period.end(), filters, FunnelOracle.steps(random));
  }

  @Test
  void aRowOfABreakdownIsWhatAFilterForItsValueAnswers() throws Exception {
    for (String dimension : DIMENSIONS) {
      List<Metric> all = List.of(Metric.values());
      for (Answer row :
          ask(question(days(8, 1), all, List.of(), new Values(dimension(dimension), 3, 0)))) {
        Filter only = new Filter(Operator.IS, dimension(dimension), List.of(row.key()));
        Answer filtered = ask(question(days(8, 1), all, List.of(only), new Whole())).get(0);
        for (Metric metric : all) {
          assertThat(filtered.figures().value(metric))
              .as("%s of %s %s", metric, dimension, row.key())
              .isEqualTo(row.figures().value(metric));
        }
      }
    }
  }

  @Test
  void pagesOfABreakdownAreTheWholeCutInPieces() throws Exception {
    List<Metric> metrics = List.of(Metric.BOUNCE_RATE, Metric.VISITORS);
    Dimension pages = dimension("page_path");
    List<Answer> pieces = new ArrayList<>();
    for (int offset = 0; offset < 6; offset += 2) {
      pieces.addAll(ask(question(days(9, 0), metrics, List.of(), new Values(pages, 2, offset))));
    }
    List<Answer> whole = ask(question(days(9, 0), metrics, List.of(), new Values(pages, 1_000, 0)));
    assertThat(pieces.stream().map(Answer::key).toList())
        .hasSize(5)
        .isEqualTo(whole.stream().map(Answer::key).toList());
  }

  @Test
  void whatIsMergedIsCountedAsBefore() throws Exception {
    Question question =
        question(
            days(9, 0), List.of(Metric.values()), List.of(), new Values(dimension("source"), 9, 0));
    for (String table : List.of("events", "sessions", "session_joins")) {
      ClickHouseForTests.execute(server, "OPTIMIZE TABLE " + table + " FINAL");
    }
    assertAnswered(question);
  }

  @Test
  void aDayOfMinutesBesideAnotherIsAnswered() throws Exception {
    Period day = minutes(days(1, 1));
    assertAnswered(
        new Question(
            everybody.site,
            day,
            Optional.of(minutes(days(2, 2))),
            List.of(Metric.values()),
            List.of(),
            new Buckets()));
    assertThat(day.starts()).hasSize(1_440);
  }

  private static Period minutes(Period period) {
    List<Instant> starts = new ArrayList<>();
    for (Instant at = period.start(); at.isBefore(period.end()); at = at.plusSeconds(60)) {
      starts.add(at);
    }
    return new Period(starts, period.end());
  }

  @Test
  void whatNobodySampledIsAnsweredByTheStatementThatKnowsNoRates() throws Exception {
    Question question = question(days(9, 0), List.of(Metric.values()), List.of(), new Whole());
    assertThat(ask(question).get(0).sampled()).isFalse();
    assertThat(StatsSql.of(question, World.NOW, false).text()).doesNotContain("sampling_rate");
    assertThat(ask(of(sampled, question)).get(0).sampled()).isTrue();
  }

  @Test
  void aSampledWebsiteHasNothingWhereItHasNoHits() throws Exception {
    Filter nowhere = new Filter(Operator.IS, dimension("country"), List.of("XX"));
    Question question =
        of(sampled, question(days(9, 0), List.of(Metric.values()), List.of(nowhere), new Whole()));
    Answer answer = ask(question).get(0);
    assertThat(answer.figures().value(Metric.VISITORS)).contains(BigDecimal.ZERO);
    assertThat(answer.figures().value(Metric.BOUNCE_RATE)).isEmpty();
    assertThat(answer.sampled()).isFalse();
  }

  @Test
  void aWebsiteWithoutHitsHasNothing() throws Exception {
    Question nobody =
        new Question(
            "nobody",
            days(9, 0),
            Optional.empty(),
            List.of(Metric.values()),
            List.of(),
            new Whole());
    Answer answer = ask(nobody).get(0);
    assertThat(answer.figures().value(Metric.VISITORS)).contains(BigDecimal.ZERO);
    assertThat(answer.figures().value(Metric.REVENUE)).contains(new BigDecimal("0.0000"));
    assertThat(answer.figures().value(Metric.BOUNCE_RATE)).isEmpty();
  }
}
