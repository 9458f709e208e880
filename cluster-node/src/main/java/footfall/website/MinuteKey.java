package footfall.website;

/**
 * A website-minute.
 *
 * @param minute epoch ms of its beginning, a multiple of 60,000
 */
public record MinuteKey(String websiteId, long minute) {
  public static final long LENGTH_MS = 60_000;

  public static MinuteKey of(String websiteId, long eventTime) {
    return new MinuteKey(websiteId, minuteOf(eventTime));
  }

  /** The beginning of the minute that an event time lies in, epoch ms. */
  public static long minuteOf(long eventTime) {
    return Math.floorDiv(eventTime, LENGTH_MS) * LENGTH_MS;
  }

  /** Reads the id of a website-minute entity: website id, "|", minute in epoch ms. */
  static MinuteKey ofEntityId(String entityId) {
    int bar = entityId.lastIndexOf('|');
    return new MinuteKey(entityId.substring(0, bar), Long.parseLong(entityId.substring(bar + 1)));
  }
}
