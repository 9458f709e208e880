package footfall.ingest;

import footfall.metrics.Metrics;
import footfall.protocol.hit.DropReason;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.EnumMap;
import java.util.Map;

/** One counter for each {@link DropReason}, all there from the start; thread-safe. */
final class DropCounters {

  private final Map<DropReason, CounterDataPoint> byReason = new EnumMap<>(DropReason.class);

  DropCounters(Metrics metrics) {
    Counter rejected =
        metrics.counter("footfall_ingest_rejected_total", "Records refused, by reason.", "reason");
    for (DropReason reason : DropReason.values()) {
      byReason.put(reason, rejected.labelValues(reason.wire()));
    }
  }

  /** Counts a refusal. */
  void count(DropReason reason) {
    byReason.get(reason).inc();
  }
}
