package footfall.load.bench.collector;

import footfall.api.collect.EventsTopic;
import footfall.load.bench.BenchStack;
import footfall.load.bench.ChildJvm;
import footfall.load.bench.Folders;
import footfall.load.bench.ProcessCpu;
import footfall.load.bench.WriteOption;
import footfall.load.scenario.NodeProcess;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.localstack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From a browser's hit to the collector's answer, that is to Kafka's acknowledgement. */
@Command(
    name = "collector",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Posts hits to a node over kept-alive connections, one a request, at each of the rates, and",
      "times them from the moment they were due to the answer, which comes with Kafka's",
      "acknowledgement. Starts stores and node of its own; the node takes the hits in meanwhile.",
      "Writes its section of docs/benchmarks.md."
    })
public final class CollectorCommand implements Callable<Integer> {
  private static final int PARTITIONS = 8;

  @Spec private CommandSpec spec;

  @Option(
      names = "--rates",
      split = ",",
      defaultValue = "0,1000,2500,5000",
      description = "hits/s, one after the other; 0: as many as are answered (${DEFAULT-VALUE})")
  private List<Integer> rates;

  @Option(names = "--connections", defaultValue = "64", description = "(${DEFAULT-VALUE})")
  private int connections;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "measured at each rate, after 10 s of warming up (${DEFAULT-VALUE})")
  private int seconds;

  @Mixin private WriteOption write;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = BenchStack.home();
    Path folder = Files.createTempDirectory("footfall-bench");
    StackSettings settings =
        new StackSettings(
            folder.resolve("data"), EnumSet.allOf(Service.class), Map.of(), false, line -> {});
    try (LocalStack stack = LocalStack.start(settings);
        NodeProcess node =
            new NodeProcess(
                home,
                stack.addresses(),
                PARTITIONS,
                folder,
                Map.of("FOOTFALL_LONGEST_PAUSE", "60 s"))) {
      try (Admin admin =
          Admin.create(Map.<String, Object>of("bootstrap.servers", stack.addresses().kafka()))) {
        EventsTopic.ensure(admin, PARTITIONS);
      }
      node.start();
      PrintWriter out = spec.commandLine().getOut();
      out.printf("(node %d, its log in %s)%n", node.pid(), node.log());
      out.printf("%d connections, %d s each%n", connections, seconds);
      out.println(CollectorReport.HEAD);
      CollectorReport report =
          new CollectorReport(String.join(" ", spec.commandLine().getParseResult().originalArgs()));
      for (int rate : rates) {
        CollectorReport.AtRate seen = measure(rate, stack, node);
        report.add(seen);
        out.println(seen.row());
        out.flush();
      }
      if (write.isOn()) {
        report.writeInto(write.page());
      }
      return 0;
    } finally {
      Folders.delete(folder.resolve("data"));
    }
  }

  private CollectorReport.AtRate measure(int rate, LocalStack stack, NodeProcess node)
      throws IOException {
    try (ChildJvm load =
        ChildJvm.start(CollectorLoad.class, node.url().getPort(), rate, connections, seconds)) {
      Map<String, Long> processes = new LinkedHashMap<>();
      processes.put("node", node.pid());
      processes.put("generator", load.pid());
      processes.put("kafka", stack.pid(Service.KAFKA));
      processes.put("cassandra", stack.pid(Service.CASSANDRA));
      processes.put("clickhouse", stack.pid(Service.CLICKHOUSE));
      ProcessCpu cpu = new ProcessCpu(processes);
      load.answer();
      Map<String, Double> before = cpu.seconds();
      long start = System.nanoTime();
      String[] told = load.answer().split(";", -1);
      double wall = (System.nanoTime() - start) / 1e9;
      Map<String, Double> cores = cpu.seconds();
      cores.replaceAll((name, after) -> (after - before.get(name)) / wall);
      return new CollectorReport.AtRate(
          rate,
          Long.parseLong(told[0]),
          Long.parseLong(told[1]),
          Long.parseLong(told[2]),
          told[3],
          cores);
    }
  }
}
