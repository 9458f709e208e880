package footfall.load.faults.nodes;

import footfall.load.faults.Cluster;
import footfall.load.faults.ledger.LoadPlan;
import footfall.load.scenario.Await;
import footfall.load.scenario.ClickHouseRows;
import footfall.localstack.Addresses;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Sees in Kafka where each partition ended at the beginning, and in ClickHouse when a later record
 * of it is stored. That includes the wait for an insert, about a second.
 */
final class StoreRecovery implements Cluster.Recovery {
  private static final String TOPIC = "events";

  private final ClickHouseRows clickHouse;
  private final String query;
  private final Map<Integer, Long> ends;
  private final long began;
  private final Map<Integer, Duration> counted = new HashMap<>();

  private StoreRecovery(ClickHouseRows clickHouse, String query, Map<Integer, Long> ends) {
    this.clickHouse = clickHouse;
    this.query = query;
    this.ends = ends;
    this.began = System.nanoTime();
  }

  static StoreRecovery fromNow(Addresses stores, LoadPlan load)
      throws InterruptedException, ExecutionException {
    String websites =
        IntStream.range(0, load.partitions())
            .mapToObj(p -> "'" + load.probe(p) + "'")
            .collect(Collectors.joining(","));
    return new StoreRecovery(
        new ClickHouseRows(stores.clickHouseUrl()),
        "SELECT kafka_partition AS p, toString(max(kafka_offset)) AS o FROM events WHERE website_id IN ("
            + websites
            + ") GROUP BY p",
        ends(stores.kafka(), load.partitions()));
  }

  /** The offset that the next record of each partition will have. */
  static Map<Integer, Long> ends(String bootstrap, int partitions)
      throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      for (int p = 0; p < partitions; p++) {
        asked.put(new TopicPartition(TOPIC, p), OffsetSpec.latest());
      }
      Map<Integer, Long> ends = new HashMap<>();
      admin
          .listOffsets(asked)
          .all()
          .get()
          .forEach((where, end) -> ends.put(where.partition(), end.offset()));
      return ends;
    }
  }

  @Override
  public Duration awaitAllCounted(Duration most) {
    Await.until("every partition is counted again", most, this::all);
    return counted.values().stream().max(Duration::compareTo).orElseThrow();
  }

  private boolean all() throws Exception {
    for (Map<String, String> row : clickHouse.select(query)) {
      int partition = Integer.parseInt(row.get("p"));
      if (Long.parseLong(row.get("o")) >= ends.get(partition)) {
        counted.putIfAbsent(partition, Duration.ofNanos(System.nanoTime() - began));
      }
    }
    if (counted.size() < ends.size()) {
      throw new IllegalStateException("counted so far: partitions " + counted.keySet());
    }
    return true;
  }
}
