package footfall.load.bench;

import footfall.load.scenario.NodeProcess;
import footfall.localstack.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What open sessions cost in a heap of a given size: memory, journal, recovery, ingest beside. */
@Command(
    name = "open-sessions",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Opens sessions of three hits each in 8 partitions of a node with a small heap; measures what",
      "it holds after a collection, class by class, and what it has from the operating system;",
      "kills it (-9), times the recovery of its shards, and lets it take in a backlog meanwhile."
    })
final class OpenSessionsCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int SHOWN_CLASSES = 16;
  private static final double MIB = 1 << 20;

  @Spec private CommandSpec spec;

  @Option(
      names = "--sessions",
      defaultValue = "1000000",
      description = "open in all 8 partitions together (${DEFAULT-VALUE})")
  private int sessions;

  @Option(
      names = "--heap",
      defaultValue = "1g",
      description = "of the node, least and most (${DEFAULT-VALUE})")
  private String heap;

  @Option(
      names = "--jvm",
      defaultValue = "-XX:+UseParallelGC -XX:NewSize=160m -XX:MaxNewSize=160m",
      description = "more options of the node's JVM (${DEFAULT-VALUE})")
  private String jvm;

  @Option(
      names = "--hits",
      defaultValue = "1000000",
      description = "that it takes in while they are open (${DEFAULT-VALUE})")
  private int hits;

  private PrintWriter out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    out = spec.commandLine().getOut();
    Map<String, String> settings =
        new HashMap<>(NodeRun.settings(NodeRun.Work.SESSIONS_AND_MINUTES, "1 h"));
    settings.put(NodeProcess.JVM_OPTIONS, "-Xms" + heap + " -Xmx" + heap + " " + jvm);
    try (BenchStack stores = BenchStack.start(EnumSet.allOf(Service.class));
        NodeProcess node = stores.node(FilledTopic.PARTITIONS, settings)) {
      out.printf("| what | figure |%n|---|---|%n");
      out.printf("| heap of the node's JVM | %s, %s |%n", heap, jvm);
      open(stores, node);
      node.kill();
      takeInBeside(stores, node);
      stores.discardLogs();
    }
    return 0;
  }

  private void open(BenchStack stores, NodeProcess node) throws IOException, InterruptedException {
    new FilledTopic(stores.kafka()).ensure(FilledTopic.PARTITIONS);
    node.start();
    double empty = NodeHeap.afterCollection(node);
    long start = System.nanoTime();
    new OpenSessionsTopic(stores.kafka()).fill(sessions, 0);
    double all = (double) sessions * OpenSessionsTopic.HITS;
    node.await("all is taken in", LIMIT, () -> node.metric("footfall_hits_total") >= all);
    double seconds = (System.nanoTime() - start) / 1e9;
    double gc = gcSeconds(node);
    NodeRun.awaitStored(node);
    say("open sessions, 8 partitions", "%,d".formatted(sessions));
    say("opened (made, sent and taken in) in", "%,.0f s".formatted(seconds));
    double used = NodeHeap.afterCollection(node);
    say("heap in use after a collection", "%,.0f MiB".formatted(used / MIB));
    say("of which it had with none open", "%,.0f MiB".formatted(empty / MIB));
    say("so heap per open session", "%,.0f B".formatted((used - empty) / sessions));
    say("node's memory (RSS)", "%,.0f MiB".formatted(ProcessMemory.resident(node.pid()) / MIB));
    double journal = node.metric("footfall_checkpoint_bytes_total");
    say("journal bytes written per session", "%,.0f B".formatted(journal / sessions));
    say("share of the time in collections", "%.1f %%".formatted(100 * gc / seconds));
    print(ClassHistogram.of(node.pid()));
  }

  private static double gcSeconds(NodeProcess node) throws IOException, InterruptedException {
    return node.metric("jvm_gc_collection_seconds_sum");
  }

  private void takeInBeside(BenchStack stores, NodeProcess node)
      throws IOException, InterruptedException {
    new FilledTopic(stores.kafka())
        .fill(Backlog.of(hits, Duration.ofSeconds(60L * hits / 8_000 + 1), 1));
    long logged = Files.size(node.log());
    long start = System.nanoTime();
    node.start();
    Measured measured = NodeRun.takeIn("beside them", node, stores.stack(), hits);
    double seconds = (System.nanoTime() - start) / 1e9;
    double gc = gcSeconds(node);
    node.await("the shards have said so", LIMIT, () -> node.metric("footfall_lag_records") == 0);
    List<Long> recoveries = Recoveries.since(node.log(), logged).millis();
    say(
        "recovery of a shard after kill -9, 8 at once: median / longest",
        "%,d / %,d ms"
            .formatted(
                recoveries.get(recoveries.size() / 2), recoveries.get(recoveries.size() - 1)));
    say("hits taken in by the node started again", "%,d".formatted(measured.hits()));
    say("hits/s of these", "%,.0f".formatted(measured.perSecond()));
    say(
        "CPU s per 10,000 hits",
        "%.3f (%s)".formatted(measured.cpuPerTenThousand(), measured.cpuByProcess()));
    say(
        "share of the time in collections since that start",
        "%.1f %%".formatted(100 * gc / seconds));
    say("sessions open at the end", "%,.0f".formatted(node.metric("footfall_open_sessions")));
    say(
        "heap in use after a collection",
        "%,.0f MiB".formatted(NodeHeap.afterCollection(node) / MIB));
    say("node's memory (RSS)", "%,.0f MiB".formatted(ProcessMemory.resident(node.pid()) / MIB));
  }

  private void say(String what, String figure) {
    out.printf("| %s | %s |%n", what, figure);
    out.flush();
  }

  private void print(ClassHistogram histogram) {
    out.printf("%n| class | instances | MiB | bytes per session |%n|---|---|---|---|%n");
    histogram.rows().stream().limit(SHOWN_CLASSES).forEach(this::print);
    out.printf(
        "| all classes | | %.1f | %.0f |%n%n| what | figure |%n|---|---|%n",
        histogram.bytes() / MIB, histogram.bytes() / (double) sessions);
    out.flush();
  }

  private void print(ClassHistogram.Row row) {
    out.printf(
        "| `%s` | %,d | %.1f | %.0f |%n",
        row.className(), row.instances(), row.bytes() / MIB, row.bytes() / (double) sessions);
  }
}
