package footfall.website;

import java.util.Arrays;

/**
 * How long hits took from the collector to a frame, over the last minute: a histogram per five
 * seconds, buckets growing by a tenth (1 ms to a day), so 9 KiB however much traffic there is.
 */
final class LagWindow {
  private static final long SLOT_MS = 5_000;
  private static final int SLOTS = 12;
  private static final int BUCKETS = 192;
  private static final double GROWTH = Math.log(1.1);
  private static final double PERCENTILE = 0.99;

  private final int[][] counts = new int[SLOTS][BUCKETS];
  private final long[] slotTimes = new long[SLOTS];

  /** A clock of the collector that is ahead of ours gives 0. */
  void add(long lagMs, long now) {
    long slotTime = now / SLOT_MS;
    int slot = (int) (slotTime % SLOTS);
    if (slotTimes[slot] != slotTime) {
      slotTimes[slot] = slotTime;
      Arrays.fill(counts[slot], 0);
    }
    counts[slot][bucketOf(lagMs)]++;
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
    for (int slot = 0; slot < SLOTS; slot++) {
      if (slotTimes[slot] > now / SLOT_MS - SLOTS) {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
          sum[bucket] += counts[slot][bucket];
          total += counts[slot][bucket];
        }
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
