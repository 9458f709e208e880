package footfall.api.collect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topic of hits as Kafka has it.
 *
 * @param partitions it has, whatever was asked for
 * @param topicId changes when the topic is deleted and made anew
 */
public record EventsTopic(int partitions, String topicId) {
  public static final String EVENTS = "events";
  public static final String REJECTED = "events-rejected";

  private static final Duration RETENTION = Duration.ofDays(7);
  private static final Duration REJECTED_RETENTION = Duration.ofDays(30);
  private static final Duration VISIBLE = Duration.ofSeconds(15);

  /**
   * Makes {@code events} and {@code events-rejected} where they are missing, and checks what the
   * first must be: stamped by the broker, kept for 7 days, never compacted. Blocks for as long as
   * the client's timeouts allow. Several nodes may call it at once.
   *
   * @param partitions of topics that are made now; the replicas are the broker's default
   * @throws IllegalStateException saying what to do, when Kafka is away or {@code events} is not as
   *     it must be
   */
  public static EventsTopic ensure(Admin admin, int partitions) {
    try {
      create(admin, EVENTS, partitions, RETENTION);
      create(admin, REJECTED, partitions, REJECTED_RETENTION);
      TopicDescription found = describe(admin);
      check(config(admin));
      return new EventsTopic(found.partitions().size(), found.topicId().toString());
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Kafka did not give topic events: "
              + e.getCause().getMessage()
              + ". Is FOOTFALL_KAFKA right, and Kafka up?",
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking Kafka for topic events", e);
    }
  }

  private static void create(Admin admin, String name, int partitions, Duration retention)
      throws ExecutionException, InterruptedException {
    NewTopic topic =
        new NewTopic(name, Optional.of(partitions), Optional.empty())
            .configs(
                Map.of(
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    "LogAppendTime",
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(retention.toMillis())));
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /** A topic made a moment ago may not be known to every broker yet. */
  private static TopicDescription describe(Admin admin)
      throws ExecutionException, InterruptedException {
    long giveUp = System.nanoTime() + VISIBLE.toNanos();
    while (true) {
      try {
        return admin.describeTopics(List.of(EVENTS)).allTopicNames().get().get(EVENTS);
      } catch (ExecutionException e) {
        boolean notYet = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!notYet || System.nanoTime() > giveUp) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }

  private static Config config(Admin admin) throws ExecutionException, InterruptedException {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, EVENTS);
    return admin.describeConfigs(List.of(topic)).all().get().get(topic);
  }

  private static void check(Config config) {
    String stamped = config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value();
    require(
        stamped.equals("LogAppendTime"),
        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
        stamped,
        "LogAppendTime");
    long retention = Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
    require(
        retention < 0 || retention >= RETENTION.toMillis(),
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(retention),
        Long.toString(RETENTION.toMillis()));
    String cleanup = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    require(
        cleanup.equals(TopicConfig.CLEANUP_POLICY_DELETE),
        TopicConfig.CLEANUP_POLICY_CONFIG,
        cleanup,
        TopicConfig.CLEANUP_POLICY_DELETE);
  }

  private static void require(boolean holds, String key, String value, String needed) {
    if (!holds) {
      throw new IllegalStateException(
          "Topic events has %s=%s, but needs %s: kafka-configs --alter --topic events --add-config %s=%s"
              .formatted(key, value, needed, key, needed));
    }
  }
}
