package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import footfall.ingest.kafka.KafkaSettings;
import footfall.session.ShardOnStack.Tuning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;

/**
 * Shards on a real Kafka and Cassandra. What they must yield is what one undisturbed reading of the
 * same topic yields.
 */
abstract class ShardsOnStack {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  final ShardStack stack = ShardStack.shared();
  final TopicLog log = new TopicLog(stack.kafka());
  final StoredRows store = new StoredRows();
  private final List<ShardOnStack> started = new ArrayList<>();

  @AfterEach
  void stop() {
    store.comeBack();
    started.forEach(ShardOnStack::close);
    log.close();
  }

  final ShardOnStack start(int partition, Tuning tuning) {
    ShardOnStack shard = new ShardOnStack(stack, partition, store, tuning);
    started.add(shard);
    return shard;
  }

  final void visits(int partition, int visitors, String path) {
    String website = "w" + partition;
    log.pageviews(website, TopicLog.visitors(website, partition).limit(visitors), path);
  }

  /** Every session closed, each row as expected; every raw row once. */
  final void awaitAll(int partition, int sessions) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(
            () -> {
              TopicLog.Expected expected = log.expected(partition, ShardOnStack.RULES, 1);
              assertThat(expected.open().size()).isZero();
              assertThat(expected.closed().sessions).hasSizeGreaterThanOrEqualTo(sessions);
              assertThat(store.sessions()).isEqualTo(expected.closed().sessions);
              assertThat(store.offsets(partition)).isEqualTo(expected.hits());
            });
    assertThat(store.contradictions()).isEmpty();
  }

  final void awaitCounted(ShardOnStack shard, long hits) {
    await().atMost(PATIENCE).until(() -> shard.metrics.counted() >= hits);
  }

  final void awaitCheckpoint(ShardOnStack shard) {
    long before = shard.metrics.checkpoints.sum();
    await().atMost(PATIENCE).until(() -> shard.metrics.checkpoints.sum() > before);
  }

  final List<ConsumerRecord<byte[], byte[]>> rejected(int partition) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    for (int i = 0; i < ShardStack.PARTITIONS; i++) {
      found.addAll(log.records(KafkaSettings.REJECTED, i));
    }
    found.removeIf(r -> !header(r, "source-partition").equals(Integer.toString(partition)));
    return found;
  }

  static String header(ConsumerRecord<byte[], byte[]> read, String name) {
    return new String(read.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  final List<Long> numbers(int partition) {
    return stack
        .cql
        .execute(
            "SELECT sequence_nr FROM footfall_session_shard.messages"
                + " WHERE persistence_id = ? AND partition_nr = 0",
            "session-shard|1|" + partition)
        .all()
        .stream()
        .map((Row row) -> row.getLong(0))
        .toList();
  }
}
