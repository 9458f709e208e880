package footfall.load.bench.fanout;

import footfall.load.scenario.Await;
import footfall.load.scenario.NodeProcess;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** What a node counts; asked again where it is too busy to answer. */
record BusyNode(NodeProcess node) {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  double metric(String name) {
    AtomicReference<Double> value = new AtomicReference<>();
    Await.until(
        "the node shows " + name,
        LIMIT,
        () -> {
          value.set(node.metric(name));
          return true;
        });
    return value.get();
  }

  /** Records taken in since its start. */
  long hits() {
    return (long) metric("footfall_hits_total");
  }
}
