package footfall.ingest.kafka;

import java.time.Duration;

/**
 * Where the log is and how a partition is read.
 *
 * @param bootstrapServers {@code host:port}, comma separated
 * @param partitions of topic {@code events}
 * @param maxBatch at most so many records reach a shard at once
 */
public record KafkaSettings(
    String bootstrapServers, int partitions, int maxBatch, Duration sendTimeout) {
  public static final String EVENTS = "events";
  public static final String REJECTED = "events-rejected";

  public KafkaSettings {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "footfall.kafka.partitions must be positive, was " + partitions);
    }
    if (maxBatch < 1) {
      throw new IllegalArgumentException(
          "footfall.kafka.max-batch must be positive, was " + maxBatch);
    }
  }
}
