package footfall.load.collect;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What became of hits sent so far; safe for several threads. */
public final class SendCounters {
  private final LongAdder sent = new LongAdder();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final Map<String, LongAdder> rejected = new ConcurrentHashMap<>();

  void sent(int hits) {
    sent.add(hits);
  }

  void accepted(int hits) {
    accepted.add(hits);
  }

  void rejected(String reason, int hits) {
    rejected.computeIfAbsent(reason, r -> new LongAdder()).add(hits);
  }

  void retried() {
    retries.increment();
  }

  void gaveUp(int hits) {
    errors.add(hits);
  }

  /** Hits handed to the network at least once. */
  public long sent() {
    return sent.sum();
  }

  /** Hits that Kafka has. */
  public long accepted() {
    return accepted.sum();
  }

  public long rejected() {
    return rejected.values().stream().mapToLong(LongAdder::sum).sum();
  }

  public Map<String, Long> rejectedByReason() {
    Map<String, Long> sums = new TreeMap<>();
    rejected.forEach((reason, count) -> sums.put(reason, count.sum()));
    return sums;
  }

  /** Requests sent again because the outcome of the one before was not known. */
  public long retries() {
    return retries.sum();
  }

  /** Hits whose outcome stayed unknown until their time was up. */
  public long errors() {
    return errors.sum();
  }
}
