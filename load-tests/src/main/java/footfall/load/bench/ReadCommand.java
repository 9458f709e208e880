package footfall.load.bench;

import footfall.localstack.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The yardstick alone: a plain consumer of a filled topic, without and with decoding. */
@Command(
    name = "read",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Fills a topic and reads it with a plain consumer, without and with decoding.")
final class ReadCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--hits", defaultValue = "3000000", description = "(${DEFAULT-VALUE})")
  private int hits;

  @Option(names = "--runs", defaultValue = "3", description = "of each kind (${DEFAULT-VALUE})")
  private int runs;

  @Option(names = "--seed", defaultValue = "1", description = "of all chance (${DEFAULT-VALUE})")
  private long seed;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (BenchStack stores = BenchStack.start(EnumSet.of(Service.KAFKA))) {
      long start = System.nanoTime();
      double bytes =
          new FilledTopic(stores.kafka()).fill(Backlog.of(hits, Duration.ofMinutes(375), seed));
      out.printf(
          "%,d hits of %.0f bytes made and sent in %.1f s%n",
          hits, bytes, (System.nanoTime() - start) / 1e9);
      Measured.printHead(out);
      PlainRead plain = new PlainRead(stores.kafka(), stores.stack().pid(Service.KAFKA));
      for (int run = 0; run < runs; run++) {
        plain.read().print(out);
        plain.readAndDecode().print(out);
      }
      stores.discardLogs();
    }
    return 0;
  }
}
