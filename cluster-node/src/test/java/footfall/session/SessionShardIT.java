package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import footfall.ingest.kafka.KafkaSettings;
import footfall.protocol.counting.CountingRules;
import footfall.protocol.counting.CountingRulesForm;
import footfall.protocol.counting.Goal;
import footfall.protocol.hit.DropReason;
import footfall.session.ShardOnStack.Tuning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A session shard that moves, dies, meets bad records or waits for ClickHouse. Most of each test is
 * waiting, and each has partitions of its own: they run side by side.
 */
@Execution(ExecutionMode.CONCURRENT)
class SessionShardIT extends ShardsOnStack {
  @Test
  void aRestartOnAnotherNodeGoesOnWithOffsetAndOpenSessionsExactly() {
    ShardOnStack first = start(4, Tuning.USUAL);
    visits(4, 20, "/first");
    awaitCounted(first, 20);
    first.handOver();
    ShardOnStack second = start(4, Tuning.USUAL);
    visits(4, 25, "/second");
    awaitCounted(second, 25);

    assertThat(second.metrics.duplicates()).isZero();
    awaitAll(4, 25);
    assertThat(second.finals.values().stream().mapToLong(n -> n).sum()).isLessThanOrEqualTo(45);
  }

  @Test
  void aStartAHandOverAndWhatIsStoredBetweenThemAreCountedAndTimed() {
    ShardOnStack shard = start(17, Tuning.USUAL);
    ShardMetrics metrics = shard.metrics;
    visits(17, 5, "/a");
    awaitCounted(shard, 5);
    awaitCheckpoint(shard);
    assertThat(metrics.lastCheckpointAt.get(17))
        .isCloseTo(System.currentTimeMillis(), within(5_000L));
    assertThat(metrics.takenAt.get(17)).isCloseTo(System.currentTimeMillis(), within(5_000L));

    shard.handOver();

    assertThat(metrics.starts.sum()).isEqualTo(1);
    assertThat(metrics.recoveries.count()).isEqualTo(1);
    assertThat(metrics.handOvers.count()).isEqualTo(1);
    assertThat(metrics.overdueHandOvers.sum()).isZero();
    assertThat(metrics.checkpointTimes.count()).isEqualTo(metrics.checkpoints.sum());
    assertThat(metrics.journalWrites.count())
        .as("its opening, and at least the end of each checkpoint")
        .isGreaterThan(metrics.checkpoints.sum());
    assertThat(metrics.nextOffsets.get(17)).isEqualTo(-1);
    assertThat(metrics.lastCheckpointAt.get(17)).isZero();
  }

  @Test
  void aNodeThatDiesBetweenCheckpointsLosesAndDoublesNothing() {
    for (int life = 0; life < 3; life++) {
      ShardOnStack shard = start(5, Tuning.USUAL);
      visits(5, 10, "/life" + life);
      awaitCounted(shard, 10);
      shard.close();
    }
    start(5, Tuning.USUAL);

    awaitAll(5, 10);
  }

