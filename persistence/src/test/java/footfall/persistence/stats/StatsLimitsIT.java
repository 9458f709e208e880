package footfall.persistence.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.query.QuerySettings;
import footfall.persistence.clickhouse.ClickHouseConnection;
import footfall.persistence.clickhouse.ClickHouseEventStore;
import footfall.persistence.clickhouse.ClickHouseForTests;
import footfall.persistence.clickhouse.ClickHouseSettings;
import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import footfall.persistence.stats.Question.Period;
import footfall.persistence.stats.Question.Whole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a question may do and how much it may take. */
class StatsLimitsIT {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static ClickHouseForTests clickHouse;
  private static Server server;

  @BeforeAll
  static void fill() throws Exception {
    clickHouse = new ClickHouseForTests();
    server = clickHouse.migrated("limits");
    try (ClickHouseEventStore store =
        ClickHouseEventStore.open(ClickHouseSettings.of(server), "topic", null)) {
      store
          .writeEvents(
              IntStream.range(0, 20)
                  .mapToObj(i -> new MadeHit().at(NOW.toEpochMilli() - 1_000, new UUID(1, i)))
                  .toList())
          .toCompletableFuture()
          .get(60, TimeUnit.SECONDS);
    }
  }

  @AfterAll
  static void stop() {
    clickHouse.close();
  }

  @Test
  void aQuestionOverTheLimitsIsTooHeavy() {
    Map<String, String> tight = new HashMap<>(ClickHouseStats.LIMITS);
    tight.put("max_rows_to_read", "10");
    Question question =
        new Question(
            "site",
            Period.of(NOW.minusSeconds(60), NOW),
            Optional.empty(),
            List.of(Metric.VISITORS),
            List.of(),
            new Whole());
    try (ClickHouseStats limited =
        new ClickHouseStats(server, Clock.fixed(NOW, ZoneOffset.UTC), tight)) {
      assertThat(limited.ask(question).toCompletableFuture())
          .failsWithin(Duration.ofSeconds(60))
          .withThrowableThat()
          .havingCause()
          .isInstanceOfSatisfying(
              StatsException.class,
              it -> assertThat(it.reason()).isEqualTo(StatsException.Reason.TOO_HEAVY));
    }
  }

  @Test
  void nothingCanBeWrittenOnTheWayOfQuestions() {
    assertThat(ClickHouseStats.LIMITS).containsEntry("readonly", "1");
    QuerySettings settings = new QuerySettings();
    ClickHouseStats.LIMITS.forEach(settings::serverSetting);
    try (ClickHouseConnection connection = new ClickHouseConnection(server)) {
      assertThatThrownBy(() -> connection.client().query("TRUNCATE TABLE events", settings).get())
          .hasStackTraceContaining("READONLY");
    }
  }
}
