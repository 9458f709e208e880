package footfall.website;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How a website-minute lives.
 *
 * @param journalPlugin path of its journal in the configuration; empty for Akka's default
 * @param shards cluster shards the minutes are spread over; the same on every node
 * @param gather finals of this time go into one write
 * @param liveHour how long after its minute's end it still takes finals
 * @param afterChange how long after its last change it still takes finals
 * @param idleAfter it leaves memory one to two times this after it was last needed
 * @param journalSlack how much longer its rows stay in the journal than it takes finals
 */
public record MinuteSettings(
    String journalPlugin,
    int shards,
    Duration gather,
    Duration liveHour,
    Duration afterChange,
    Duration idleAfter,
    Duration journalSlack) {

  public MinuteSettings {
    if (shards < 1) {
      throw new IllegalArgumentException(
          "footfall.website.minute.shards must be positive, was " + shards);
    }
    positive("gather", gather);
    positive("live-hour", liveHour);
    positive("after-change", afterChange);
    positive("idle-after", idleAfter);
    positive("journal-slack", journalSlack);
  }

  /** Reads block {@code footfall.website.minute}. */
  public static MinuteSettings from(Config minute) {
    return new MinuteSettings(
        minute.getString("journal-plugin"),
        minute.getInt("shards"),
        minute.getDuration("gather"),
        minute.getDuration("live-hour"),
        minute.getDuration("after-change"),
        minute.getDuration("idle-after"),
        minute.getDuration("journal-slack"));
  }

  /**
   * The TTL of its rows in the journal: they must not go one by one while the minute may still be
   * read, for a gap in the sequence fails its recovery.
   */
  public Duration journalTtl() {
    return liveHour.plus(afterChange).plus(journalSlack);
  }

  /**
   * Whether a minute has outlived its use.
   *
   * @param lastChange epoch ms of the last final it took, 0 for none
   */
  boolean isOver(MinuteKey key, long lastChange, long now) {
    long end = key.minute() + MinuteKey.LENGTH_MS;
    return now > Math.max(end + liveHour.toMillis(), lastChange + afterChange.toMillis());
  }

  private static void positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "footfall.website.minute." + name + " must be positive, was " + value);
    }
  }
}
