package footfall.ingest.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Where the log is and how a partition is read.
 *
 * @param bootstrapServers {@code host:port}, comma separated
 * @param partitions of topic {@code events}
 * @param maxBatch at most so many records reach a shard at once
 * @param access client properties that say how to prove who we are and whom to trust; often none
 */
public record KafkaSettings(
    String bootstrapServers,
    int partitions,
    int maxBatch,
    Duration sendTimeout,
    Map<String, String> access) {
  public static final String EVENTS = "events";
  public static final String REJECTED = "events-rejected";

  public KafkaSettings {
    access = Map.copyOf(access);
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "footfall.kafka.partitions must be positive, was " + partitions);
    }
    if (maxBatch < 1) {
      throw new IllegalArgumentException(
          "footfall.kafka.max-batch must be positive, was " + maxBatch);
    }
  }

  /** The properties of a client: its own, where the log is, and how to be let in. */
  public Map<String, Object> client(Map<String, Object> own) {
    Map<String, Object> all = new HashMap<>(access);
    all.putAll(own);
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return all;
  }
}
