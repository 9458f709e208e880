package footfall.session;

import footfall.website.MinuteKey;

/**
 * A part that is final, in the form in which it is stored and sent: packed once, because thousands
 * wait for their checkpoint at a time, and small, because all of them survive collections.
 */
final class FinalPart {
  final MinuteKey key;

  /** As {@link footfall.website.MinuteTally#encode} writes it; not to be changed. */
  final byte[] tally;

  FinalPart(MinuteKey key, byte[] tally) {
    this.key = key;
    this.tally = tally;
  }
}
