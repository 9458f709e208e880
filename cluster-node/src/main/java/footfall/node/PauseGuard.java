package footfall.node;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Halts the JVM when it finds that it was paused (stopped, frozen, a long collection): others may
 * have taken over its shards meanwhile, and it must not write as if nothing had happened (DESIGN
 * 5.7). Of the two clocks that a machine has the one that stands still is not believed: a frozen
 * virtual machine may find its wall clock set forward long after.
 */
final class PauseGuard {
  private static final Logger LOG = LoggerFactory.getLogger(PauseGuard.class);
  private static final Duration BEAT = Duration.ofMillis(250);
  private static final int EXIT_CODE = 75;

  private record Beat(long nanos, long millis) {}

  private final LongSupplier nanoTime;
  private final LongSupplier millis;
  private final Duration longest;
  private volatile Beat last;

  PauseGuard(LongSupplier nanoTime, LongSupplier millis, Duration longest) {
    this.nanoTime = nanoTime;
    this.millis = millis;
    this.longest = longest;
    this.last = now();
  }

  /** Watches on a thread of its own, for as long as the JVM runs. */
  static PauseGuard start(Duration longestPause) {
    PauseGuard guard = new PauseGuard(System::nanoTime, System::currentTimeMillis, longestPause);
    Thread thread = new Thread(guard::watch, "pause-guard");
    thread.setDaemon(true);
    thread.start();
    return guard;
  }

  private void watch() {
    while (true) {
      LockSupport.parkNanos(BEAT.toNanos());
      beat().ifPresent(PauseGuard::halt);
    }
  }

  /**
   * Halts at once after a pause: called right before each write, by whichever thread goes on before
   * the guard's own.
   */
  void check() {
    pauseUntil(now()).ifPresent(PauseGuard::halt);
  }

  private static void halt(Duration pause) {
    LOG.error(
        "This node was paused for {} ms, or its clock set forward: it halts", pause.toMillis());
    Runtime.getRuntime().halt(EXIT_CODE);
  }

  private Beat now() {
    return new Beat(nanoTime.getAsLong(), millis.getAsLong());
  }

  /** The time since the beat before, by the clock that saw more of it, where it is too long. */
  Optional<Duration> beat() {
    Beat now = now();
    Optional<Duration> pause = pauseUntil(now);
    last = now;
    return pause;
  }

  private Optional<Duration> pauseUntil(Beat now) {
    Beat before = last;
    Duration sinceNanos = Duration.ofNanos(now.nanos - before.nanos);
    Duration sinceWall = Duration.ofMillis(now.millis - before.millis);
    Duration most = sinceNanos.compareTo(sinceWall) > 0 ? sinceNanos : sinceWall;
    return most.compareTo(longest) > 0 ? Optional.of(most) : Optional.empty();
  }
}
