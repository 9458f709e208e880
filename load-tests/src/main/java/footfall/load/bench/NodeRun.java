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
import footfall.protocol.hit.Enrichment;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node that works off a filled topic, measured from its first hits to lag 0. */
public final class NodeRun {
  private static final Duration LIMIT = Duration.ofMinutes(15);

  /** Longer than {@code footfall.shard.checkpoint-interval}. */
  private static final Duration LONGEST_BEFORE_CHECKPOINT = Duration.ofSeconds(12);

  /** What the node is to do. */
  public enum Work {
    SESSIONS_AND_MINUTES("sessions and minutes", "off"),
    WHOLE_PIPELINE("whole pipeline: enrichment and raw rows too", "on");

    final String text;
    private final String enrichmentAndRawRows;

    Work(String text, String enrichmentAndRawRows) {
      this.text = text;
      this.enrichmentAndRawRows = enrichmentAndRawRows;
    }
  }

  private final BenchStack stores;

  NodeRun(BenchStack stores) {
    this.stores = stores;
  }

  /** What was measured, and what was counted. */
  record Result(Measured measured, long sessions, double journalWritten, long journalRead) {}

  /**
   * One run.
   *
   * @param records in the topic; the clock stops when the node has taken in as many
   */
  Result run(Work work, String liveHour, long records) throws IOException, InterruptedException {
    try (NodeProcess node = stores.node(FilledTopic.PARTITIONS, settings(work, liveHour))) {
      node.start();
      Measured measured = takeIn(work.text, node, stores.stack(), records);
      node.await("the shards have said so", LIMIT, () -> node.metric("footfall_lag_records") == 0);
      double sessions =
          node.metric("footfall_open_sessions") + node.metric("footfall_closed_sessions_total");
      double written = node.metric("footfall_checkpoint_bytes_total");
      node.stop();
      long logged = Files.size(node.log());
      node.start();
      node.await(
          "all shards run again",
          LIMIT,
          () -> node.metric("footfall_shards") == FilledTopic.PARTITIONS);
      long read = Recoveries.since(node.log(), logged).bytes();
      node.stop();
      return new Result(measured, (long) sessions, written, read);
    }
  }

  /**
   * Waits until a node that has just started has taken in a backlog.
   *
   * @param records in it; the clock starts with the first ones and stops with the last
   */
  public static Measured takeIn(String what, NodeProcess node, LocalStack stack, long records)
      throws IOException, InterruptedException {
    return measure(what, node, stack, () -> hits(node) >= records);
  }

  /** The same, but the clock stops when every session and minute that is over has been stored. */
  public static Measured takeInAndStore(
      String what, NodeProcess node, LocalStack stack, long records)
      throws IOException, InterruptedException {
    return measure(
        what,
        node,
        stack,
        () -> hits(node) >= records && node.metric("footfall_outbox_entries") == 0);
  }

  private static Measured measure(
      String what, NodeProcess node, LocalStack stack, Await.Condition isOver)
      throws IOException, InterruptedException {
    ProcessCpu cpu = ProcessCpu.of(node, stack);
    node.await("the node counts", LIMIT, () -> hits(node) > 0);
    Map<String, Double> before = cpu.seconds();
    long hitsBefore = hits(node);
    long start = System.nanoTime();
    node.await("all is taken in", LIMIT, isOver);
    double seconds = (System.nanoTime() - start) / 1e9;
    return Measured.between(what, hits(node) - hitsBefore, seconds, before, cpu.seconds());
  }

  /**
   * Waits until the shards of a node that gets no hits have stored all they hold: they take no
   * checkpoint for longer than they let a change wait.
   */
  public static void awaitStored(NodeProcess node) {
    double[] seen = {-1};
    long[] since = {0};
    node.await(
        "all that is open is in the journal",
        LIMIT,
        () -> {
          double taken = node.metric("footfall_checkpoints_total");
          if (taken != seen[0]) {
            seen[0] = taken;
            since[0] = System.nanoTime();
          }
          return System.nanoTime() - since[0] > LONGEST_BEFORE_CHECKPOINT.toNanos();
        });
  }

  /** What a node is told so that it does this work. */
  public static Map<String, String> settings(Work work, String liveHour) {
    return Map.of(
        "FOOTFALL_ENRICH", work.enrichmentAndRawRows,
        "FOOTFALL_RAW_ROWS", work.enrichmentAndRawRows,
        "FOOTFALL_LIVE_HOUR", liveHour);
  }

  private static long hits(NodeProcess node) throws IOException, InterruptedException {
    return (long) node.metric("footfall_hits_total");
  }

  /** Sessions that the oracle finds in the topic, open ones included; bots are left in or out. */
  long expectedSessions(RecordReader.Enriching inputs) {
    RecordReader reader =
        new RecordReader(inputs, record -> Optional.empty(), FilledTopic.PARTITIONS);
    List<LogEntry> log = new ArrayList<>();
    new TopicReader(stores.kafka()).read(FilledTopic.TOPIC, record -> log.add(reader.read(record)));
    Expected expected = new Oracle(OracleSettings.PRODUCTION).recount(log);
    return expected.closed().size() + (long) expected.open().size();
  }

  /** Without enrichment nothing is known of a hit, and no hit is a bot's. */
  static RecordReader.Enriching withoutEnrichment() {
    return record -> Enrichment.NONE;
  }
}
