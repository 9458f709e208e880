package footfall.protocol.hit;

/**
 * When a hit counts as having happened (DESIGN 4). Example, all in UTC: a hit appended at 12:00:00
 * that claims 12:00:59 happened then; one that claims 12:05 happened at 12:00:00; one that claims
 * 12:31 happened at 12:00:00 too and is far.
 *
 * @param value epoch milliseconds
 * @param clientTimed whether {@code value} is the client's time; else it is the server's
 * @param far whether the client's clock is out of all bounds: the hit is late without exception and
 *     moves no watermark
 */
public record EventTime(long value, boolean clientTimed, boolean far) {
  /** How far back a client's time is believed: 7 days, inclusive. */
  public static final long PAST_MILLIS = 7 * 86_400_000L;

  /** How far ahead a client's time is believed: one minute, inclusive. */
  public static final long FUTURE_MILLIS = 60_000L;

  /** How far ahead a client's time may be for the hit to count at all: 30 minutes, inclusive. */
  public static final long FAR_MILLIS = 30 * 60_000L;

  /** Both in epoch milliseconds; the server's is the append time of the record. */
  public static EventTime of(long clientTimestamp, long serverTimestamp) {
    boolean tooOld = clientTimestamp < serverTimestamp - PAST_MILLIS;
    if (!tooOld && clientTimestamp <= serverTimestamp + FUTURE_MILLIS) {
      return new EventTime(clientTimestamp, true, false);
    }
    return new EventTime(
        serverTimestamp, false, tooOld || clientTimestamp > serverTimestamp + FAR_MILLIS);
  }
}
