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
  private static final long LEAST_CHECKPOINT_BYTES = 4L << 20;
  private static final long MOST_CHECKPOINT_BYTES = 16L << 20;

  /**
   * A shard's share where one node runs them all: larger checkpoints are cheaper behind a backlog
   * (ADR 12), but each waits in memory until it may be written.
   *
   * @param ofNode bytes that all shards together may take
   * @return 4 to 16 MiB
   */
  public static long bytesOfACheckpoint(long ofNode, int partitions) {
    return Math.max(LEAST_CHECKPOINT_BYTES, Math.min(MOST_CHECKPOINT_BYTES, ofNode / partitions));
  }

  public ShardSettings {
    requirePositive("checkpoint-interval", checkpointInterval);
    requirePositive("tick-after", tickAfter);
    requirePositive("feed-interval", feedInterval);
    requirePositive("active-for", activeFor);
    requirePositive("resend-after", resendAfter);
  }

  /**
   * How long a shard that another incarnation has overtaken waits before it starts again: the other
   * one's next checkpoint is stored by then.
   */
  Duration overtakenWait() {
    return checkpointInterval.multipliedBy(2);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "footfall.shard." + name + " must be positive, was " + value);
    }
  }
}
