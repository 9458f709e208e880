package footfall.load.bench;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One measurement of throughput.
 *
 * @param hits taken in
 * @param seconds of wall-clock time
 * @param cpuSeconds spent meanwhile, by process
 */
public record Measured(String what, long hits, double seconds, Map<String, Double> cpuSeconds) {

  public Measured {
    cpuSeconds = new LinkedHashMap<>(cpuSeconds);
  }

  public static Measured between(
      String what,
      long hits,
      double seconds,
      Map<String, Double> cpuBefore,
      Map<String, Double> cpuAfter) {
    Map<String, Double> spent = new LinkedHashMap<>();
    cpuAfter.forEach((name, after) -> spent.put(name, after - cpuBefore.getOrDefault(name, 0.0)));
    return new Measured(what, hits, seconds, spent);
  }

  public double perSecond() {
    return hits / seconds;
  }

  public double cpuPerTenThousand() {
    return cpuSeconds.values().stream().mapToDouble(c -> c).sum() * 10_000 / hits;
  }

  /** Such as "node 41.1, kafka 1.9", CPU seconds. */
  public String cpuByProcess() {
    return cpuSeconds.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%s %.1f", e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }

  public static void printHead(PrintWriter out) {
    out.println("| what | hits | s | hits/s | CPU s per 10,000 hits | CPU s by process |");
    out.println("|---|---|---|---|---|---|");
    out.flush();
  }

  public void print(PrintWriter out) {
    out.printf(
        "| %s | %,d | %.1f | %,.0f | %.3f | %s |%n",
        what, hits, seconds, perSecond(), cpuPerTenThousand(), cpuByProcess());
    out.flush();
  }
}
