package footfall.website;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How a live website watches and tells.
 *
 * @param partitions session shards of the cluster
 * @param shards cluster shards the live websites are spread over; the same on every node
 * @param watchEvery how often a node renews its subscription, and a live website looks whether any
 *     has; well under the subscriber's life
 * @param subscriberLife a node that has not renewed for this time gets no more frames
 * @param frameEvery the shortest time between two frames
 * @param frameDelay how long the first change after a quiet time waits for those that belong to it
 * @param silentAfter a shard or minute that has not answered for this time counts as recovering
 * @param firstFrameWithin the first frame waits this long for minutes that have not answered yet
 */
public record LiveSettings(
    int partitions,
    int shards,
    Duration watchEvery,
    Duration subscriberLife,
    Duration frameEvery,
    Duration frameDelay,
    Duration silentAfter,
    Duration firstFrameWithin) {

  public LiveSettings {
    if (partitions < 1 || shards < 1) {
      throw new IllegalArgumentException(
          "partitions and footfall.website.live.shards must be positive, were "
              + partitions
              + " and "
              + shards);
    }
    positive("watch-every", watchEvery);
    positive("subscriber-life", subscriberLife);
    positive("frame-every", frameEvery);
    positive("frame-delay", frameDelay);
    positive("silent-after", silentAfter);
    positive("first-frame-within", firstFrameWithin);
  }

  /** Reads block {@code footfall.website.live}. */
  public static LiveSettings from(Config live, int partitions) {
    return new LiveSettings(
        partitions,
        live.getInt("shards"),
        live.getDuration("watch-every"),
        live.getDuration("subscriber-life"),
        live.getDuration("frame-every"),
        live.getDuration("frame-delay"),
        live.getDuration("silent-after"),
        live.getDuration("first-frame-within"));
  }

  private static void positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "footfall.website.live." + name + " must be positive, was " + value);
    }
  }
}
