package footfall.node;

import footfall.session.ShardMetrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntToDoubleFunction;

/**
 * What is known of how far this node's shards are behind: where each partition ended when Kafka
 * last said so. Times are epoch ms. Thread-safe.
 *
 * <p>Example: at 10:00:00 a partition ended at offset 70, and its shard had taken in all of it. At
 * 10:00:02 it ends at 75, the shard is at 72. Then 3 records wait, the oldest for 2 s at most. If
 * Kafka goes away now and the shard stays where it is, the 2 s grow; once it has come to 75 nobody
 * knows what it has still to read.
 */
final class LagByPartition {
  /** What Kafka has not confirmed for so long is not known any more. */
  static final long KNOWN_FOR_MS = 10_000;

  private static final double MS_PER_SECOND = 1e3;

  private final ShardMetrics shards;
  private final AtomicLongArray ends;
  private final AtomicLongArray measuredAt;
  private final AtomicLongArray caughtUpAt;
  private final AtomicLongArray caughtUpTo;

  LagByPartition(ShardMetrics shards) {
    this.shards = shards;
    int partitions = shards.nextOffsets.length();
    ends = new AtomicLongArray(partitions);
    measuredAt = new AtomicLongArray(partitions);
    caughtUpAt = new AtomicLongArray(partitions);
    caughtUpTo = new AtomicLongArray(partitions);
  }

  /** Kafka was asked at {@code askedAt} and said that a partition ends before {@code end}. */
  void measured(int partition, long end, long askedAt) {
    if (shards.nextOffsets.get(partition) >= end) {
      caughtUpTo.set(partition, end);
      caughtUpAt.set(partition, askedAt);
    }
    ends.set(partition, end);
    measuredAt.set(partition, askedAt);
  }

  /** Records not taken in by partition, for all whose shard reads here; NaN where not known. */
  Map<String, Double> records(long now) {
    return byPartition(partition -> isKnown(partition, now) ? waiting(partition) : Double.NaN);
  }

  /**
   * For how many seconds the oldest of them has waited, at most: by the append time of the last
   * record taken in, or since all was taken in. 0 where none waits, NaN where it is not known.
   */
  Map<String, Double> seconds(long now) {
    return byPartition(
        partition -> {
          if (waiting(partition) > 0) {
            long since = waitingSince(partition);
            return since <= 0 ? Double.NaN : Math.max(0, now - since) / MS_PER_SECOND;
          }
          return isKnown(partition, now) ? 0 : Double.NaN;
        });
  }

  private boolean isKnown(int partition, long now) {
    return now - measuredAt.get(partition) < KNOWN_FOR_MS;
  }

  private long waiting(int partition) {
    return Math.max(0, ends.get(partition) - shards.nextOffsets.get(partition));
  }

  /** A shard that has gone back to its checkpoint has to read again what it had caught up with. */
  private long waitingSince(int partition) {
    long taken = shards.takenAt.get(partition);
    boolean isBeyond = shards.nextOffsets.get(partition) >= caughtUpTo.get(partition);
    return isBeyond ? Math.max(taken, caughtUpAt.get(partition)) : taken;
  }

  private Map<String, Double> byPartition(IntToDoubleFunction value) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int partition = 0; partition < shards.nextOffsets.length(); partition++) {
      if (shards.nextOffsets.get(partition) >= 0) {
        values.put(Integer.toString(partition), value.applyAsDouble(partition));
      }
    }
    return values;
  }
}
