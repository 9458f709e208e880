package footfall.api.collect;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What websites may send a second, on this node. Each has a bucket that holds the tokens of two
 * seconds and is kept as one number, the time at which it will be full again; so websites share no
 * lock, and a hit costs one compare-and-set. Example: at 10 hits a second the first 20 of a moment
 * pass, then one every 100 ms. Any thread.
 */
final class WebsiteRates {
  private static final long SECOND = 1_000_000_000L;
  private static final long BURST = 2 * SECOND;

  private final LongSupplier nanoTime;
  private final long start;

  /** Only websites that exist come here, so there are no more entries than websites. */
  private final Map<String, AtomicLong> fullAt = new ConcurrentHashMap<>();

  WebsiteRates(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** Takes a token; false, and nothing is taken, where none is left. */
  boolean take(String websiteId, int hitsPerSecond) {
    AtomicLong full = fullAt.get(websiteId);
    if (full == null) {
      full = fullAt.computeIfAbsent(websiteId, id -> new AtomicLong());
    }
    long now = nanoTime.getAsLong() - start;
    long token = SECOND / hitsPerSecond;
    while (true) {
      long seen = full.get();
      long next = Math.max(seen, now) + token;
      if (next - now > BURST) {
        return false;
      }
      if (full.compareAndSet(seen, next)) {
        return true;
      }
    }
  }
}
