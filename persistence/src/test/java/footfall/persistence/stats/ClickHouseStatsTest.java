package footfall.persistence.stats;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import footfall.persistence.stats.Question.Period;
import footfall.persistence.stats.Question.Whole;
import footfall.persistence.stats.StatsException.Reason;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ClickHouseStatsTest {
  private static final Question QUESTION =
      new Question(
          "site",
          Period.of(Instant.EPOCH, Instant.EPOCH.plusSeconds(60)),
          Optional.empty(),
          List.of(Metric.VISITORS),
          List.of(),
          new Whole());

  private static void assertFails(CompletionStage<?> asked, Reason reason) {
    assertThat(asked.toCompletableFuture())
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            StatsException.class, it -> assertThat(it.reason()).isEqualTo(reason));
  }

  @Test
  void aClickHouseThatIsAwayIsToldAsSuch() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    try (ClickHouseStats stats =
        new ClickHouseStats(Server.at("http://127.0.0.1:" + closed), Clock.systemUTC())) {
      assertFails(stats.ask(QUESTION), Reason.UNAVAILABLE);
    }
  }

  @Test
  void whatFindsNoPlaceToWaitIsRefusedAtOnce() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ClickHouseStats stats =
            new ClickHouseStats(
                Server.at("http://127.0.0.1:" + silent.getLocalPort()), Clock.systemUTC())) {
      for (int i = 0; i < ClickHouseStats.AT_ONCE + ClickHouseStats.WAITING; i++) {
        assertThat(stats.ask(QUESTION).toCompletableFuture()).isNotDone();
      }
      assertFails(stats.ask(QUESTION), Reason.BUSY);
    }
  }

  @Test
  void whatHasWaitedForTooLongIsNotAskedAnyMore() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try (ClickHouseStats stats =
        new ClickHouseStats(Server.at("http://127.0.0.1:" + silent.getLocalPort()), showing(now))) {
      for (int i = 0; i < ClickHouseStats.AT_ONCE; i++) {
        assertThat(stats.ask(QUESTION).toCompletableFuture()).isNotDone();
      }
      CompletionStage<List<Answer>> early = stats.ask(QUESTION);
      now.set(now.get().plusSeconds(10));
      CompletionStage<List<Answer>> late = stats.ask(QUESTION);
      now.set(now.get().plusSeconds(10));
      silent.close();
      assertFails(early, Reason.BUSY);
      assertFails(late, Reason.UNAVAILABLE);
    }
  }

  private static Clock showing(AtomicReference<Instant> now) {
    return new Clock() {
      @Override
      public Instant instant() {
        return now.get();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Test
  void textsBecomeParametersAndNeverPartsOfTheStatement() {
    String hostile = "'); DROP TABLE events; --\\";
    Filter filter =
        new Filter(
            Filter.Operator.IS_NOT,
            Dimension.of("prop:" + hostile).orElseThrow(),
            List.of(hostile, "it's"));
    Question question =
        new Question(
            hostile,
            QUESTION.period(),
            Optional.of(QUESTION.period()),
            List.of(Metric.values()),
            List.of(filter),
            new Question.Values(Dimension.of("prop:" + hostile).orElseThrow(), 1, 0));
    StatsSql.Statement statement = StatsSql.of(question, Instant.EPOCH, false);
    assertThat(statement.text()).doesNotContain("DROP").doesNotContain("it's");
    assertThat(statement.bound().values())
        .containsValue("'); DROP TABLE events; --\\\\")
        .containsValue("['\\'); DROP TABLE events; --\\\\','it\\'s']");
  }

  @Test
  void patternsOfAFunnelBecomeParametersToo() {
    String hostile = "') OR 1=1; DROP TABLE events; --";
    List<FunnelStep> steps =
        Arrays.stream(FunnelStep.Match.values())
            .map(match -> new FunnelStep(FunnelStep.Kind.EVENT, match, hostile + match))
            .toList();
    FunnelSql.Statement statement =
        FunnelSql.of(
            new FunnelQuestion(
                hostile, Instant.EPOCH, Instant.EPOCH.plusSeconds(60), List.of(), steps),
            Instant.EPOCH);
    assertThat(statement.text()).doesNotContain("DROP");
    assertThat(statement.bound().values())
        .containsValues(hostile, hostile + "EQUALS", hostile + "BEGINS_WITH", hostile + "REGEX");
  }
}
