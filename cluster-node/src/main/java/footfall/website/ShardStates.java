package footfall.website;

import footfall.session.SessionShard;
import java.util.Arrays;

/** Whether the session shards keep up, as far as a live website has heard. For one actor. */
final class ShardStates {
  private final long silentAfterMs;
  private final long[] heardAt;
  private final boolean[] catchingUp;
  private final long[] since;

  /** All count as heard at {@code now}. */
  ShardStates(int partitions, long silentAfterMs, long now) {
    this.silentAfterMs = silentAfterMs;
    this.heardAt = new long[partitions];
    this.catchingUp = new boolean[partitions];
    this.since = new long[partitions];
    Arrays.fill(heardAt, now);
  }

  /** Returns whether the shard has moved since it was heard before. */
  boolean heard(SessionShard.State state, long now) {
    int partition = state.partition();
    if (partition >= heardAt.length) {
      return false;
    }
    boolean hasMoved = since[partition] != 0 && since[partition] != state.since();
    heardAt[partition] = now;
    catchingUp[partition] = state.catchingUp();
    since[partition] = state.since();
    return hasMoved;
  }

  /** A shard reads a backlog, or is silent: it recovers or moves. */
  boolean anyBehind(long now) {
    for (int partition = 0; partition < heardAt.length; partition++) {
      if (catchingUp[partition] || now - heardAt[partition] > silentAfterMs) {
        return true;
      }
    }
    return false;
  }
}
