package footfall.api.collect;

import footfall.protocol.hit.DropReason;
import footfall.protocol.measure.Timings;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the collector did since it started. Any thread. */
public final class CollectCounters {
  private static final long WARN_EVERY_NANOS = 10_000_000_000L;

  private final LongAdder accepted = new LongAdder();
  private final LongAdder sampledOut = new LongAdder();
  private final LongAdder unavailable = new LongAdder();
  private final LongAdder limitedPeers = new LongAdder();
  private final LongAdder limitedWebsites = new LongAdder();
  private final Timings acknowledgements =
      new Timings(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5);
  private final Map<DropReason, LongAdder> refused = new EnumMap<>(DropReason.class);
  private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - WARN_EVERY_NANOS);

  public CollectCounters() {
    for (DropReason reason : DropReason.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  /** Hits Kafka has acknowledged. */
  public long accepted() {
    return accepted.sum();
  }

  /** Hits answered as accepted and not written: their websites' sampling leaves them out. */
  public long sampledOut() {
    return sampledOut.sum();
  }

  /** Hits refused for this reason. */
  public long refused(DropReason reason) {
    return refused.get(reason).sum();
  }

  /** Requests answered with 503. */
  public long unavailable() {
    return unavailable.sum();
  }

  /** Requests answered with 429 because their address was over its rate. */
  public long limitedPeers() {
    return limitedPeers.sum();
  }

  /** Requests answered with 429 because all that could be taken was over its website's rate. */
  public long limitedWebsites() {
    return limitedWebsites.sum();
  }

  /** From a request's hits being read until Kafka has acknowledged them. */
  public Timings acknowledgements() {
    return acknowledgements;
  }

  void countRefused(DropReason reason) {
    refused.get(reason).increment();
  }

  void countSampledOut(int hits) {
    sampledOut.add(hits);
  }

  void countLimitedPeer() {
    limitedPeers.increment();
  }

  void countLimitedWebsite() {
    limitedWebsites.increment();
  }

  void countAcknowledged(int hits, long nanos) {
    accepted.add(hits);
    acknowledgements.addNanos(nanos);
  }

  /** Counts a request answered with 503; true where it is time for a line in the log. */
  boolean countUnavailable() {
    unavailable.increment();
    long now = System.nanoTime();
    long last = lastWarning.get();
    return now - last >= WARN_EVERY_NANOS && lastWarning.compareAndSet(last, now);
  }
}
