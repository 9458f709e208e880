package footfall.website;

import footfall.session.SessionShard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How much a live website knows of what it is to show: which shards it has heard, and which minutes
 * it has asked what is stored of them; so whether it catches up. For one actor; times are epoch ms.
 */
final class LiveSoFar {
  /** Twice the time within which a shard says itself that it is behind. */
  static final Duration BEHIND_FOR = Duration.ofSeconds(2);

  /** A hit's time may be a minute ahead of its partition's, and that of ours: two minutes. */
  private static final long CLOCKS_AGREE_WITHIN_MS = 2 * MinuteKey.LENGTH_MS;

  private final long silentAfterMs;
  private final HeardShards heard;
  private final AskedMinutes asked = new AskedMinutes();
  private boolean shardsBehind;
  private long behindUntil;
  private long completeAt;

  /** Until then what it shows may be anything between nothing and all. */
  private boolean wasComplete;

  LiveSoFar(LiveSettings settings, long now) {
    this.silentAfterMs = settings.silentAfter().toMillis();
    this.heard = new HeardShards(settings.partitions());
    this.completeAt = now;
  }

  /**
   * Takes note of a message. Behind one that was lost, and at the first of a shard's new owner, it
   * is behind for {@link #BEHIND_FOR}.
   */
  HeardShards.Verdict hear(SessionShard.Activity activity, long now) {
    HeardShards.Verdict verdict = heard.hear(activity);
    if (verdict == HeardShards.Verdict.GAP) {
      asked.missed();
    }
    if (verdict == HeardShards.Verdict.GAP || verdict == HeardShards.Verdict.TAKEN_OVER) {
      behindUntil = now + BEHIND_FOR.toMillis();
    }
    return verdict;
  }

  /** What {@link ShardWatch} says of all shards. */
  void shardsAreBehind(boolean behind) {
    shardsBehind = behind;
  }

  /** Whether minutes are to be asked now, for the first time or again. */
  boolean isToAsk() {
    return !asked.isForGood() && heard.isComplete();
  }

  /**
   * Returns the minutes to be asked, the youngest first. Once all shards have told what is not
   * stored, whatever a shard stored before is in the answer, and whatever it stores later it has
   * told. Minutes that begin after the last hit hold nothing.
   */
  List<Long> ask(long now) {
    boolean all = heard.isComplete();
    long last = all ? heard.lastHit() + CLOCKS_AGREE_WITHIN_MS : Long.MAX_VALUE;
    List<Long> minutes = new ArrayList<>(LiveWindow.minutesAt(now));
    minutes.removeIf(minute -> minute > last);
    Collections.reverse(minutes);
    asked.ask(minutes, all);
    return minutes;
  }

  boolean hasAsked() {
    return asked.hasBegun();
  }

  /** Returns whether it was the last of those that were asked. */
  boolean answered(long minute) {
    return asked.answered(minute);
  }

  /** Returns whether one that is shown no more had not answered. */
  boolean forgetBefore(long oldest) {
    return asked.forgetBefore(oldest);
  }

  /** What has been asked has been answered, be it too early. */
  boolean isAnswered() {
    return asked.isAnswered();
  }

  /** All is known. */
  boolean isComplete() {
    return asked.isComplete();
  }

  boolean isBehind(long now) {
    if (asked.isComplete()) {
      completeAt = now;
      wasComplete = true;
    }
    return shardsBehind || now < behindUntil || !wasComplete || now - completeAt > silentAfterMs;
  }
}
