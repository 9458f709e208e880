package footfall.session;

import java.time.Duration;

/**
 * How a session shard works; none of it decides what it counts.
 *
 * @param checkpointInterval at most so often a checkpoint is begun
 * @param checkpointBytes earlier, when about so much has changed
 * @param tickAfter a partition without a record for so long gets a tick
 * @param feedInterval how often watched website-minutes and live websites are told
 * @param activeFor how long after its last hit a visitor has an actor and counts as active now
 * @param resendAfter a final part not acknowledged for so long is sent again
 * @param imageAtLeastBytes a full image is written when the changes since the last one exceed twice
 *     its size and this
 * @param rawRows whether raw rows go to ClickHouse (off in benchmarks only)
 */
public record ShardSettings(
    Duration checkpointInterval,
    long checkpointBytes,
    Duration tickAfter,
    Duration feedInterval,
    Duration activeFor,
    Duration resendAfter,
    long imageAtLeastBytes,
    boolean rawRows) {
  public ShardSettings {
    requirePositive("checkpoint-interval", checkpointInterval);
    requirePositive("tick-after", tickAfter);
    requirePositive("feed-interval", feedInterval);
    requirePositive("active-for", activeFor);
    requirePositive("resend-after", resendAfter);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "footfall.shard." + name + " must be positive, was " + value);
    }
  }
}