  @Test
  void theVisitorsActiveNowAreListedAgainWhereTheirShardGoes() {
    ShardOnStack first = start(6, Tuning.USUAL.with(ShardOnStack.LONG));
    visits(6, 3, "/a");
    await().atMost(PATIENCE).until(() -> first.list("w6").size() == 3);
    first.handOver();
    ShardOnStack second = start(6, Tuning.USUAL.with(ShardOnStack.LONG));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(second.list("w6"))
                    .containsExactlyInAnyOrderElementsOf(
                        log
                            .expected(6, ShardOnStack.LONG, 1)
                            .open()
                            .website("w6")
                            .sessions()
                            .stream()
                            .map(Session::view)
                            .toList()));
    assertThat(second.metrics.counted()).isZero();
  }

  /** Its first batch may take seconds: it must not pass for one that has read all. */
  @Test
  void aShardCatchesUpUntilItHasReadSomethingBeItATickOfItsOwn() {
    ShardOnStack shard =
        start(18, new Tuning(ShardOnStack.RULES, 8 << 20, PATIENCE, String::hashCode, 1));
    TestProbe<SessionShard.State> state = shard.kit.createTestProbe();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              shard.shard.tell(new SessionShard.Watch(List.of(), state.getRef()));
              return !state.receiveMessage().catchingUp();
            });

    assertThat(log.records(KafkaSettings.EVENTS, 18)).hasSize(1);
  }

  @Test
  void rulesAreToldTheLogOnceAndCountFromThereOnAlsoAfterACrash() {
    UUID bought = new UUID(6, 6);
    CountingRules rules =
        new CountingRules(
            "w19",
            5,
            true,
            List.of(
                new Goal(
                    bought, Goal.Type.DESTINATION, Optional.of(Goal.Match.EQUALS), "/thanks", 0)));
    List<CountingRules> all = List.of(rules, new CountingRules("usual", 7, true, List.of()));
    ShardOnStack first = start(19, Tuning.USUAL);
    log.pageview("w19", TopicLog.visitor("w19", 19, 0), "/thanks");
    awaitCounted(first, 1);
    first.counting.set(all);
    await().atMost(PATIENCE).until(() -> told(19).size() == 1);
    log.pageview("w19", TopicLog.visitor("w19", 19, 1), "/thanks");
    awaitCounted(first, 2);
    awaitCheckpoint(first);
    first.close();

    ShardOnStack second = start(19, Tuning.USUAL);
    second.counting.set(all);
    log.pageview("w19", TopicLog.visitor("w19", 19, 2), "/thanks");
    awaitAll(19, 3);
    assertThat(store.sessions().values())
        .extracting(row -> row.visitorId() + row.isConversion() + row.goals())
        .containsExactlyInAnyOrder(
            TopicLog.visitor("w19", 19, 0) + false + List.of(),
            TopicLog.visitor("w19", 19, 1) + true + List.of(bought),
            TopicLog.visitor("w19", 19, 2) + true + List.of(bought));
    assertThat(told(19)).as("once").containsExactly(rules);

    second.counting.set(List.of(new CountingRules("w19", 6, true, List.of())));
    await().atMost(PATIENCE).until(() -> told(19).size() == 2);
  }

  private List<CountingRules> told(int partition) {
    return log.records(KafkaSettings.EVENTS, partition).stream()
        .map(record -> record.headers().lastHeader("rules"))
        .filter(Objects::nonNull)
        .map(header -> CountingRulesForm.read(header.value()))
        .toList();
  }

  @Test
  void aRecordAtWhichItsShardFailsTwiceIsRefusedAndThePartitionGoesOn() {
    String evil = TopicLog.visitor("w7", 7, 50);
    ShardOnStack shard =
        start(
            7,
            Tuning.USUAL.withUserHash(
                user -> {
                  if (user.equals(evil)) {
                    throw new IllegalStateException("a planted bug");
                  }
                  return user.hashCode();
                }));
    visits(7, 5, "/before");
    long poison = log.pageview("w7", evil, "/poison");
    visits(7, 5, "/after");

    await().atMost(PATIENCE).until(() -> rejected(7).size() == 1);
    assertThat(header(rejected(7).get(0), "reason")).isEqualTo("failed");
    assertThat(header(rejected(7).get(0), "source-offset")).isEqualTo(Long.toString(poison));
    await().atMost(PATIENCE).until(() -> store.sessions().size() >= 5);
    assertThat(shard.metrics.restarts.sum()).isEqualTo(2);
    assertThat(shard.metrics.rejected(DropReason.FAILED)).isEqualTo(1);
    assertThat(store.offsets(7)).doesNotContain(poison).doesNotHaveDuplicates();
  }

  @Test
  void poisonValuesEndInEventsRejectedWithReasonAndSourceAndNothingElseIsLost() {
    ShardOnStack shard = start(8, Tuning.USUAL);
    visits(8, 3, "/before");
    long garbage = log.raw(8, null, "\0\1 not a hit".getBytes(StandardCharsets.UTF_8));
    long empty = log.raw(8, null, null);
    long nobody =
        log.raw(
            8,
            null,
            "{\"website_id\":\"w8\",\"event_type\":\"pageview\",\"client_timestamp\":1}"
                .getBytes(StandardCharsets.UTF_8));
    visits(8, 4, "/after");

    await().atMost(PATIENCE).until(() -> rejected(8).size() == 3);
    assertThat(
            rejected(8).stream().map(r -> header(r, "reason") + " " + header(r, "source-offset")))
        .containsExactlyInAnyOrder(
            "malformed " + garbage, "empty " + empty, "missing_identity " + nobody);
    awaitAll(8, 4);
    assertThat(shard.metrics.rejected(DropReason.MALFORMED)).isEqualTo(1);
    assertThat(shard.metrics.rejected(DropReason.EMPTY)).isEqualTo(1);
    assertThat(shard.metrics.rejected(DropReason.MISSING_IDENTITY)).isEqualTo(1);
    assertThat(shard.metrics.allRejected()).isEqualTo(3);
  }

  @Test
  void aMisplacedHitIsSentHomeAndCountedThere() {
    start(9, Tuning.USUAL);
    String visitor = TopicLog.visitor("w9", 9, 0);
    log.raw(
        10,
        null,
        ("{\"website_id\":\"w9\",\"event_type\":\"pageview\",\"client_timestamp\":"
                + System.currentTimeMillis()
                + ",\"visitor_id\":\""
                + visitor
                + "\"}")
            .getBytes(StandardCharsets.UTF_8));
    start(10, Tuning.USUAL);

    await().atMost(PATIENCE).until(() -> store.sessions().size() == 1);
    assertThat(store.offsets(10)).isEmpty();
    assertThat(store.offsets(9)).hasSize(1);
  }

  @Test
  void aShardThatGoesBackToItsCheckpointWhileClickHouseIsAwayCountsOn() {
    String evil = TopicLog.visitor("w13", 13, 50);
    ShardOnStack shard =
        start(
            13,
            Tuning.USUAL.withUserHash(
                user -> {
                  if (user.equals(evil)) {
                    throw new IllegalStateException("a planted bug");
                  }
                  return user.hashCode();
                }));
    visits(13, 3, "/before");
    awaitCounted(shard, 3);
    awaitCheckpoint(shard);
    store.goAway();
    visits(13, 3, "/away");
    awaitCounted(shard, 6);
    log.pageview("w13", evil, "/poison");
    visits(13, 3, "/later");

    await().atMost(PATIENCE).until(() -> rejected(13).size() == 1);
    store.comeBack();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(store.offsets(13)).hasSize(9).doesNotHaveDuplicates());
  }

  @Test
  void whileClickHouseIsAwayAShardReadsOnAndItsRowsWaitInTheStore() {
    ShardOnStack shard = start(1, Tuning.USUAL);
    visits(1, 1, "/first");
    awaitCounted(shard, 1);
    store.goAway();
    int hits = 3 * RawRows.BLOCK_ROWS;
    visits(1, hits, "/away");

    awaitCounted(shard, hits + 1);
    assertThat(shard.metrics.allWaitingRows()).isLessThan(2 * RawRows.BLOCK_ROWS);
    store.comeBack();
    awaitAll(1, hits);
  }

  @Test
  void aShardHandsOverOnlyWhenItsLastRowIsStoredEvenWhereNothingHasChanged() {
    ShardOnStack shard = start(16, Tuning.USUAL);
    store.goAway();
    long weekAgo = System.currentTimeMillis() - Duration.ofDays(8).toMillis();
    log.pageview("w16", TopicLog.visitor("w16", 16, 0), "/far", weekAgo);
    await().atMost(PATIENCE).until(() -> shard.metrics.late() == 1);
    TestProbe<Void> probe = shard.kit.createTestProbe();

    shard.shard.tell(SessionShard.HandOver.INSTANCE);

    assertThat(shard.list("w16")).as("it still answers").isEmpty();
    store.comeBack();
    probe.expectTerminated(shard.shard, Duration.ofSeconds(5));
    assertThat(store.offsets(16)).hasSize(1);
  }

  @Test
  void anImageTrimsTheJournal() {
    ShardOnStack shard = start(14, Tuning.USUAL.withImageAtLeast(1));
    for (int i = 0; i < 6; i++) {
      visits(14, 10, "/" + i);
      awaitCheckpoint(shard);
    }

    await().atMost(PATIENCE).until(() -> !numbers(14).isEmpty() && numbers(14).get(0) > 1);
    awaitAll(14, 10);
    shard.close();
    ShardOnStack again = start(14, Tuning.USUAL);
    visits(14, 1, "/again");
    awaitCounted(again, 1);
    awaitAll(14, 11);
  }

  @Test
  void whileAnotherShardWritesItsImageAShardGoesOnWithChangesAndThenWritesItsOwn() {
    ShardOnStack shard = start(2, Tuning.USUAL.withImageAtLeast(1));
    shard.images.acquireUninterruptibly();
    for (int i = 0; i < 6; i++) {
      visits(2, 10, "/" + i);
      awaitCheckpoint(shard);
    }
    assertThat(numbers(2)).startsWith(1L);
    shard.images.release();
    visits(2, 10, "/last");

    await().atMost(PATIENCE).until(() -> !numbers(2).isEmpty() && numbers(2).get(0) > 1);
    shard.close();
    assertThat(shard.images.availablePermits()).isEqualTo(1);
  }

  @Test
  void whereKafkaHasForgottenHitsTheShardSaysSoAndReadsNothing() throws Exception {
    visits(15, 5, "/forgotten");
    stack
        .admin
        .deleteRecords(
            Map.of(new TopicPartition(KafkaSettings.EVENTS, 15), RecordsToDelete.beforeOffset(3)))
        .all()
        .get();
    ShardOnStack probe = start(25, Tuning.USUAL);
    ShardOnStack shard =
        LoggingTestKit.error("ALERT: partition 15 no longer has offset 0")
            .expect(probe.kit.system(), () -> start(15, Tuning.USUAL));

    assertThat(shard.metrics.counted()).isZero();
    assertThat(store.offsets(15)).isEmpty();
  }

  @Test
  void aSessionIsFoundByItsIdWhetherActiveOrQuiet() {
    ShardOnStack shard = start(3, Tuning.USUAL.with(ShardOnStack.LONG));
    String visitor = TopicLog.visitor("w3", 3, 0);
    log.pageview("w3", visitor, "/quiet", System.currentTimeMillis() - 600_000);
    awaitCounted(shard, 1);
    Session quiet = log.expected(3, ShardOnStack.LONG, 1).open().website("w3").sessions().get(0);
    TestProbe<SessionShard.FoundSession> probe = shard.kit.createTestProbe();

    shard.shard.tell(new SessionShard.FindSession("w3", quiet.id, probe.getRef()));

    assertThat(probe.receiveMessage().session()).contains(quiet.view());
    shard.shard.tell(new SessionShard.FindSession("other", quiet.id, probe.getRef()));
    assertThat(probe.receiveMessage().session()).isEmpty();
  }
}
