package footfall.protocol.measure;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/**
 * How long something took, each time since the start: counts by upper bound, and the sum. For any
 * thread; adding takes no lock and no memory.
 *
 * <p>Example: with bounds of 0.1 and 1 s, times of 50 ms, 100 ms, 400 ms and 3 s are counted as 2,
 * 1 and 1.
 */
public final class Timings {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double[] upperBounds;
  private final long[] upperNanos;
  private final LongAdder[] counts;
  private final DoubleAdder seconds = new DoubleAdder();

  /**
   * Nothing was timed yet.
   *
   * @param upperBounds in seconds, ascending, each inclusive; what takes longer than the last is
   *     counted, too
   * @throws IllegalArgumentException when they do not ascend
   */
  public Timings(double... upperBounds) {
    this.upperBounds = upperBounds.clone();
    this.upperNanos = new long[upperBounds.length];
    this.counts = new LongAdder[upperBounds.length + 1];
    for (int i = 0; i < upperBounds.length; i++) {
      upperNanos[i] = Math.round(upperBounds[i] * NANOS_PER_SECOND);
      if (i > 0 && upperNanos[i] <= upperNanos[i - 1]) {
        throw new IllegalArgumentException(
            "bounds must ascend, but " + upperBounds[i] + " does not");
      }
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /** Counts one time; one below 0, as clocks of two machines may yield, is taken for 0. */
  public void addNanos(long took) {
    long time = Math.max(0, took);
    int at = 0;
    while (at < upperNanos.length && time > upperNanos[at]) {
      at++;
    }
    counts[at].increment();
    seconds.add(time / NANOS_PER_SECOND);
  }

  /** Counts the time from a reading of {@link System#nanoTime} until now. */
  public void addSince(long nanoTime) {
    addNanos(System.nanoTime() - nanoTime);
  }

  /** Counts one time in ms. */
  public void addMillis(long took) {
    addNanos(TimeUnit.MILLISECONDS.toNanos(took));
  }

  /** Of all counts but the last, in seconds. */
  public double[] upperBounds() {
    return upperBounds.clone();
  }

  /** How many times fell under each bound and over the one before; the last is over all bounds. */
  public long[] counts() {
    long[] sums = new long[counts.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = counts[i].sum();
    }
    return sums;
  }

  /** How many times were added. */
  public long count() {
    return LongStream.of(counts()).sum();
  }

  /** Of all times together. */
  public double seconds() {
    return seconds.sum();
  }
}
