package footfall.node;

import footfall.api.collect.EventsTopic;
import footfall.api.collect.KafkaHitLog;
import footfall.ingest.kafka.KafkaSettings;
import footfall.persistence.clickhouse.ClickHouseEventStore;
import footfall.persistence.clickhouse.ClickHouseSchema;
import footfall.persistence.metadata.ClusterIdentities;
import footfall.persistence.metadata.ClusterIdentity;
import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.Salts;
import footfall.persistence.metadata.WebsiteDirectory;
import footfall.persistence.metadata.Websites;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stores a node needs before it can say who it is: PostgreSQL, Kafka, ClickHouse. */
record Stores(
    Metadata metadata,
    ClusterIdentity identity,
    Salts salts,
    WebsiteDirectory websites,
    Admin kafka,
    KafkaHitLog hitLog,
    ClickHouseEventStore events,
    GenerationGuard generationGuard)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stores.class);
  private static final int RETRY_SECONDS = 3;

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
    migrateClickHouse(settings);
    return new Stores(
        metadata,
        identity,
        Salts.start(metadata, Clock.systemUTC()),
        WebsiteDirectory.start(new Websites(metadata)),
        kafka,
        KafkaHitLog.connect(settings.kafka().bootstrapServers()),
        ClickHouseEventStore.open(settings.clickHouse(), topic.topicId(), new LoggedRefusals()),
        new GenerationGuard(identities, identity.generation()));
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
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000",
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000"));
  }

  /** Tries for as long as ClickHouse is away: its absence stops neither hits nor the live view. */
  private static void migrateClickHouse(NodeSettings settings) {
    Thread migration =
        new Thread(
            () -> {
              while (!migrated(settings)) {
                try {
                  TimeUnit.SECONDS.sleep(RETRY_SECONDS);
                } catch (InterruptedException e) {
                  return;
                }
              }
            },
            "clickhouse-schema");
    migration.setDaemon(true);
    migration.start();
  }

  private static boolean migrated(NodeSettings settings) {
    try {
      LOG.info(
          "ClickHouse's schema is current, applied now: {}",
          ClickHouseSchema.migrate(settings.clickHouse().server()));
      return true;
    } catch (SQLException e) {
      LOG.warn("ClickHouse cannot be migrated yet, trying again: {}", e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    generationGuard.close();
    events.close();
    hitLog.close();
    kafka.close();
    websites.close();
    salts.close();
    metadata.close();
  }
}
