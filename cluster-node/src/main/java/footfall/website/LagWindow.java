package footfall.website;

import java.util.Arrays;

/**
 * How long hits took from the collector to a frame, over the last minute: a histogram per five
 * seconds, buckets growing by a tenth (1 ms to a day). It keeps the buckets that are in use, some
 * 100 bytes for a quiet website and 12 KiB at most.
 */
final class LagWindow {
  private static final long SLOT_MS = 5_000;
  private static final int SLOTS = 12;
  private static final int BUCKETS = 192;
  private static final double GROWTH = Math.log(1.1);
  private static final double PERCENTILE = 0.99;

  private final Slot[] slots = new Slot[SLOTS];

  private static final class Slot {
    private long time;
    private byte[] buckets = new byte[2];
    private int[] counts = new int[2];
    private int size;

    void begin(long slotTime) {
      time = slotTime;
      size = 0;
    }

    void add(int bucket) {
      int at = 0;
      while (at < size && buckets[at] != (byte) bucket) {
        at++;
      }
      if (at == size) {
        if (size == buckets.length) {
          buckets = Arrays.copyOf(buckets, 2 * size);
          counts = Arrays.copyOf(counts, 2 * size);
        }
        buckets[at] = (byte) bucket;
        counts[at] = 0;
        size++;
      }
      counts[at]++;
    }

    long addTo(long[] sum) {
      long total = 0;
      for (int at = 0; at < size; at++) {
        sum[Byte.toUnsignedInt(buckets[at])] += counts[at];
        total += counts[at];
      }
      return total;
    }
  }

  /** A clock of the collector that is ahead of ours gives 0. */
  void add(long lagMs, long now) {
    long slotTime = now / SLOT_MS;
    int at = (int) (slotTime % SLOTS);
    if (slots[at] == null) {
      slots[at] = new Slot();
    }
    if (slots[at].time != slotTime) {
      slots[at].begin(slotTime);
    }
    slots[at].add(bucketOf(lagMs));
  }

  private static int bucketOf(long lagMs) {
    return lagMs <= 1
        ? 0
        : (int) Math.min(BUCKETS - 1, Math.ceil(Math.log((double) lagMs) / GROWTH));
  }

  /** The 99th percentile in ms, at most a tenth too high; 0 when there was no hit. */
  long percentile99(long now) {
    long[] sum = new long[BUCKETS];
    long total = 0;
    for (Slot slot : slots) {
      if (slot != null && slot.time > now / SLOT_MS - SLOTS) {
        total += slot.addTo(sum);
      }
    }
    return total == 0 ? 0 : valueAt(sum, (long) Math.ceil(total * PERCENTILE));
  }

  private static long valueAt(long[] sum, long rank) {
    long seen = 0;
    int bucket = 0;
    while (bucket < BUCKETS - 1 && seen + sum[bucket] < rank) {
      seen += sum[bucket];
      bucket++;
    }
    return Math.round(Math.exp(bucket * GROWTH));
  }
}
