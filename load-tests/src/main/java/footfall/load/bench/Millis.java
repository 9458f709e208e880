package footfall.load.bench;

import java.util.Arrays;
import java.util.Locale;

/** How many durations there were of each millisecond up to a minute; longer ones count as one. */
public final class Millis {
  private static final int LONGEST = 60_000;

  private final int[] counts = new int[LONGEST + 1];
  private long size;

  public synchronized void add(long ms) {
    counts[(int) Math.max(0, Math.min(LONGEST, ms))]++;
    size++;
  }

  /** Adds what another holds; not to be called for each other by two threads at once. */
  public synchronized void addAll(Millis other) {
    synchronized (other) {
      for (int ms = 0; ms <= LONGEST; ms++) {
        counts[ms] += other.counts[ms];
      }
      size += other.size;
    }
  }

  public synchronized void clear() {
    Arrays.fill(counts, 0);
    size = 0;
  }

  public synchronized long size() {
    return size;
  }

  /** The smallest duration that at least this share does not exceed; 0 where there is none. */
  public synchronized long quantile(double share) {
    long rank = (long) Math.ceil(share * size);
    long seen = 0;
    for (int ms = 0; ms <= LONGEST && size > 0; ms++) {
      seen += counts[ms];
      if (seen >= Math.max(1, rank)) {
        return ms;
      }
    }
    return 0;
  }

  /** Of a table: how many, p50, p99, p99.9 and the longest, in ms. */
  public String cells() {
    return String.format(
        Locale.ROOT,
        "%,d | %,d | %,d | %,d | %,d",
        size(),
        quantile(0.5),
        quantile(0.99),
        quantile(0.999),
        quantile(1));
  }
}
