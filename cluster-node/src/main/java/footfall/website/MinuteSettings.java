package footfall.website;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How a website-minute lives.
 *
 * @param journalPlugin path of its journal in the configuration; empty for Akka's default
 * @param partitions session shards that may hold a part of it
 * @param shards cluster shards the minutes are spread over; the same on every node
 * @param gather finals of this time go into one write
 * @param showEvery the shortest time between two messages to a watcher
 * @param liveHour how long after its minute's end it still takes finals
 * @param afterChange how long after its last change it still takes finals
 * @param watchLife how long a watcher counts without asking again
 * @param idleAfter it leaves memory one to two times this after it was last needed
 * @param journalSlack how much longer its rows stay in the journal than it takes finals
 */
public record MinuteSettings(
    String journalPlugin,
    int partitions,
    int shards,
    Duration gather,
    Duration showEvery,
    Duration liveHour,
    Duration afterChange,
    Duration watchLife,
    Duration idleAfter,
    Duration journalSlack) {

  public MinuteSettings {
    if (partitions < 1 || shards < 1) {
      throw new IllegalArgumentException(
          "partitions and footfall.website.minute.shards must be positive, were "
              + partitions
              + " and "
              + shards);
    }
    positive("gather", gather);
    positive("show-every", showEvery);
    positive("live-hour", liveHour);
    positive("after-change", afterChange);
    positive("watch-life", watchLife);
    positive("idle-after", idleAfter);
    positive("journal-slack", journalSlack);
  }

  /** Reads block {@code footfall.website.minute}. */
  public static MinuteSettings from(Config minute, int partitions) {
    return new MinuteSettings(
        minute.getString("journal-plugin"),
        partitions,
        minute.getInt("shards"),
        minute.getDuration("gather"),
        minute.getDuration("show-every"),
        minute.getDuration("live-hour"),
        minute.getDuration("after-change"),
        minute.getDuration("watch-life"),
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
