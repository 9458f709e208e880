package footfall.load.bench.collector;

import footfall.load.bench.MarkedSection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A collector at several rates. */
final class CollectorReport {
  static final String HEAD =
      "| hits/s asked | answered | refused | connections lost | p50 ms | p99 ms | p99.9 ms | max ms |"
          + " the node's CPU a hit, us | cores |\n|---|---|---|---|---|---|---|---|---|---|";

  private static final MarkedSection SECTION = new MarkedSection("bench collector");

  private final String arguments;
  private final List<AtRate> rates = new ArrayList<>();

  /**
   * What was seen at one rate.
   *
   * @param asked hits/s; 0: as many as are answered
   * @param millis of a table: number, p50, p99, p99.9 and the longest
   * @param cores used, by process; that of the node is {@code node}
   */
  record AtRate(
      int asked, long answered, long refused, long lost, String millis, Map<String, Double> cores) {
    String row() {
      List<String> all = new ArrayList<>();
      cores.forEach((name, used) -> all.add(String.format(Locale.ROOT, "%s %.2f", name, used)));
      return String.format(
          Locale.ROOT,
          "| %s | %,d | %,d | %,d | %s | %.0f | %s |",
          asked == 0 ? "as many as are answered" : String.format(Locale.ROOT, "%,d", asked),
          answered,
          refused,
          lost,
          millis.substring(millis.indexOf('|') + 2),
          cores.get("node") / answered * 1e6,
          String.join(", ", all));
    }
  }

  CollectorReport(String arguments) {
    this.arguments = arguments;
  }

  void add(AtRate rate) {
    rates.add(rate);
  }

  String table() {
    return HEAD + "\n" + String.join("\n", rates.stream().map(AtRate::row).toList());
  }

  void writeInto(Path page) throws IOException {
    SECTION.write(
        page,
        """
        ## The collector

        `./footfall %s`: hits posted one a request over kept-alive connections, from the moment each was due to its answer, that is to Kafka's acknowledgement. The node takes the hits in meanwhile: its CPU is for all of that.

        %s
        """
            .formatted(arguments, table())
            .strip());
  }
}
