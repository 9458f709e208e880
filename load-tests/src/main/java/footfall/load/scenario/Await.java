package footfall.load.scenario;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, never for a time. */
public final class Await {
  private static final long PAUSE_NANOS = 200_000_000L;

  /** A question that may fail while its answer is not there yet. */
  public interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Returns once the condition holds.
   *
   * @throws IllegalStateException where it still does not after the given time; says what was
   *     awaited and what went wrong last
   */
  public static void until(String awaited, Duration most, Condition condition) {
    long end = System.nanoTime() + most.toNanos();
    Exception last = null;
    while (System.nanoTime() < end) {
      try {
        if (condition.holds()) {
          return;
        }
        last = null;
      } catch (Exception e) {
        last = e;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new IllegalStateException("waited " + most + " in vain until " + awaited, last);
  }

  private Await() {}
}
