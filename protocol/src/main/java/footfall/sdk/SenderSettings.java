package footfall.sdk;

import java.time.Duration;

/**
 * Bounds of a sender.
 *
 * @param capacity hits that may wait for an acknowledgement
 * @param hitsPerAttempt sent together at most; a collector takes 1,000 in a request
 * @param attemptTimeout after which an attempt counts as failed
 * @param firstPause after a failed attempt; twice as long after each further one
 * @param longestPause the bound of that; a {@code Retry-After} may ask for longer
 */
public record SenderSettings(
    int capacity,
    int hitsPerAttempt,
    Duration attemptTimeout,
    Duration firstPause,
    Duration longestPause) {

  /** 10,000 hits, 500 at a time, 10 s for an attempt, pauses from 200 ms to 30 s. */
  public static final SenderSettings DEFAULT =
      new SenderSettings(
          10_000, 500, Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofSeconds(30));

  private static final int MOST_HITS = 1_000;

  /**
   * @throws IllegalArgumentException naming the bound that cannot be
   */
  public SenderSettings {
    require(capacity > 0, "capacity must be positive, was " + capacity);
    require(
        hitsPerAttempt > 0 && hitsPerAttempt <= MOST_HITS,
        "hitsPerAttempt must be 1 to " + MOST_HITS + ", was " + hitsPerAttempt);
    require(attemptTimeout.toMillis() > 0, "attemptTimeout must be positive");
    require(firstPause.toMillis() > 0, "firstPause must be positive");
    require(longestPause.compareTo(firstPause) >= 0, "longestPause must not be below firstPause");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
