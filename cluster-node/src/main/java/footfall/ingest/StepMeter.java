package footfall.ingest;

import footfall.metrics.Metrics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Counts what passes one step and times one in {@value #TIMED_ONE_IN}, so that measuring costs far
 * less than what is measured. Thread-safe.
 */
final class StepMeter {

  /** A power of two. */
  static final int TIMED_ONE_IN = 64;

  private static final long NOT_TIMED = Long.MIN_VALUE;
  private static final double NANOS_PER_SECOND = 1e9;

  /** Seconds, from a cached enrichment to a collection of garbage. */
  private static final double[] BOUNDS = {
    1e-7, 2.5e-7, 5e-7, 1e-6, 2.5e-6, 5e-6, 1e-5, 2.5e-5, 5e-5, 1e-4, 1e-3, 1e-2, 0.1, 1
  };

  private final CounterDataPoint entered;
  private final DistributionDataPoint seconds;

  StepMeter(Metrics metrics, String step) {
    this.entered =
        metrics
            .counter("footfall_ingest_step_records_total", "Records that entered a step.", "step")
            .labelValues(step);
    this.seconds =
        metrics
            .histogram(
                "footfall_ingest_step_seconds",
                "Time in a step, of one record in " + TIMED_ONE_IN + ".",
                BOUNDS,
                "step")
            .labelValues(step);
  }

  /** Counts a record that enters; what it returns is for {@link #leave}. */
  long enter() {
    entered.inc();
    return (ThreadLocalRandom.current().nextInt() & (TIMED_ONE_IN - 1)) == 0
        ? System.nanoTime()
        : NOT_TIMED;
  }

  void leave(long enteredAt) {
    if (enteredAt != NOT_TIMED) {
      seconds.observe((System.nanoTime() - enteredAt) / NANOS_PER_SECOND);
    }
  }
}
