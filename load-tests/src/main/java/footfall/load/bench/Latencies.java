package footfall.load.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Durations in milliseconds, each kept; safe for several threads. */
final class Latencies {
  private final List<Long> millis = new ArrayList<>();

  synchronized void add(long ms) {
    millis.add(ms);
  }

  synchronized void clear() {
    millis.clear();
  }

  /** As it is now. */
  synchronized Latencies copy() {
    Latencies copy = new Latencies();
    copy.millis.addAll(millis);
    return copy;
  }

  synchronized int size() {
    return millis.size();
  }

  /** The smallest duration that at least this share does not exceed; 0 where there is none. */
  synchronized long quantile(double share) {
    if (millis.isEmpty()) {
      return 0;
    }
    List<Long> sorted = millis.stream().sorted().toList();
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }

  void print(String what, PrintWriter out) {
    out.printf(
        "| %s | %,d | %,d | %,d | %,d | %,d |%n",
        what, size(), quantile(0.5), quantile(0.99), quantile(0.999), quantile(1));
    out.flush();
  }
}
