package footfall.website;

import java.util.Arrays;

/** Whether the session shards keep up, as far as a live website has heard. For one actor. */
final class ShardStates {
  private final long silentAfterMs;
  private final long[] heardAt;
  private final boolean[] catchingUp;

  /** All count as heard at {@code now}. */
  ShardStates(int partitions, long silentAfterMs, long now) {
    this.silentAfterMs = silentAfterMs;
    this.heardAt = new long[partitions];
    this.catchingUp = new boolean[partitions];
    Arrays.fill(heardAt, now);
  }

  void heard(int partition, boolean isCatchingUp, long now) {
    if (partition < heardAt.length) {
      heardAt[partition] = now;
      catchingUp[partition] = isCatchingUp;
    }
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
