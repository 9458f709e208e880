package footfall.load.peer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What a run has committed to Kafka. */
public final class Commits {
  private static final long LOOK_EVERY_MS = 20;

  /** Where the run's rows of sessions end by now, committed or not. */
  public static Map<TopicPartition, Long> written(PeerRun run)
      throws InterruptedException, ExecutionException {
    try (Admin admin = admin(run)) {
      return ends(admin, run.sessionsTopic(), IsolationLevel.READ_UNCOMMITTED);
    }
  }

  /** Returns when a consumer of committed rows sees all up to these ends. */
  public static void awaitVisible(PeerRun run, Map<TopicPartition, Long> written)
      throws InterruptedException, ExecutionException {
    try (Admin admin = admin(run)) {
      while (!reach(ends(admin, run.sessionsTopic(), IsolationLevel.READ_COMMITTED), written)) {
        Thread.sleep(LOOK_EVERY_MS);
      }
    }
  }

  private static boolean reach(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> written) {
    return written.entrySet().stream().allMatch(w -> ends.get(w.getKey()) >= w.getValue());
  }

  /** Returns when the run's consumer group has committed every record of the topic of hits. */
  public static void awaitOffsets(PeerRun run) throws InterruptedException, ExecutionException {
    try (Admin admin = admin(run)) {
      while (!isAll(admin, run.name())) {
        Thread.sleep(LOOK_EVERY_MS);
      }
    }
  }

  private static boolean isAll(Admin admin, String group)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetAndMetadata> reached =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    return ends(admin, PeerRun.HITS, IsolationLevel.READ_UNCOMMITTED).entrySet().stream()
        .allMatch(
            end ->
                end.getValue() == 0
                    || (reached.get(end.getKey()) != null
                        && reached.get(end.getKey()).offset() >= end.getValue()));
  }

  private static Map<TopicPartition, Long> ends(Admin admin, String topic, IsolationLevel isolation)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .forEach(p -> asked.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(asked, new ListOffsetsOptions(isolation))
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static Admin admin(PeerRun run) {
    return Admin.create(Map.<String, Object>of("bootstrap.servers", run.bootstrap()));
  }

  private Commits() {}
}
