package footfall.load.bench;

import footfall.load.scenario.Await;
import footfall.load.scenario.NodeProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** What a node says of itself at one moment. */
public final class NodeFigures {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Map<String, Double> sums;
  private final long residentBytes;

  NodeFigures(String exposition, long residentBytes) {
    this.sums = new HashMap<>();
    this.residentBytes = residentBytes;
    exposition.lines().filter(line -> !line.startsWith("#")).forEach(this::add);
  }

  /** Asks the node, again where it is too busy to answer. */
  public static NodeFigures of(NodeProcess node) {
    AtomicReference<NodeFigures> figures = new AtomicReference<>();
    Await.until(
        "the node shows its metrics",
        LIMIT,
        () -> {
          figures.set(
              new NodeFigures(node.get("/metrics").body(), ProcessMemory.resident(node.pid())));
          return true;
        });
    return figures.get();
  }

  private void add(String line) {
    int value = line.lastIndexOf(' ');
    if (value > 0) {
      int labels = line.indexOf('{');
      double number = Double.parseDouble(line.substring(value + 1));
      sums.merge(line.substring(0, labels < 0 ? value : labels), number, Double::sum);
      if (labels >= 0) {
        sums.merge(line.substring(0, value), number, Double::sum);
      }
    }
  }

  /**
   * A metric's sum over all labels, or with just these labels; -1 where the node does not show or
   * does not know all of it.
   */
  public double metric(String name) {
    double sum = sums.getOrDefault(name, -1.0);
    return Double.isNaN(sum) ? -1 : sum;
  }

  /** Records taken in since its start. */
  public long hits() {
    return (long) metric("footfall_hits_total");
  }

  /** Records it has not yet taken in. */
  public long lag() {
    return (long) metric("footfall_lag_records");
  }

  /** Bytes of heap in use, garbage included. */
  public double heap() {
    return metric("jvm_memory_used_bytes{area=\"heap\"}");
  }

  /** Bytes of memory that the operating system has given it. */
  public long residentBytes() {
    return residentBytes;
  }
}
