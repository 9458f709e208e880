package footfall.website;

import footfall.protocol.live.LiveFrame;
import java.util.Arrays;
import java.util.Set;

/**
 * One minute of a live website: what is stored of it, and each partition's part as its shard told
 * it last. Keeps encoded forms, some tens of bytes for a quiet minute. For one actor.
 */
final class LiveMinute {
  private final long minute;
  private byte[] stored;
  private Set<Integer> storedPartitions = Set.of();
  private byte[][] told = new byte[0][];
  private LiveFrame.Minute bar;
  private MinuteTally sum;

  LiveMinute(long minute) {
    this.minute = minute;
    this.bar = new LiveFrame.Minute(minute, 0, 0, 0);
  }

  /** Takes a partition's part; false when it is the same as before. */
  boolean tell(int partition, byte[] form) {
    if (partition >= told.length) {
      told = Arrays.copyOf(told, partition + 1);
    }
    if (Arrays.equals(told[partition], form)) {
      return false;
    }
    told[partition] = form;
    changed();
    return true;
  }

  /** Takes the sum of the partitions that are stored: they count instead of what was told. */
  boolean store(byte[] form, Set<Integer> partitions) {
    if (partitions.isEmpty() || Arrays.equals(stored, form)) {
      return false;
    }
    stored = form;
    storedPartitions = Set.copyOf(partitions);
    changed();
    return true;
  }

  private void changed() {
    sum = null;
    bar = null;
  }

  /** Everything together; decoded once until something changes or {@link #settle} is called. */
  MinuteTally sum() {
    if (sum == null) {
      sum = added();
    }
    return sum;
  }

  private MinuteTally added() {
    MinuteTally all = stored == null ? new MinuteTally() : MinuteTally.decode(stored);
    for (int partition = 0; partition < told.length; partition++) {
      if (told[partition] != null && !storedPartitions.contains(partition)) {
        all.merge(MinuteTally.decode(told[partition]));
      }
    }
    return all;
  }

  LiveFrame.Minute bar() {
    if (bar == null) {
      MinuteTally all = sum();
      bar =
          new LiveFrame.Minute(
              minute, all.estimatedPageviews(), all.estimatedEvents(), all.estimatedUsers());
    }
    return bar;
  }

  /** It hardly changes any more: lets go of what can be decoded again. */
  void settle() {
    bar();
    sum = null;
  }
}
