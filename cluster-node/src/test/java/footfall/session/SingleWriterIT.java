package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import footfall.session.ShardOnStack.Tuning;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Shards that run twice at once, or go on from a Cassandra that was set back, on the real Kafka and
 * Cassandra. Raw rows may then be written twice, each time the same: ClickHouse keeps one of them.
 */
class SingleWriterIT extends ShardsOnStack {
  private static final String MESSAGES = "footfall_session_shard.messages";
  private static final String METADATA = "footfall_session_shard.metadata";

  @Test
  void twoShardsOfOnePartitionThatRunAtOnceTakeTurnsAndWhatTheyCountIsExact() {
    int partition = 22;
    ShardOnStack one = start(partition, Tuning.USUAL);
    visits(partition, 10, "/before");
    awaitCounted(one, 10);
    ShardOnStack other = start(partition, Tuning.USUAL);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              visits(partition, 10, "/while both run");
              return one.metrics.restarts.sum() > 0 && other.metrics.restarts.sum() > 0;
            });

    awaitAllIn(partition, 10);
    one.close();
    visits(partition, 10, "/after");
    awaitCheckpoint(other);
    awaitAllIn(partition, 20);
  }

  @Test
  void aJournalThatWasRestoredFromAnOlderBackupYieldsTheSameSessionsAgain() {
    int partition = 23;
    ShardOnStack first = start(partition, Tuning.USUAL);
    visits(partition, 10, "/before");
    awaitCounted(first, 10);
    awaitCheckpoint(first);
    List<Row> backup = rows(partition);
    visits(partition, 10, "/behind the backup");
    awaitAll(partition, 10);
    first.close();
    assertThat(rows(partition).size()).isGreaterThan(backup.size());
    restore(partition, backup);

    ShardOnStack second = start(partition, Tuning.USUAL);
    visits(partition, 10, "/after");

    awaitAll(partition, 20);
    assertThat(second.metrics.counted()).as("it has counted again").isGreaterThan(10);
  }

  @Test
  void aShardWhoseEpochsWereRestoredFromAnOlderBackupStartsOnceItIsPastThoseInItsJournal() {
    int partition = 24;
    for (int life = 0; life < 4; life++) {
      ShardOnStack shard = start(partition, Tuning.USUAL);
      visits(partition, 5, "/life" + life);
      awaitCounted(shard, 5);
      awaitCheckpoint(shard);
      shard.close();
    }
    boolean isSetBack =
        stack
            .cql
            .execute(
                "UPDATE footfall_session_shard.epochs SET epoch = 2"
                    + " WHERE partition_nr = ? IF epoch = 4",
                partition)
            .wasApplied();
    assertThat(isSetBack).isTrue();

    start(partition, Tuning.USUAL);
    visits(partition, 5, "/after");

    awaitAll(partition, 5);
    assertThat(numbers(partition)).doesNotHaveDuplicates();
  }

  /** As {@link #awaitAll}, but that raw rows may be there twice. */
  private void awaitAllIn(int partition, int sessions) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              TopicLog.Expected expected = log.expected(partition, ShardOnStack.RULES, 1);
              assertThat(expected.open().size()).isZero();
              assertThat(expected.closed().sessions).hasSizeGreaterThanOrEqualTo(sessions);
              assertThat(store.sessions()).isEqualTo(expected.closed().sessions);
              assertThat(Set.copyOf(store.offsets(partition)))
                  .isEqualTo(Set.copyOf(expected.hits()));
            });
    assertThat(store.contradictions()).isEmpty();
  }

  private List<Row> rows(int partition) {
    return stack
        .cql
        .execute(
            "SELECT * FROM " + MESSAGES + " WHERE persistence_id = ? AND partition_nr = 0",
            SessionShard.persistenceId(1, partition))
        .all();
  }

  private void restore(int partition, List<Row> backup) {
    String id = SessionShard.persistenceId(1, partition);
    stack.cql.execute("DELETE FROM " + METADATA + " WHERE persistence_id = ?", id);
    long last = backup.get(backup.size() - 1).getLong("sequence_nr");
    stack.cql.execute(
        "DELETE FROM "
            + MESSAGES
            + " WHERE persistence_id = ? AND partition_nr = 0 AND sequence_nr > ?",
        id,
        last);
    assertThat(numbers(partition)).hasSameSizeAs(backup);
  }
}
