package footfall.api.collect;

import footfall.protocol.hit.DropReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the collector did since it started. Any thread. */
public final class CollectCounters {
  private static final double[] BOUNDS_SECONDS = {
    0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5
  };
  private static final double NANOS = 1e9;
  private static final long WARN_EVERY_NANOS = 10_000_000_000L;

  private final LongAdder accepted = new LongAdder();
  private final LongAdder unavailable = new LongAdder();
  private final LongAdder ackNanos = new LongAdder();
  private final LongAdder[] ackBuckets = new LongAdder[BOUNDS_SECONDS.length + 1];
  private final Map<DropReason, LongAdder> refused = new EnumMap<>(DropReason.class);
  private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - WARN_EVERY_NANOS);

  public CollectCounters() {
    for (int i = 0; i < ackBuckets.length; i++) {
      ackBuckets[i] = new LongAdder();
    }
    for (DropReason reason : DropReason.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  /** Hits Kafka has acknowledged. */
  public long accepted() {
    return accepted.sum();
  }

  /** Hits refused for this reason. */
  public long refused(DropReason reason) {
    return refused.get(reason).sum();
  }

  void countRefused(DropReason reason) {
    refused.get(reason).increment();
  }

  void countAcknowledged(int hits, long nanos) {
    accepted.add(hits);
    ackNanos.add(nanos);
    int bucket = 0;
    while (bucket < BOUNDS_SECONDS.length && nanos > BOUNDS_SECONDS[bucket] * NANOS) {
      bucket++;
    }
    ackBuckets[bucket].increment();
  }

  /** Counts a request answered with 503; true where it is time for a line in the log. */
  boolean countUnavailable() {
    unavailable.increment();
    long now = System.nanoTime();
    long last = lastWarning.get();
    return now - last >= WARN_EVERY_NANOS && lastWarning.compareAndSet(last, now);
  }

  /** All of it in Prometheus' text format. */
  public String prometheus() {
    StringBuilder text = new StringBuilder(2_048);
    counter(text, "footfall_collector_hits_accepted_total", "", accepted.sum());
    text.append("# TYPE footfall_collector_hits_refused_total counter\n");
    refused.forEach(
        (reason, count) ->
            line(
                text,
                "footfall_collector_hits_refused_total",
                "{reason=\"" + reason.wire() + "\"}",
                count.sum()));
    counter(text, "footfall_collector_requests_unavailable_total", "", unavailable.sum());
    acknowledgements(text);
    return text.toString();
  }

  private void acknowledgements(StringBuilder text) {
    String name = "footfall_collector_ack_seconds";
    text.append("# TYPE ").append(name).append(" histogram\n");
    long below = 0;
    for (int i = 0; i < BOUNDS_SECONDS.length; i++) {
      below += ackBuckets[i].sum();
      line(text, name + "_bucket", "{le=\"" + BOUNDS_SECONDS[i] + "\"}", below);
    }
    below += ackBuckets[BOUNDS_SECONDS.length].sum();
    line(text, name + "_bucket", "{le=\"+Inf\"}", below);
    line(text, name + "_count", "", below);
    text.append(name).append("_sum ").append(ackNanos.sum() / NANOS).append('\n');
  }

  private static void counter(StringBuilder text, String name, String labels, long value) {
    text.append("# TYPE ").append(name).append(" counter\n");
    line(text, name, labels, value);
  }

  private static void line(StringBuilder text, String name, String labels, long value) {
    text.append(name).append(labels).append(' ').append(value).append('\n');
  }
}
