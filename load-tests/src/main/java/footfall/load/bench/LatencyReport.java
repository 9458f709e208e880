package footfall.load.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of receipt to frame at shares of the peak, as docs/benchmarks.md shows it. */
final class LatencyReport {
  private final String command;
  private final List<Share> shares = new ArrayList<>();
  private String peak = "";

  /**
   * @param command that measures, without {@code ./footfall}
   */
  LatencyReport(String command) {
    this.command = command;
  }

  /**
   * One measurement.
   *
   * @param asked hits/s
   * @param sent hits/s that the generator reached
   * @param lag records not taken in when sending ended
   * @param unseen marked hits that no frame listed
   * @param shown sent to frame, of the others
   * @param reportedMs the largest {@code lag_ms} among the traffic's websites at the end
   */
  record Share(
      int percent,
      double asked,
      double sent,
      long lag,
      int unseen,
      Latencies shown,
      long reportedMs,
      Map<String, Double> cores) {}

  void peak(List<Double> rates, Map<String, Double> cores) {
    double[] sorted = rates.stream().mapToDouble(rate -> rate).sorted().toArray();
    double mean = rates.stream().mapToDouble(rate -> rate).average().orElseThrow();
    peak =
        text(
            "Peak: %,.0f hits/s (%,.0f to %,.0f in intervals of 10 s); cores used: %s.",
            mean, sorted[0], sorted[sorted.length - 1], cores(cores));
  }

  void add(Share share) {
    shares.add(share);
  }

  static String cores(Map<String, Double> cores) {
    return cores.entrySet().stream()
        .map(process -> text("%s %.2f", process.getKey(), process.getValue()))
        .collect(Collectors.joining(", "));
  }

  static String row(Share share) {
    Latencies shown = share.shown();
    return text(
        "| %d %% | %,.0f | %,.0f | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %s |",
        share.percent(),
        share.asked(),
        share.sent(),
        shown.size(),
        share.unseen(),
        shown.quantile(0.5),
        shown.quantile(0.99),
        shown.quantile(0.999),
        shown.quantile(1),
        share.reportedMs(),
        share.lag(),
        cores(share.cores()));
  }

  String section() {
    StringBuilder rows = new StringBuilder();
    shares.forEach(share -> rows.append(row(share)).append('\n'));
    return """
        ## From receipt to the live page, at shares of the peak

        `./footfall %s`: a node of its own, set as `./footfall up` sets it (whole pipeline, G1), warm. **Generator, Kafka, Cassandra, ClickHouse and node share two cores**; the generator writes straight to Kafka, and the hits of its visitors come again and again. Timed are marked hits of websites with a socket each, from the call that sends them to the frame that lists them, by one clock. The peak is what the node takes in while there is always more. `lag_ms` is the largest among the newest frames of the traffic's own websites: each says the p99 of its last minute, by the collector's clock.

        %s

        | of the peak | hits/s asked | sent | marked hits timed | never shown | p50 ms | p99 ms | p99.9 ms | max ms | lag_ms | records of lag at the end | cores used |
        |---|---|---|---|---|---|---|---|---|---|---|---|
        %s"""
        .formatted(command, peak, rows.toString().stripTrailing());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
