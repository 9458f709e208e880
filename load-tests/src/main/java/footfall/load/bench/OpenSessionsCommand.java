package footfall.load.bench;

import footfall.api.collect.EventsTopic;
import footfall.load.scenario.Await;
import footfall.load.scenario.NodeProcess;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.localstack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What open sessions cost: heap, journal, and the time to bring them back after kill -9. */
@Command(
    name = "open-sessions",
    mixinStandardHelpOptions = true,
    description = {
      "Opens sessions of three hits each in 8 partitions of a node, measures its heap after a",
      "collection and the bytes of its journal, kills it (-9) and times the recovery of its shards."
    })
final class OpenSessionsCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  @Spec private CommandSpec spec;

  @Option(
      names = "--sessions",
      defaultValue = "30000",
      description = "open in each partition (${DEFAULT-VALUE})")
  private int sessions;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("footfall.home", "")).toAbsolutePath();
    Path folder = Files.createTempDirectory("footfall-bench");
    StackSettings settings =
        new StackSettings(
            folder.resolve("data"), EnumSet.allOf(Service.class), Map.of(), false, line -> {});
    try (LocalStack stack = LocalStack.start(settings);
        NodeProcess node =
            new NodeProcess(
                home,
                stack.addresses(),
                FilledTopic.PARTITIONS,
                folder,
                Map.of("FOOTFALL_RAW_ROWS", "off"))) {
      measure(stack.addresses().kafka(), node);
    } finally {
      Folders.delete(folder.resolve("data"));
    }
    return 0;
  }

  private void measure(String kafka, NodeProcess node) throws IOException, InterruptedException {
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka))) {
      EventsTopic.ensure(admin, FilledTopic.PARTITIONS);
    }
    int all = sessions * FilledTopic.PARTITIONS;
    node.start();
    double heapBefore = NodeHeap.afterCollection(node);
    new OpenSessionsTopic(kafka).fill(all);
    Await.until("all sessions are open", LIMIT, () -> node.metric("footfall_open_sessions") >= all);
    double checkpoints = node.metric("footfall_checkpoints_total");
    Await.until(
        "every shard has taken two checkpoints more",
        LIMIT,
        () ->
            node.metric("footfall_checkpoints_total") >= checkpoints + 2 * FilledTopic.PARTITIONS);
    double heap = NodeHeap.afterCollection(node) - heapBefore;
    double journal = node.metric("footfall_checkpoint_bytes_total");
    node.kill();
    long logged = Files.size(node.log());
    node.start();
    Await.until(
        "all sessions are open again", LIMIT, () -> node.metric("footfall_open_sessions") >= all);
    print(all, heap, journal, Recoveries.since(node.log(), logged).millis());
  }

  private void print(int all, double heap, double journal, List<Long> recoveries) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("| what | figure |");
    out.println("|---|---|");
    out.printf("| open sessions, %d partitions | %,d |%n", FilledTopic.PARTITIONS, all);
    out.printf("| heap per open session, after a collection | %,.0f B |%n", heap / all);
    out.printf("| journal bytes written per session | %,.0f B |%n", journal / all);
    out.printf(
        "| recovery of a shard, %d at once: median / longest | %,d / %,d ms |%n",
        recoveries.size(),
        recoveries.get(recoveries.size() / 2),
        recoveries.get(recoveries.size() - 1));
    out.flush();
  }
}
