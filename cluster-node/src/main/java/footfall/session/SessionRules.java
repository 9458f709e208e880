package footfall.session;

import java.time.Duration;

/**
 * The numbers in the rules of time and sessions (DESIGN 4). All shards of a cluster must use the
 * same, at every reading of the log: they decide what a session is.
 *
 * @param gap hits no further apart than this, inclusive, belong to one session
 * @param lateness how far behind its website's watermark a hit may be and still be on time
 * @param idle after this long without a hit a website's watermark follows the partition's time
 * @param idleBack how far behind the partition's time it then stays
 * @param stale the same, after this long without a hit that raised the watermark
 * @param maxHits a session with so many hits is full
 * @param maxSpan a session so long is full
 */
public record SessionRules(
    Duration gap,
    Duration lateness,
    Duration idle,
    Duration idleBack,
    Duration stale,
    int maxHits,
    Duration maxSpan) {

  public static final SessionRules DEFAULT =
      new SessionRules(
          Duration.ofMinutes(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(2),
          Duration.ofMinutes(1),
          Duration.ofMinutes(30),
          10_000,
          Duration.ofHours(24));

  public SessionRules {
    requirePositive("gap", gap);
    requirePositive("lateness", lateness);
    requirePositive("idle", idle);
    requirePositive("idle-back", idleBack);
    requirePositive("stale", stale);
    requirePositive("max-span", maxSpan);
    if (maxHits < 1) {
      throw new IllegalArgumentException(
          "footfall.session.max-hits must be positive, was " + maxHits);
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "footfall.session." + name + " must be positive, was " + value);
    }
  }
}
