package footfall.load.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Sends at a rate from the calling thread; what a stall held up is made good at once. */
final class AtRate {
  private AtRate() {}

  /**
   * Returns how many hits it has sent; less than asked where the generator does not keep up.
   *
   * @param mark done once in {@code markEvery}, beside the hits
   */
  static long send(double rate, Duration time, Runnable hit, Duration markEvery, Runnable mark) {
    long start = System.nanoTime();
    long nextMark = start;
    long sent = 0;
    while (System.nanoTime() - start < time.toNanos()) {
      long due = start + (long) (sent * 1e9 / rate);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      hit.run();
      sent++;
      if (System.nanoTime() >= nextMark) {
        mark.run();
        nextMark += markEvery.toNanos();
      }
    }
    return sent;
  }
}
