package footfall.session;

import akka.actor.Props;
import akka.actor.typed.ActorRef;
import akka.japi.pf.ReceiveBuilder;
import akka.persistence.Recovery;

/**
 * Opens a shard's journal for an incarnation, its child: writes {@link ShardEvent.Opened} without
 * reading what is there, then stops.
 *
 * <p>It comes before the journal is read. So what an old owner still writes is void from here on,
 * and the last number that counts is not the last one of the journal: of two rows of the very last
 * number akka-persistence-cassandra reads one.
 */
final class JournalOpening extends FoldedJournal {
  private final long epoch;
  private final ActorRef<SessionShard.Command> shard;
  private final Runnable beforeWrite;

  private JournalOpening(
      String id, long epoch, ActorRef<SessionShard.Command> shard, Runnable beforeWrite) {
    super(id);
    this.epoch = epoch;
    this.shard = shard;
    this.beforeWrite = beforeWrite;
  }

  /**
   * @param epoch taken for this incarnation, higher than any before
   * @param shard is told {@link SessionShard.JournalOpened}
   * @param beforeWrite called right before it writes
   */
  static Props props(
      String persistenceId,
      long epoch,
      ActorRef<SessionShard.Command> shard,
      Runnable beforeWrite) {
    return props(
        JournalOpening.class, () -> new JournalOpening(persistenceId, epoch, shard, beforeWrite));
  }

  /** Only the highest number is read. */
  @Override
  public Recovery recovery() {
    return Recovery.none();
  }

  @Override
  void recovered(JournalFold nothing) {
    beforeWrite.run();
    persist(
        new ShardEvent.Opened(epoch),
        opened -> {
          shard.tell(new SessionShard.JournalOpened(epoch));
          getContext().stop(getSelf());
        });
  }

  @Override
  public Receive createReceive() {
    return ReceiveBuilder.create().build();
  }
}
