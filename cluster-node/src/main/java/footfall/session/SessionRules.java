package footfall.session;

import java.time.Duration;

/**
 * The numbers in the rules of time and sessions (DESIGN 4), times in milliseconds. All shards of a
 * cluster must use the same, at every reading of the log: they decide what a session is.
 */
public final class SessionRules {
  public static final SessionRules DEFAULT =
      new SessionRules(
          Duration.ofMinutes(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(2),
          Duration.ofMinutes(1),
          Duration.ofMinutes(30),
          10_000,
          Duration.ofHours(24));

  /** Hits no further apart than this, inclusive, belong to one session. */
  final long gap;

  /** How far behind its website's watermark a hit may be and still be on time. */
  final long lateness;

  /** After this long without a hit a website's watermark follows the partition's time. */
  final long idle;

  /** How far behind the partition's time it then stays. */
  final long idleBack;

  /** The same as {@link #idle}, after this long without a hit that raised the watermark. */
  final long stale;

  /** A session with so many hits is full. */
  final int maxHits;

  /** A session so long is full. */
  final long maxSpan;

  /** All of them must be positive. */
  public SessionRules(
      Duration gap,
      Duration lateness,
      Duration idle,
      Duration idleBack,
      Duration stale,
      int maxHits,
      Duration maxSpan) {
    this.gap = millis("gap", gap);
    this.lateness = millis("lateness", lateness);
    this.idle = millis("idle", idle);
    this.idleBack = millis("idle-back", idleBack);
    this.stale = millis("stale", stale);
    this.maxSpan = millis("max-span", maxSpan);
    this.maxHits = maxHits;
    if (maxHits < 1) {
      throw new IllegalArgumentException(
          "footfall.session.max-hits must be positive, was " + maxHits);
    }
  }

  private static long millis(String name, Duration value) {
    if (value.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "footfall.session." + name + " must be positive, was " + value);
    }
    return value.toMillis();
  }
}
