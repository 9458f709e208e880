package footfall.node;

import com.google.common.base.Throwables;
import footfall.api.collect.EventsTopic;
import footfall.ingest.kafka.KafkaSettings;
import footfall.persistence.metadata.ClusterIdentities;
import footfall.persistence.metadata.ClusterIdentity;
import footfall.persistence.metadata.Metadata;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** What every node needs before it can say who it is. */
record Stores(
    Metadata metadata, ClusterIdentity identity, Admin kafka, GenerationGuard generationGuard)
    implements AutoCloseable {

  /** Blocks until all are there; fails with a sentence that says what to do. */
  static Stores open(NodeSettings settings) {
    Metadata metadata =
        Metadata.open(
            settings.postgres().url(), settings.postgres().user(), settings.postgres().password());
    Admin kafka = admin(settings.kafka());
    EventsTopic topic = EventsTopic.ensure(kafka, settings.kafka().partitions());
    requireSamePartitions(settings.kafka().partitions(), topic.partitions());
    ClusterIdentities identities = new ClusterIdentities(metadata);
    ClusterIdentity identity = identities.remember(topic.partitions(), topic.topicId());
    return new Stores(
        metadata, identity, kafka, new GenerationGuard(identities, identity.generation()));
  }

  /** Whoever asks all shards goes by the setting. */
  static void requireSamePartitions(int set, int found) {
    if (set != found) {
      throw new IllegalStateException(
          "Topic events has %d partitions, footfall.kafka.partitions is %d: set FOOTFALL_PARTITIONS=%d"
              .formatted(found, set, found));
    }
  }

  static Admin admin(KafkaSettings kafka) {
    try {
      return Admin.create(
          kafka.client(
              Map.of(
                  AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000",
                  AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000")));
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "Kafka's client takes not what FOOTFALL_KAFKA and FOOTFALL_KAFKA_PROPERTIES say: "
              + Throwables.getRootCause(e).getMessage(),
          e);
    }
  }

  @Override
  public void close() {
    generationGuard.close();
    kafka.close();
    metadata.close();
  }
}
