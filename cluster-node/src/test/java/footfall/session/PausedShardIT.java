package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import footfall.session.ShardOnStack.Tuning;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A JVM that stands still (SIGSTOP) while another takes its shard over, and then goes on. Both run
 * on the real Kafka and Cassandra.
 */
class PausedShardIT extends ShardsOnStack {
  private static final Tuning TUNING = Tuning.USUAL.with(ShardOnStack.LONG);
  private static final int VISITORS = 10;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGER_THAN_IT_MAY = Duration.ofMillis(2_100);

  @Test
  void aJvmPausedForLongerThanItMayHaltsWithinASecondOfGoingOnAndNothingOfItCounts()
      throws Exception {
    int partition = 20;
    try (ShardProcess old = new ShardProcess(stack, partition, LONGEST_PAUSE)) {
      ShardOnStack successor = freezeAndTakeOver(old, partition);
      visits(partition, VISITORS, "/while it stands still");
      awaitCounted(successor, VISITORS);
      long since = System.nanoTime();
      await().until(() -> System.nanoTime() - since > LONGER_THAN_IT_MAY.toNanos());

      old.thaw();

      assertThat(old.haltsWithin(Duration.ofSeconds(1))).isTrue();
      visits(partition, VISITORS, "/after");
      awaitCounted(successor, 2 * VISITORS);
      awaitCheckpoint(successor);
      assertThat(successor.metrics.restarts.sum()).as("nobody has overtaken it").isZero();
      successor.handOver();
      ShardOnStack third = start(partition, TUNING);
      assertCountedExactly(third, partition);
      assertThat(third.metrics.counted()).as("all of it was in the journal").isZero();
    }
  }

  @Test
  void aJvmPausedForLessLearnsAtItsNextCheckpointThatItWasOvertakenAndNothingCountsTwice()
      throws Exception {
    int partition = 21;
    try (ShardProcess old = new ShardProcess(stack, partition, Duration.ofHours(1))) {
      ShardOnStack successor = freezeAndTakeOver(old, partition);
      visits(partition, VISITORS, "/while it stands still");
      awaitCounted(successor, VISITORS);

      old.thaw();

      await().atMost(PATIENCE).until(() -> epoch(partition) >= 3);
      visits(partition, VISITORS, "/while both run");
      await().atMost(PATIENCE).until(() -> successor.metrics.restarts.sum() > 0);
      assertThat(old.isAlive()).isTrue();
      old.kill();
      assertCountedExactly(successor, partition);
      successor.close();
      assertCountedExactly(start(partition, TUNING), partition);
    }
  }

  /** Lets a shard count and write a checkpoint in the other JVM, stops that, starts it here. */
  private ShardOnStack freezeAndTakeOver(ShardProcess old, int partition) throws Exception {
    visits(partition, VISITORS, "/before");
    await().atMost(PATIENCE).until(() -> old.isAlive() && numbers(partition).size() > 2);
    old.freeze();
    ShardOnStack successor = start(partition, TUNING);
    await().atMost(PATIENCE).until(() -> epoch(partition) == 2);
    return successor;
  }

  private void assertCountedExactly(ShardOnStack shard, int partition) {
    String website = "w" + partition;
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(shard.list(website))
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(
                        log
                            .expected(partition, ShardOnStack.LONG, 1)
                            .open()
                            .website(website)
                            .sessions()
                            .stream()
                            .map(Session::view)
                            .toList()));
  }

  private long epoch(int partition) {
    List<Row> found =
        stack
            .cql
            .execute(
                "SELECT epoch FROM footfall_session_shard.epochs WHERE partition_nr = ?", partition)
            .all();
    return found.isEmpty() ? 0 : found.get(0).getLong("epoch");
  }
}
