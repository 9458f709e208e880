package footfall.load.faults.stores;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.FaultOutcome.Notes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Without ClickHouse hits are counted all the same, in memory that does not grow much. */
record LiveGoesOn() implements Meanwhile {
  private static final Duration SAMPLED_EVERY = Duration.ofSeconds(2);
  private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(10);
  private static final double MOST_GROWTH = 100e6;

  @Override
  public void pass(Cluster cluster, Duration time, Notes notes) throws Exception {
    Map<Node, Double> heapBefore = heaps(cluster);
    long start = System.nanoTime();
    long moved = start;
    long standstill = 0;
    double hits = hits(cluster);
    while (System.nanoTime() - start < time.toNanos()) {
      TimeUnit.NANOSECONDS.sleep(SAMPLED_EVERY.toNanos());
      double now = hits(cluster);
      if (now > hits) {
        hits = now;
        moved = System.nanoTime();
      }
      standstill = Math.max(standstill, System.nanoTime() - moved);
    }
    notes.took(
        "longest time without a hit taken in", Duration.ofNanos(standstill), LONGEST_STANDSTILL);
    Map<Node, Double> heapAfter = heaps(cluster);
    heapAfter.forEach(
        (node, after) -> {
          double growth = after - heapBefore.getOrDefault(node, after);
          if (growth > MOST_GROWTH) {
            notes.missed(
                "the heap of %s grew by %.0f MB, at most %.0f MB were allowed"
                    .formatted(Crew.name(node), growth / 1e6, MOST_GROWTH / 1e6));
          }
        });
  }

  private static double hits(Cluster cluster) throws Exception {
    double sum = 0;
    for (Node node : cluster.running()) {
      sum += node.metric("footfall_hits_total");
    }
    return sum;
  }

  /** Bytes in use after a full collection. */
  private static Map<Node, Double> heaps(Cluster cluster) throws Exception {
    Map<Node, Double> heaps = new HashMap<>();
    for (Node node : cluster.running()) {
      collect(node);
      heaps.put(node, node.metric("jvm_memory_used_bytes{area=\"heap\"}"));
    }
    return heaps;
  }

  private static void collect(Node node) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process collection =
        new ProcessBuilder(jcmd, Long.toString(node.pid()), "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (collection.waitFor() != 0) {
      throw new IOException("jcmd could not make " + Crew.name(node) + " collect its garbage");
    }
  }
}
