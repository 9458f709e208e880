package footfall.node;

import footfall.ingest.kafka.KafkaSettings;
import footfall.session.ShardMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far this node's shards are behind the end of their partitions. It also tells Kafka their
 * offsets, as group {@code footfall}, for lag monitors only: no shard ever reads them back.
 */
final class PartitionLag implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionLag.class);
  private static final long UNKNOWN = -1;
  private static final String GROUP = "footfall";
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final Admin admin;
  private final ShardMetrics shards;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "partition-lag");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long records = UNKNOWN;

  PartitionLag(Admin admin, ShardMetrics shards) {
    this.admin = admin;
    this.shards = shards;
    var unused =
        timer.scheduleWithFixedDelay(
            this::measure, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Records not yet taken in by the shards on this node, as of some seconds ago; -1 while unknown.
   */
  long records() {
    return records;
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
      records = UNKNOWN;
      return;
    }
    try {
      var ends = admin.listOffsets(asked).all().get();
      records =
          ends.entrySet().stream()
              .mapToLong(
                  end -> Math.max(0, end.getValue().offset() - reached.get(end.getKey()).offset()))
              .sum();
      admin.alterConsumerGroupOffsets(GROUP, reached).all().get();
    } catch (ExecutionException e) {
      LOG.debug("Kafka did not say where the partitions end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
