package footfall.load.oracle;

import java.time.Duration;

/**
 * The times and caps of DESIGN 4, as the cluster under test has them.
 *
 * @param sessionGap largest pause within a session, inclusive
 * @param allowedLateness how far behind the watermark a hit is still on time
 * @param idleAfter pause after which a website's watermark follows its partition's time
 * @param idleBack how far behind it then stays
 * @param staleAfter the same where hits come and none raises the watermark
 * @param maxHits of one session
 * @param maxSpan from first to last hit of one session
 * @param generation raised by each rebuild
 */
public record OracleSettings(
    Duration sessionGap,
    Duration allowedLateness,
    Duration idleAfter,
    Duration idleBack,
    Duration staleAfter,
    int maxHits,
    Duration maxSpan,
    long generation) {

  /** What DESIGN 4 states. */
  public static final OracleSettings PRODUCTION =
      new OracleSettings(
          Duration.ofMinutes(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(2),
          Duration.ofMinutes(1),
          Duration.ofMinutes(30),
          10_000,
          Duration.ofHours(24),
          1);

  public OracleSettings withCaps(int hits, Duration span) {
    return new OracleSettings(
        sessionGap, allowedLateness, idleAfter, idleBack, staleAfter, hits, span, generation);
  }

  public OracleSettings withIdleAfter(Duration pause) {
    return new OracleSettings(
        sessionGap, allowedLateness, pause, idleBack, staleAfter, maxHits, maxSpan, generation);
  }

  public OracleSettings withGeneration(long number) {
    return new OracleSettings(
        sessionGap, allowedLateness, idleAfter, idleBack, staleAfter, maxHits, maxSpan, number);
  }
}
