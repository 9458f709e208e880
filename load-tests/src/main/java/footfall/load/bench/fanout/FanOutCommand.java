package footfall.load.bench.fanout;

import footfall.api.collect.EventsTopic;
import footfall.load.bench.BenchStack;
import footfall.load.bench.Folders;
import footfall.load.bench.KafkaHits;
import footfall.load.bench.WriteOption;
import footfall.load.collect.LiveKeys;
import footfall.load.scenario.NodeProcess;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.localstack.StackSettings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What thousands of dashboards see of a node, and what they cost it. */
@Command(
    name = "fan-out",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Opens WebSockets on a node, over few and many websites with a hit a second each, 5 %% of",
      "them slow, 5 %% never reading, some coming and going; times hits from receipt to frame, first",
      "beside other traffic at a rate, then beside as much as the node takes. The control run has",
      "the same clients on a server that only sends. Starts stores and node of its own. Writes its",
      "section of docs/benchmarks.md after each number of websites; all of it takes 20 minutes."
    })
public final class FanOutCommand implements Callable<Integer> {
  private static final int PARTITIONS = 8;

  /** Beside a generator on the same cores a node may wait for its turn. */
  private static final Map<String, String> PATIENT = Map.of("FOOTFALL_LONGEST_PAUSE", "60 s");

  @Spec private CommandSpec spec;

  @Option(names = "--sockets", defaultValue = "10000", description = "(${DEFAULT-VALUE})")
  private int sockets;

  @Option(
      names = "--websites",
      split = ",",
      defaultValue = "1,100,10000",
      description = "they are spread over: a run each (${DEFAULT-VALUE})")
  private List<Integer> websites;

  @Option(
      names = "--seconds",
      defaultValue = "40",
      description = "of each measurement (${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--rate",
      defaultValue = "5000",
      description = "hits/s of other websites while frames are timed (${DEFAULT-VALUE})")
  private int rate;

  @Option(
      names = "--churn",
      defaultValue = "100",
      description = "sockets that leave and come anew a second (${DEFAULT-VALUE})")
  private int churn;

  @Option(
      names = "--connects",
      defaultValue = "500",
      description = "connections a second at the beginning (${DEFAULT-VALUE})")
  private int connects;

  @Option(
      names = "--control",
      defaultValue = "true",
      negatable = true,
      fallbackValue = "true",
      description = "run the control, too (${DEFAULT-VALUE})")
  private boolean control;

  @Mixin private WriteOption write;

  @Override
  public Integer call() throws Exception {
    Path home = BenchStack.home();
    Path folder = Files.createTempDirectory("footfall-bench");
    PrintWriter out = spec.commandLine().getOut();
    StackSettings settings =
        new StackSettings(
            folder.resolve("data"), EnumSet.allOf(Service.class), Map.of(), false, line -> {});
    try (LocalStack stack = LocalStack.start(settings);
        NodeProcess node = new NodeProcess(home, stack.addresses(), PARTITIONS, folder, PATIENT);
        KafkaHits kafka = new KafkaHits(stack.addresses().kafka())) {
      try (Admin admin =
          Admin.create(Map.<String, Object>of("bootstrap.servers", stack.addresses().kafka()))) {
        EventsTopic.ensure(admin, PARTITIONS);
      }
      node.start();
      out.printf("(node's log in %s)%n", node.log());
      LiveKeys keys =
          LiveKeys.make(
              IntStream.rangeClosed(1, Collections.max(websites))
                  .mapToObj(i -> CrowdPlan.WEBSITE + i)
                  .toList(),
              stack.addresses());
      FanOutRun run =
          new FanOutRun(stack, node, kafka, folder, keys, new FanOutRun.Times(seconds, rate), out);
      Map<Integer, Double> heap = new HashMap<>();
      for (int over : websites) {
        heap.put(over, run.measureHeap(sockets, over, connects));
      }
      run.warmUp();
      FanOutReport report =
          new FanOutReport(
              String.join(" ", spec.commandLine().getParseResult().originalArgs()), rate);
      for (int over : websites) {
        FanOutRun.Crowded crowded = new FanOutRun.Crowded(sockets, over, connects, churn);
        report.add(run.measure(crowded, heap.get(over), control));
        if (write.isOn()) {
          report.writeInto(write.page());
        }
      }
      out.println(report.table());
      return 0;
    } finally {
      Folders.delete(folder.resolve("data"));
    }
  }
}
