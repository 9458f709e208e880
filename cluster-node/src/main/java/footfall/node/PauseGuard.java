package footfall.node;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Halts the JVM when it finds that it was paused (stopped, frozen, a long collection): others may
 * have taken over its shards meanwhile, and it must not write as if nothing had happened (DESIGN
 * 5.7).
 */
final class PauseGuard {
  private static final Logger LOG = LoggerFactory.getLogger(PauseGuard.class);
  private static final Duration BEAT = Duration.ofMillis(250);
  private static final int EXIT_CODE = 75;

  private PauseGuard() {}

  /** Watches on a thread of its own, for as long as the JVM runs. */
  static void start(Duration longestPause) {
    Thread guard = new Thread(() -> watch(longestPause), "pause-guard");
    guard.setDaemon(true);
    guard.start();
  }

  private static void watch(Duration longestPause) {
    long before = System.nanoTime();
    while (true) {
      LockSupport.parkNanos(BEAT.toNanos());
      long now = System.nanoTime();
      if (now - before > longestPause.toNanos()) {
        LOG.error("This node was paused for {} ms: it halts", (now - before) / 1_000_000);
        Runtime.getRuntime().halt(EXIT_CODE);
      }
      before = now;
    }
  }
}
