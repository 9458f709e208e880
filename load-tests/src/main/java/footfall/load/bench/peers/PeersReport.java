package footfall.load.bench.peers;

import footfall.load.bench.MarkedSection;
import footfall.load.bench.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Medians and spread over rounds, and Footfall's ratio to each other reader within a round. */
final class PeersReport {
  static final String PLAIN = "plain";
  private static final MarkedSection SECTION = new MarkedSection("bench peers");

  private final String arguments;
  private final Map<String, TreeMap<Integer, Measured>> byEngine = new LinkedHashMap<>();
  private double bytes;

  /**
   * @param arguments of the command that measures
   */
  PeersReport(String arguments) {
    this.arguments = arguments;
  }

  /** Mean bytes of a hit. */
  void bytes(double mean) {
    bytes = mean;
  }

  void add(int round, String engine, Measured measured) {
    byEngine.computeIfAbsent(engine, e -> new TreeMap<>()).put(round, measured);
  }

  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        "| what | runs | hits/s: median (least - most) | CPU s per 10,000 hits | CPU s of the median"
            + " run | Footfall against it: hits/s | hits per CPU-second |\n");
    table.append("|---|---|---|---|---|---|---|\n");
    byEngine.forEach((engine, runs) -> table.append(row(engine, runs)));
    return table.toString();
  }

  private String row(String engine, Map<Integer, Measured> runs) {
    List<Measured> all = new ArrayList<>(runs.values());
    all.sort(Comparator.comparingDouble(Measured::perSecond));
    Measured median = all.get(all.size() / 2);
    return "| %s | %d | %s | %s | %s | %s | %s |%n"
        .formatted(
            median.what(),
            all.size(),
            spread(all, Measured::perSecond, "%,.0f"),
            spread(all, Measured::cpuPerTenThousand, "%.3f"),
            median.cpuByProcess(),
            ratio(engine, runs, Measured::perSecond),
            ratio(engine, runs, m -> 1 / m.cpuPerTenThousand()));
  }

  /** Of runs in the same round only: what else the machine did then, it did to both. */
  private String ratio(
      String engine, Map<Integer, Measured> runs, ToDoubleFunction<Measured> figure) {
    Map<Integer, Measured> ours = byEngine.getOrDefault(PeersCommand.FOOTFALL, new TreeMap<>());
    List<Double> ratios = new ArrayList<>();
    runs.forEach(
        (round, run) -> {
          if (!engine.equals(PeersCommand.FOOTFALL) && ours.containsKey(round)) {
            ratios.add(figure.applyAsDouble(ours.get(round)) / figure.applyAsDouble(run));
          }
        });
    return ratios.isEmpty() ? "-" : spread(ratios, r -> r, "%.2f") + " x";
  }

  private static <T> String spread(List<T> runs, ToDoubleFunction<T> figure, String format) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    String median = String.format(Locale.ROOT, format, sorted[sorted.length / 2]);
    return sorted.length == 1
        ? median
        : median
            + " ("
            + String.format(Locale.ROOT, format, sorted[0])
            + " - "
            + String.format(Locale.ROOT, format, sorted[sorted.length - 1])
            + ")";
  }

  /** Rewrites its section of the document. */
  void writeInto(Path file) throws IOException {
    SECTION.write(file, section());
  }

  private String section() {
    return """
        ## Beside Kafka Streams and Flink

        `./footfall %s`: hits of %.0f bytes, JSON, in 8 partitions; every run a cold JVM of 2 GiB on the same topic, in turns; from the first hit consumed to everything consumed and, for the peers, committed. Every row of each peer was held against the oracle. How the peers are set, and in what their work is less than Footfall's: load-tests/peers/README.md. Ratios are of runs in the same round.

        %s"""
        .formatted(arguments, bytes, table().stripTrailing());
  }
}
