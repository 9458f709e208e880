package footfall.load.bench.moves;

import footfall.load.bench.BenchStack;
import footfall.load.bench.MarkedSection;
import footfall.load.bench.WriteOption;
import footfall.localstack.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long a planned move of a shard stops it, and whether anything is lost by many of them. */
@Command(
    name = "moves",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets nodes join and leave under load, again and again; times the gap of each shard that",
      "moves, and counts in the raw stores whether anything was lost or counted twice.",
      "Writes a section of docs/benchmarks.md."
    })
public final class MovesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--sessions",
      defaultValue = "30000",
      description = "open in each of 8 shards (${DEFAULT-VALUE})")
  private int sessions;

  @Option(
      names = "--cycles",
      defaultValue = "10",
      description = "of two joins and two leaves, at most 20 (${DEFAULT-VALUE})")
  private int cycles;

  @Option(names = "--rate", defaultValue = "400", description = "hits/s (${DEFAULT-VALUE})")
  private double rate;

  @Option(names = "--seed", defaultValue = "1", description = "of all chance (${DEFAULT-VALUE})")
  private long seed;

  @Mixin private WriteOption write;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Moves.Settings settings = new Moves.Settings(sessions, cycles, rate, seed);
    try (BenchStack stores = BenchStack.start(EnumSet.allOf(Service.class))) {
      Moves.Result result =
          new Moves(
                  stores,
                  settings,
                  Map.of(),
                  line -> {
                    out.println(line);
                    out.flush();
                  })
              .run();
      String command = String.join(" ", spec.commandLine().getParseResult().originalArgs());
      String section = new MovesReport(command, settings, result).section();
      out.println(section);
      if (write.isOn()) {
        new MarkedSection("bench moves").write(write.page(), section);
      }
      if (result.findings().isEmpty()) {
        stores.discardLogs();
      }
      return result.findings().isEmpty() ? 0 : 1;
    }
  }
}
