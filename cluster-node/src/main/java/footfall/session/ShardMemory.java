package footfall.session;

import akka.actor.ActorRef;

/** What a shard keeps over its own restarts on a node. Confined to its thread. */
final class ShardMemory {
  /** A dashboard shows some of the sessions active now; this bounds the answer of one shard. */
  private static final int MOST_LISTED = 200;

  private final int partition;
  private final long since;
  private final ShardFeed feed;
  private final ActiveVisitors visitors;
  private final FailedRecords failed;
  private ActorRef journal;

  /**
   * That of a shard that begins on its node.
   *
   * @param since now, epoch ms
   */
  ShardMemory(
      int partition, long since, ShardFeed feed, ActiveVisitors visitors, FailedRecords failed) {
    this.partition = partition;
    this.since = since;
    this.feed = feed;
    this.visitors = visitors;
    this.failed = failed;
  }

  int partition() {
    return partition;
  }

  ShardFeed feed() {
    return feed;
  }

  ActiveVisitors visitors() {
    return visitors;
  }

  FailedRecords failed() {
    return failed;
  }

  /** The child that owns the journal of the current incarnation. */
  ActorRef journal() {
    return journal;
  }

  void journal(ActorRef current) {
    journal = current;
  }

  void watch(SessionShard.Watch watch, boolean catchingUp, long now) {
    feed.watch(watch, now);
    watch.replyTo().tell(new SessionShard.State(partition, catchingUp, since));
  }

  void answer(SessionShard.ListSessions list) {
    list.replyTo()
        .tell(new SessionShard.ActiveSessions(visitors.list(list.websiteId(), MOST_LISTED)));
  }

  /** Passes the question on to the session's actor; false where it has none. */
  boolean forward(SessionShard.FindSession find) {
    var actor = visitors.find(find.websiteId(), find.sessionId());
    if (actor == null) {
      return false;
    }
    actor.tell(new SessionActor.Describe(find.replyTo()));
    return true;
  }
}
