package footfall.load.bench;

import footfall.load.oracle.Expected;
import footfall.load.oracle.LogEntry;
import footfall.load.oracle.Oracle;
import footfall.load.oracle.OracleSettings;
import footfall.load.oracle.RecordReader;
import footfall.load.scenario.Await;
import footfall.load.scenario.NodeProcess;
import footfall.load.topic.TopicReader;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.protocol.hit.Enrichment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node that works off a filled topic, measured from its first hits to lag 0. */
final class NodeRun {
  private static final Duration LIMIT = Duration.ofMinutes(15);

  /** What the node is to do. */
  enum Work {
    SESSIONS_AND_MINUTES("sessions and minutes", "off"),
    WHOLE_PIPELINE("whole pipeline: enrichment and raw rows too", "on");

    final String text;
    private final String enrichmentAndRawRows;

    Work(String text, String enrichmentAndRawRows) {
      this.text = text;
      this.enrichmentAndRawRows = enrichmentAndRawRows;
    }
  }

  private final Path home;
  private final Path folder;
  private final LocalStack stack;

  NodeRun(Path home, Path folder, LocalStack stack) {
    this.home = home;
    this.folder = folder;
    this.stack = stack;
  }

  /** What was measured, and what was counted. */
  record Result(Measured measured, long sessions, double journalWritten, long journalRead) {}

  /**
   * One run.
   *
   * @param records in the topic; the clock stops when the node has taken in as many
   */
  Result run(Work work, String liveHour, long records) throws IOException, InterruptedException {
    try (NodeProcess node =
        new NodeProcess(
            home, stack.addresses(), FilledTopic.PARTITIONS, folder, settings(work, liveHour))) {
      node.start();
      ProcessCpu cpu = new ProcessCpu(processes(node));
      Await.until("the node counts", LIMIT, () -> hits(node) > 0);
      Map<String, Double> before = cpu.seconds();
      long hitsBefore = hits(node);
      long start = System.nanoTime();
      Await.until("all is taken in", LIMIT, () -> hits(node) >= records);
      double seconds = (System.nanoTime() - start) / 1e9;
      Measured measured =
          Measured.between(work.text, hits(node) - hitsBefore, seconds, before, cpu.seconds());
      Await.until("the shards have said so", LIMIT, () -> node.metric("footfall_lag_records") == 0);
      double sessions =
          node.metric("footfall_open_sessions") + node.metric("footfall_closed_sessions_total");
      double written = node.metric("footfall_checkpoint_bytes_total");
      node.stop();
      long logged = Files.size(node.log());
      node.start();
      Await.until(
          "all shards run again",
          LIMIT,
          () -> node.metric("footfall_shards") == FilledTopic.PARTITIONS);
      long read = Recoveries.since(node.log(), logged).bytes();
      node.stop();
      return new Result(measured, (long) sessions, written, read);
    }
  }

  private static Map<String, String> settings(Work work, String liveHour) {
    return Map.of(
        "FOOTFALL_ENRICH", work.enrichmentAndRawRows,
        "FOOTFALL_RAW_ROWS", work.enrichmentAndRawRows,
        "FOOTFALL_LIVE_HOUR", liveHour);
  }

  private static long hits(NodeProcess node) throws IOException, InterruptedException {
    return (long) node.metric("footfall_hits_total");
  }

  private Map<String, Long> processes(NodeProcess node) {
    Map<String, Long> processes = new LinkedHashMap<>();
    processes.put("node", node.pid());
    processes.put("kafka", stack.pid(Service.KAFKA));
    processes.put("cassandra", stack.pid(Service.CASSANDRA));
    processes.put("clickhouse", stack.pid(Service.CLICKHOUSE));
    return processes;
  }

  /** Sessions that the oracle finds in the topic, open ones included; bots are left in or out. */
  long expectedSessions(RecordReader.Enriching inputs) {
    RecordReader reader =
        new RecordReader(inputs, record -> Optional.empty(), FilledTopic.PARTITIONS);
    List<LogEntry> log = new ArrayList<>();
    new TopicReader(stack.addresses().kafka())
        .read(FilledTopic.TOPIC, record -> log.add(reader.read(record)));
    Expected expected = new Oracle(OracleSettings.PRODUCTION).recount(log);
    return expected.closed().size() + (long) expected.open().size();
  }

  /** Without enrichment nothing is known of a hit, and no hit is a bot's. */
  static RecordReader.Enriching withoutEnrichment() {
    return record -> Enrichment.NONE;
  }
}
