package footfall.load.bench.peers;

import footfall.load.bench.Backlog;
import footfall.load.bench.BenchStack;
import footfall.load.bench.FilledTopic;
import footfall.load.bench.Folders;
import footfall.load.bench.Measured;
import footfall.load.bench.PlainRead;
import footfall.load.bench.WriteOption;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.localstack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Footfall head to head with the stream engines. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sessions and website-minutes of one filled topic by Footfall, Kafka Streams and Flink,",
      "in turns, each in a cold JVM of 2 GiB, each held against the oracle.",
      "Writes its section of docs/benchmarks.md."
    })
public final class PeersCommand implements Callable<Integer> {
  static final String FOOTFALL = "footfall";
  private static final int SHOWN_DIFFERENCES = 5;

  @Spec private CommandSpec spec;

  @Option(names = "--hits", defaultValue = "3000000", description = "(${DEFAULT-VALUE})")
  private int hits;

  @Option(names = "--runs", defaultValue = "3", description = "of each (${DEFAULT-VALUE})")
  private int runs;

  @Option(names = "--seed", defaultValue = "1", description = "of all chance (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--span",
      defaultValue = "375",
      description = "minutes of event time in the topic (${DEFAULT-VALUE})")
  private int spanMinutes;

  @Option(
      names = "--engines",
      split = ",",
      defaultValue = "footfall,streams,flink-rocksdb,flink-memory",
      description = "which, in the order of the first round (${DEFAULT-VALUE})")
  private List<String> engines;

  @Option(
      names = "--peer-jvm",
      description = {
        "options of the peers' JVMs beside the heap, with blanks between, such as",
        "\"-XX:+UseG1GC\"; without it those that suit them best"
      })
  private String peerJvm;

  @Mixin private WriteOption write;

  private PeersReport report;
  private PrintWriter out;
  private Path home;
  private boolean exact = true;

  @Override
  public Integer call() throws IOException, InterruptedException {
    out = spec.commandLine().getOut();
    home = BenchStack.home();
    engines.stream().filter(e -> !e.equals(FOOTFALL)).forEach(PeersCommand::peer);
    report = new PeersReport(String.join(" ", spec.commandLine().getParseResult().originalArgs()));
    Measured.printHead(out);
    for (int round = 0; round < runs; round++) {
      List<String> order = new ArrayList<>(engines);
      Collections.rotate(order, -round);
      round(round, order);
    }
    out.println(report.table());
    if (write.isOn() && exact) {
      report.writeInto(write.page());
    }
    return exact ? 0 : 1;
  }

  private static Peer peer(String label) {
    return Arrays.stream(Peer.values())
        .filter(p -> p.label.equals(label))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no engine "
                        + label
                        + "; have footfall, streams, flink-rocksdb and"
                        + " flink-memory"));
  }

  private void round(int round, List<String> order) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("footfall-peers");
    EnumSet<Service> services =
        order.contains(FOOTFALL) ? EnumSet.allOf(Service.class) : EnumSet.of(Service.KAFKA);
    StackSettings settings =
        new StackSettings(folder.resolve("data"), services, Map.of(), false, line -> {});
    try (LocalStack stack = LocalStack.start(settings)) {
      String bootstrap = stack.addresses().kafka();
      report.bytes(
          new FilledTopic(bootstrap).fill(Backlog.of(hits, Duration.ofMinutes(spanMinutes), seed)));
      ExpectedRows expected = ExpectedRows.of(bootstrap, FilledTopic.TOPIC);
      Measured plain = new PlainRead(bootstrap, stack.pid(Service.KAFKA)).readAndDecode();
      take(PeersReport.PLAIN, plain, round);
      for (String engine : order) {
        if (engine.equals(FOOTFALL)) {
          footfall(folder, stack, expected, round);
        } else {
          peer(engine, folder, stack, expected, round);
        }
      }
    } finally {
      Folders.delete(folder.resolve("data"));
    }
    out.printf("(logs in %s)%n", folder);
  }

  private void take(String engine, Measured measured, int round) {
    measured.print(out);
    report.add(round, engine, measured);
  }

  private void footfall(Path folder, LocalStack stack, ExpectedRows expected, int round)
      throws IOException, InterruptedException {
    FootfallRun.Result result = new FootfallRun(home, folder, stack).run(hits);
    take(FOOTFALL, result.measured(), round);
    List<String> differences =
        new PeerVerification(expected).closedAndOpen(result.closed(), result.sessions());
    out.printf(
        "(lag 0 after %.1f s, all durable after %.1f s; %,d sessions closed, %,d in all; %,d"
            + " differences from the oracle)%n",
        result.measured().seconds(),
        result.durableSeconds(),
        result.closed().size(),
        result.sessions(),
        differences.size());
    differs(differences);
  }

  private void peer(String engine, Path folder, LocalStack stack, ExpectedRows expected, int round)
      throws IOException, InterruptedException {
    Peer peer = peer(engine);
    String jvm = peerJvm == null ? peer.jvm : peerJvm;
    String bootstrap = stack.addresses().kafka();
    PeerJob job = new PeerJob(home, folder, bootstrap, stack.pid(Service.KAFKA));
    PeerJob.Result result = job.run(peer, engine + "-" + round, hits, jvm);
    take(engine, result.measured(), round);
    List<String> differences = new PeerVerification(expected).differences(result.rows());
    out.printf(
        "(%s; all consumed after %.1f s, committed after %.1f s; %,d sessions emitted, %,d open,"
            + " %,d website-minutes; %,d differences from the oracle)%n",
        jvm,
        result.consumedSeconds(),
        result.measured().seconds(),
        result.rows().emitted().size(),
        result.rows().open().size(),
        result.rows().minutes().size(),
        differences.size());
    differs(differences);
  }

  private void differs(List<String> differences) {
    exact &= differences.isEmpty();
    differences.stream().limit(SHOWN_DIFFERENCES).forEach(d -> out.println("  " + d));
    out.flush();
  }
}
