package footfall.website;

import akka.actor.typed.ActorRef;
import footfall.session.SessionShard;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one website-minute knows beside its journal: the open parts it was last told, the highest
 * epoch of each partition, and who watches. All of it may be lost; shards and watchers tell it
 * again. For one actor.
 */
final class MinuteView {
  static final Duration ASKS_SHARDS_AGAIN_AFTER = Duration.ofSeconds(30);

  private final MinuteKey key;
  private final MinuteSettings settings;
  private final SessionShards shards;
  private final Map<Integer, byte[]> open = new HashMap<>();
  private final Map<Integer, Long> epochs = new HashMap<>();
  private final Map<ActorRef<WebsiteMinute.Shown>, Long> watchedUntil = new HashMap<>();
  private long askShardsAt = Long.MIN_VALUE;
  private boolean changed;
  private WebsiteMinute.Shown shown;

  MinuteView(MinuteKey key, MinuteSettings settings, SessionShards shards) {
    this.key = key;
    this.settings = settings;
    this.shards = shards;
  }

  /**
   * False for a shard that has been replaced: its epoch is lower than one seen for that partition.
   */
  boolean admits(int partition, long epoch) {
    return epochs.merge(partition, epoch, Math::max) == epoch;
  }

  /** After recovery: the epochs that are durable. */
  void recovered(WebsiteMinute.Finals finals) {
    finals.byPartition().forEach((partition, part) -> admits(partition, part.epoch()));
  }

  void takeOpen(int partition, byte[] tally) {
    open.put(partition, tally);
    changed = true;
    shown = null;
  }

  void finished(Map<Integer, WebsiteMinute.FinalPart> finals) {
    open.keySet().removeAll(finals.keySet());
    changed = true;
    shown = null;
  }

  /** Shows the minute to a watcher at once; asks the shards for what only they know. */
  void watch(ActorRef<WebsiteMinute.Shown> watcher, WebsiteMinute.Finals finals, long now) {
    watchedUntil.put(watcher, now + settings.watchLife().toMillis());
    watcher.tell(shown(finals));
    if (now >= askShardsAt) {
      askShardsAt = now + ASKS_SHARDS_AGAIN_AFTER.toMillis();
      askShards(finals);
    }
  }

  private void askShards(WebsiteMinute.Finals finals) {
    for (int partition = 0; partition < settings.partitions(); partition++) {
      if (!finals.byPartition().containsKey(partition)) {
        shards.tell(partition, new SessionShard.ResendParts(key));
      }
    }
  }

  boolean isWatched(long now) {
    watchedUntil.values().removeIf(until -> until < now);
    return !watchedUntil.isEmpty();
  }

  /** Tells all watchers what the minute shows, where it has changed since the last time. */
  void showChange(WebsiteMinute.Finals finals, long now) {
    if (changed && isWatched(now)) {
      watchedUntil.keySet().forEach(watcher -> watcher.tell(shown(finals)));
    }
    changed = false;
  }

  /** Added up once for all watchers and all renewed watches until something changes. */
  private WebsiteMinute.Shown shown(WebsiteMinute.Finals finals) {
    if (shown == null) {
      shown = new WebsiteMinute.Shown(key, sum(finals).encode());
    }
    return shown;
  }

  private MinuteTally sum(WebsiteMinute.Finals finals) {
    MinuteTally sum = new MinuteTally();
    finals.byPartition().values().forEach(part -> sum.merge(MinuteTally.decode(part.tally())));
    Set<Integer> stillOpen = new HashSet<>(open.keySet());
    stillOpen.removeAll(finals.byPartition().keySet());
    stillOpen.forEach(partition -> sum.merge(MinuteTally.decode(open.get(partition))));
    return sum;
  }
}
