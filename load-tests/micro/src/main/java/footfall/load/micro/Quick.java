package footfall.load.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What a hit costs in each pure part, against the last recorded run: for a developer, before and
 * after a change. Under two minutes; arguments choose benchmarks by regular expressions.
 *
 * <p>The record lies beside the data of {@code up}, not in the tree: it is of this machine.
 */
public final class Quick {
  private static final String REFERENCE = "HitBenchmark.reference";

  private Quick() {}

  /** One benchmark's mean, with the half width of its 99.9 % interval. */
  private record Cost(double nanos, double spread, double bytes) {}

  public static void main(String[] patterns) throws RunnerException, IOException {
    Path home = Path.of(System.getProperty("footfall.home", ".")).toAbsolutePath().normalize();
    Path record =
        Path.of(System.getenv().getOrDefault("FOOTFALL_DATA", home.resolve(".footfall").toString()))
            .resolve("bench-quick.tsv");
    Map<String, Cost> now = run(home, patterns);
    Map<String, Cost> last = Files.exists(record) ? read(record) : Map.of();
    print(now, last);
    Map<String, Cost> kept = new TreeMap<>(last);
    kept.putAll(now);
    write(record, kept);
  }

  private static Map<String, Cost> run(Path home, String[] patterns) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    if (patterns.length > 0) {
      options.include(REFERENCE);
    }
    for (String pattern : patterns) {
      options.include(pattern);
    }
    options
        .forks(1)
        .warmupIterations(3)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(5)
        .measurementTime(TimeValue.seconds(1))
        .jvmArgs("-Xmx2g", "-XX:+UseParallelGC", "-Dfootfall.home=" + home)
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT);
    Collection<RunResult> results = new Runner(options.build()).run();
    Map<String, Cost> costs = new TreeMap<>();
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark().replaceAll("^.*\\.([^.]+\\.[^.]+)$", "$1");
      Result<?> time = result.getPrimaryResult();
      Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
      costs.put(
          name,
          new Cost(
              time.getScore(), time.getScoreError(), allocated == null ? 0 : allocated.getScore()));
    }
    return costs;
  }

  private static void print(Map<String, Cost> now, Map<String, Cost> last) {
    double machine = ratio(now, last, REFERENCE);
    System.out.println("| part | ns | +- | bytes | against the last run | the machine taken out |");
    System.out.println("|---|---|---|---|---|---|");
    now.forEach(
        (name, cost) -> {
          double ratio = ratio(now, last, name);
          System.out.printf(
              Locale.ROOT,
              "| %s | %.0f | %.0f | %.0f | %s | %s |%n",
              name,
              cost.nanos,
              cost.spread,
              cost.bytes,
              shown(ratio),
              shown(ratio / machine));
        });
  }

  /** NaN where one of them does not know it. */
  private static double ratio(Map<String, Cost> now, Map<String, Cost> last, String name) {
    Cost before = last.get(name);
    Cost after = now.get(name);
    return before == null || after == null ? Double.NaN : after.nanos / before.nanos;
  }

  private static String shown(double ratio) {
    return Double.isNaN(ratio) ? "-" : String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static Map<String, Cost> read(Path record) throws IOException {
    Map<String, Cost> costs = new TreeMap<>();
    for (String line : Files.readAllLines(record)) {
      String[] fields = line.split("\t", -1);
      costs.put(
          fields[0],
          new Cost(
              Double.parseDouble(fields[1]),
              Double.parseDouble(fields[2]),
              Double.parseDouble(fields[3])));
    }
    return costs;
  }

  private static void write(Path record, Map<String, Cost> costs) throws IOException {
    List<String> lines = new ArrayList<>();
    costs.forEach(
        (name, cost) ->
            lines.add(name + "\t" + cost.nanos + "\t" + cost.spread + "\t" + cost.bytes));
    Files.createDirectories(record.getParent());
    Files.write(record, lines);
  }
}
