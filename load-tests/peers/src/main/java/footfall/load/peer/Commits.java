package footfall.load.peer;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The offsets that a run's consumer group has committed. */
public final class Commits {
  private static final long LOOK_EVERY_MS = 20;

  /** Returns when the run has committed every record of the topic of hits. */
  public static void await(PeerRun run) throws InterruptedException, ExecutionException {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", run.bootstrap());
    try (Admin admin = Admin.create(properties)) {
      while (!isAll(admin, run.name())) {
        Thread.sleep(LOOK_EVERY_MS);
      }
    }
  }

  private static boolean isAll(Admin admin, String group)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetAndMetadata> reached =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int partition : partitions(admin)) {
      asked.put(new TopicPartition(PeerRun.HITS, partition), OffsetSpec.latest());
    }
    return admin.listOffsets(asked).all().get().entrySet().stream()
        .allMatch(
            end ->
                end.getValue().offset() == 0
                    || (reached.get(end.getKey()) != null
                        && reached.get(end.getKey()).offset() >= end.getValue().offset()));
  }

  private static int[] partitions(Admin admin) throws InterruptedException, ExecutionException {
    return admin
        .describeTopics(java.util.List.of(PeerRun.HITS))
        .allTopicNames()
        .get()
        .get(PeerRun.HITS)
        .partitions()
        .stream()
        .mapToInt(p -> p.partition())
        .toArray();
  }

  private Commits() {}
}
