package footfall.node;

import footfall.ingest.kafka.KafkaSettings;
import footfall.session.ShardMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka every 2 s where the partitions end that this node's shards read, for {@link
 * LagByPartition}. It also tells Kafka their offsets, as group {@code footfall}, for lag monitors
 * only: no shard ever reads them back.
 */
final class PartitionLag implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionLag.class);
  private static final String GROUP = "footfall";
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final Admin admin;
  private final ShardMetrics shards;
  private final Clock clock;
  private final LagByPartition lag;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "partition-lag");
            thread.setDaemon(true);
            return thread;
          });

  PartitionLag(Admin admin, ShardMetrics shards, Clock clock) {
    this.admin = admin;
    this.shards = shards;
    this.clock = clock;
    this.lag = new LagByPartition(shards);
    var unused =
        timer.scheduleWithFixedDelay(
            this::measure, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Records not yet taken in, by partition; NaN while Kafka does not say. */
  Map<String, Double> records() {
    return lag.records(clock.millis());
  }

  /**
   * The age of the oldest of them in seconds, by partition; grows or is NaN while Kafka is away.
   */
  Map<String, Double> seconds() {
    return lag.seconds(clock.millis());
  }

  private void measure() {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> reached = new HashMap<>();
    for (int partition = 0; partition < shards.nextOffsets.length(); partition++) {
      long next = shards.nextOffsets.get(partition);
      if (next >= 0) {
        TopicPartition where = new TopicPartition(KafkaSettings.EVENTS, partition);
        asked.put(where, OffsetSpec.latest());
        reached.put(where, new OffsetAndMetadata(next));
      }
    }
    if (reached.isEmpty()) {
      return;
    }
    try {
      long askedAt = clock.millis();
      ListOffsetsResult ends = admin.listOffsets(asked);
      for (TopicPartition where : asked.keySet()) {
        measure(where, ends, askedAt);
      }
      admin.alterConsumerGroupOffsets(GROUP, reached).all().get();
    } catch (ExecutionException | RuntimeException e) {
      // Whatever it is: a timer that throws would never ask again.
      LOG.debug("Kafka did not take the offsets that the shards have reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A partition without a leader must not hide the others. */
  private void measure(TopicPartition where, ListOffsetsResult ends, long askedAt)
      throws InterruptedException {
    try {
      long end = ends.partitionResult(where).get().offset();
      lag.measured(where.partition(), end, askedAt);
    } catch (ExecutionException e) {
      LOG.debug("Kafka did not say where {} ends", where, e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
