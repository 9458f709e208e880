package footfall.session;

import footfall.website.MinuteKey;
import footfall.website.MinuteTally;

/**
 * One partition's part of a website-minute, cumulative: open until its website's watermark passes
 * it.
 */
final class MinutePart {
  final MinuteKey key;
  final MinuteTally tally;

  /** Its place in {@link Changes}; -1 where it has not changed since the last checkpoint. */
  int changedAs = -1;

  /** Changed since a live website was last told. */
  boolean untold = true;

  MinutePart(MinuteKey key, MinuteTally tally) {
    this.key = key;
    this.tally = tally;
  }

  /** A watermark beyond this makes the minute's part final. */
  static long dueAfter(long minute, SessionRules rules) {
    return minute + MinuteKey.LENGTH_MS + rules.lateness;
  }
}
