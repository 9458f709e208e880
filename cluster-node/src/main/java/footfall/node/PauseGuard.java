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
 * virtual machine may find its wall clock set forward long after. For one thread.
 */
final class PauseGuard {
  private static final Logger LOG = LoggerFactory.getLogger(PauseGuard.class);
  private static final Duration BEAT = Duration.ofMillis(250);
  private static final int EXIT_CODE = 75;

  private final LongSupplier nanoTime;
  private final LongSupplier millis;
  private final Duration longest;
  private long nanosBefore;
  private long millisBefore;

  PauseGuard(LongSupplier nanoTime, LongSupplier millis, Duration longest) {
    this.nanoTime = nanoTime;
    this.millis = millis;
    this.longest = longest;
    this.nanosBefore = nanoTime.getAsLong();
    this.millisBefore = millis.getAsLong();
  }

  /** Watches on a thread of its own, for as long as the JVM runs. */
  static void start(Duration longestPause) {
    Thread guard = new Thread(() -> watch(longestPause), "pause-guard");
    guard.setDaemon(true);
    guard.start();
  }

  private static void watch(Duration longestPause) {
    PauseGuard guard = new PauseGuard(System::nanoTime, System::currentTimeMillis, longestPause);
    while (true) {
      LockSupport.parkNanos(BEAT.toNanos());
      Optional<Duration> pause = guard.beat();
      if (pause.isPresent()) {
        LOG.error("This node was paused for {} ms: it halts", pause.get().toMillis());
        Runtime.getRuntime().halt(EXIT_CODE);
      }
    }
  }

  /** The time since the beat before, by the clock that saw more of it, where it is too long. */
  Optional<Duration> beat() {
    long nanos = nanoTime.getAsLong();
    long wall = millis.getAsLong();
    Duration sinceNanos = Duration.ofNanos(nanos - nanosBefore);
    Duration sinceWall = Duration.ofMillis(wall - millisBefore);
    nanosBefore = nanos;
    millisBefore = wall;
    Duration most = sinceNanos.compareTo(sinceWall) > 0 ? sinceNanos : sinceWall;
    return most.compareTo(longest) > 0 ? Optional.of(most) : Optional.empty();
  }
}
