package footfall.session;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The websites of a partition with something open, by the partition time at which idleness settles
 * some of it. Confined to the shard's thread.
 */
final class Wakes {
  private final SessionRules rules;
  private final PriorityQueue<Wake> queue =
      new PriorityQueue<>(Comparator.comparingLong(Wake::time));

  private record Wake(long time, OpenWebsite website) {}

  Wakes(SessionRules rules) {
    this.rules = rules;
  }

  /** Takes out a website that is to be settled at this partition time; null where there is none. */
  OpenWebsite due(long time) {
    while (!queue.isEmpty() && queue.peek().time() <= time) {
      Wake wake = queue.poll();
      if (wake.website().queuedWake == wake.time()) {
        wake.website().queuedWake = Long.MAX_VALUE;
        return wake.website();
      }
    }
    return null;
  }

  /** What is open in it may have changed. */
  void queue(OpenWebsite website) {
    if (website.queuedWake <= website.idleFrom(rules)) {
      return; // it wakes before it can be idle, and then sees
    }
    long wake = website.wakeTime(rules);
    if (wake != Long.MAX_VALUE && wake < website.queuedWake) {
      website.queuedWake = wake;
      queue.add(new Wake(wake, website));
    }
  }
}
