package footfall.website;

import footfall.protocol.hit.EventType;

/**
 * What one website-minute, or one partition's part of it, has counted: pageviews, custom events,
 * transactions, an HLL (lgK 12) of users, and the pageviews of each page, country, source and
 * device.
 */
public final class MinuteTally {

  /**
   * Counts one hit; {@code userHash} is the keyed hash of its user. Empty texts count in no top
   * list.
   */
  public void add(
      EventType type, long userHash, String page, String country, String source, String device) {
    throw new IllegalStateException("skeleton");
  }

  /** Adds all that another part of the same minute has counted. */
  public void merge(MinuteTally other) {
    throw new IllegalStateException("skeleton");
  }

  /** The stored and wire form (version byte first). */
  public byte[] encode() {
    throw new IllegalStateException("skeleton");
  }

  public static MinuteTally decode(byte[] form) {
    throw new IllegalStateException("skeleton");
  }

  public long pageviews() {
    throw new IllegalStateException("skeleton");
  }
}
