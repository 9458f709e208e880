package footfall.website;

import footfall.session.SessionShard;
import java.util.Arrays;

/** What a live website has heard of each session shard. For one actor. */
final class HeardShards {
  private static final long NOTHING = -1;

  private final long[] epochs;
  private final long[] next;
  private final long[] lastHits;

  /** What to make of a message. */
  enum Verdict {
    /** It follows the one before. */
    FOLLOWS,
    /** What it says holds, but one before it was lost: all is to be told again. */
    GAP,
    /** It is the first of one that has taken a shard over: that may still be reading. */
    TAKEN_OVER,
    /** It comes from a shard that has been replaced. */
    STALE
  }

  HeardShards(int partitions) {
    epochs = new long[partitions];
    next = new long[partitions];
    lastHits = new long[partitions];
    Arrays.fill(epochs, NOTHING);
    Arrays.fill(next, NOTHING);
  }

  Verdict hear(SessionShard.Activity activity) {
    int partition = activity.partition();
    if (partition >= epochs.length || activity.epoch() < epochs[partition]) {
      return Verdict.STALE;
    }
    boolean begins = activity.number() == 0;
    boolean takenOver = epochs[partition] != NOTHING && activity.epoch() > epochs[partition];
    boolean follows = activity.epoch() == epochs[partition] && activity.number() == next[partition];
    epochs[partition] = activity.epoch();
    lastHits[partition] = activity.lastHit();
    if (begins || follows) {
      next[partition] = activity.number() + 1;
      return takenOver ? Verdict.TAKEN_OVER : Verdict.FOLLOWS;
    }
    next[partition] = NOTHING;
    return Verdict.GAP;
  }

  /** Whether each shard has told everything, and nothing of it was lost since. */
  boolean isComplete() {
    return Arrays.stream(next).noneMatch(number -> number == NOTHING);
  }

  /** Partition time of the website's last hit in any partition, epoch ms; 0 for none. */
  long lastHit() {
    return Arrays.stream(lastHits).max().orElse(0);
  }
}
