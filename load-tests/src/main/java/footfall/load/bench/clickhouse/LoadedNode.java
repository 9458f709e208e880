package footfall.load.bench.clickhouse;

import footfall.load.bench.BenchStack;
import footfall.load.bench.FilledTopic;
import footfall.load.bench.KafkaHits;
import footfall.load.bench.NodeFigures;
import footfall.load.bench.Paced;
import footfall.load.scenario.Await;
import footfall.load.scenario.ClickHouseRows;
import footfall.load.scenario.NodeProcess;
import footfall.load.traffic.Traffic;
import footfall.load.traffic.TrafficHit;
import footfall.load.traffic.TrafficSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * A node that takes live traffic at a rate, from Kafka, whole pipeline. Its session gap is a
 * minute: so sessions close, and reach ClickHouse, a minute or two after the first hits.
 */
final class LoadedNode implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final int WEBSITES = 100;
  private static final double CRAWLERS = 0.01;

  private static final Map<String, String> RULES =
      Map.of(
          "FOOTFALL_SESSION_GAP", "1 m",
          "FOOTFALL_SESSION_LATENESS", "5 s",
          "FOOTFALL_SESSION_IDLE", "10 s",
          "FOOTFALL_SESSION_IDLE_BACK", "5 s");

  private final NodeProcess node;
  private final KafkaHits kafka;
  private final ClickHouseRows clickHouse;
  private final Traffic traffic;
  private final double rate;
  private Paced sending;

  /** Starts the node; nothing is sent yet. */
  LoadedNode(BenchStack stores, String jvm, double rate, long seed) throws IOException {
    Map<String, String> settings = new HashMap<>(RULES);
    settings.put(NodeProcess.JVM_OPTIONS, jvm);
    this.node = stores.node(FilledTopic.PARTITIONS, settings);
    this.rate = rate;
    node.start();
    this.kafka = new KafkaHits(stores.kafka());
    this.clickHouse = new ClickHouseRows(stores.stack().addresses().clickHouseUrl());
    List<String> websites = IntStream.rangeClosed(1, WEBSITES).mapToObj(i -> "bench-" + i).toList();
    this.traffic = new Traffic(new TrafficSettings(seed, websites, rate, CRAWLERS));
  }

  NodeProcess process() {
    return node;
  }

  ClickHouseRows clickHouse() {
    return clickHouse;
  }

  NodeFigures figures() {
    return NodeFigures.of(node);
  }

  /** Hits sent so far. */
  long sent() {
    return kafka.sent();
  }

  void beginSending() {
    sending =
        new Paced(
            "live hits",
            () -> rate,
            () -> {
              TrafficHit hit = traffic.next(System.currentTimeMillis());
              kafka.send(hit.kafkaKey(), hit.json());
            });
  }

  void endSending() {
    sending.close();
    sending = null;
  }

  /** Whether every hit sent so far was taken in and lies in ClickHouse. */
  boolean isDrained() {
    NodeFigures now = figures();
    return now.lag() == 0
        && now.hits() >= kafka.sent()
        && now.metric("footfall_clickhouse_unstored_bytes") == 0;
  }

  /**
   * Waits until all that was sent is in ClickHouse and compares.
   *
   * @return what is wrong; empty where every hit is there once, and every closed session
   */
  String compare() throws IOException, InterruptedException {
    AtomicReference<String> wrong = new AtomicReference<>("");
    try {
      Await.until(
          "every hit is in ClickHouse",
          LIMIT,
          () -> isDrained() && rows().equals(sent() + " rows"));
      Await.until(
          "every closed session is in ClickHouse",
          Duration.ofMinutes(2),
          () -> {
            long closed = (long) figures().metric("footfall_closed_sessions_total");
            long stored = clickHouse.number("SELECT count() AS n FROM sessions FINAL");
            wrong.set(closed == stored ? "" : closed + " sessions closed, " + stored + " stored");
            return closed == stored;
          });
      return "";
    } catch (IllegalStateException e) {
      return sent() + " hits sent, " + rows() + "; " + wrong.get();
    }
  }

  /** {@code n rows} where every row is another record and another hit. */
  private String rows() throws IOException, InterruptedException {
    Map<String, String> row =
        clickHouse
            .select(
                "SELECT count() AS n, uniqExact(kafka_partition, kafka_offset) AS records,"
                    + " uniqExact(event_id) AS hits FROM events")
            .get(0);
    String n = row.get("n");
    return n.equals(row.get("records")) && n.equals(row.get("hits"))
        ? n + " rows"
        : n + " rows of " + row.get("records") + " records and " + row.get("hits") + " hits";
  }

  @Override
  public void close() {
    try (kafka;
        node) {
      if (sending != null) {
        endSending();
      }
    }
  }
}
