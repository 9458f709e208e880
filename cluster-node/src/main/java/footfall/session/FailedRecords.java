package footfall.session;

import java.util.TreeMap;

/**
 * Remembers, over restarts of a shard on its node, the records at which it failed. One at which it
 * fails twice is poison: it is refused instead of read a third time.
 */
final class FailedRecords {
  private static final int POISON_AFTER = 2;

  private final TreeMap<Long, Integer> failures = new TreeMap<>();

  void failedAt(long offset) {
    failures.merge(offset, 1, Integer::sum);
  }

  boolean isPoison(long offset) {
    return !failures.isEmpty() && failures.getOrDefault(offset, 0) >= POISON_AFTER;
  }

  /** What a checkpoint has passed is never read again. */
  void forgetThrough(long offset) {
    failures.headMap(offset, true).clear();
  }
}
