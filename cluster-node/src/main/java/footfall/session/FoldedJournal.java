package footfall.session;

import akka.actor.Props;
import akka.japi.Creator;
import akka.japi.pf.ReceiveBuilder;
import akka.persistence.AbstractPersistentActor;
import akka.persistence.Recovery;
import akka.persistence.RecoveryCompleted;
import akka.persistence.SnapshotSelectionCriteria;

/**
 * The journal of a shard in one generation, folded while it is recovered. A classic persistent
 * actor, because it must delete events once an image has replaced them, which an
 * EventSourcedBehavior does only together with snapshots (ADR 2).
 */
abstract class FoldedJournal extends AbstractPersistentActor {
  private final String id;

  /** Until it is recovered: then it holds all that the journal held, and is handed over. */
  private JournalFold fold = new JournalFold();

  FoldedJournal(String id) {
    this.id = id;
  }

  static <J extends FoldedJournal> Props props(Class<J> type, Creator<J> creator) {
    return Props.create(type, creator).withDispatcher("footfall.journal-dispatcher");
  }

  /** All that the journal holds has been read. */
  abstract void recovered(JournalFold all);

  @Override
  public String persistenceId() {
    return id;
  }

  @Override
  public String journalPluginId() {
    return "footfall.journal.session-shard.journal";
  }

  @Override
  public String snapshotPluginId() {
    return "akka.persistence.no-snapshot-store";
  }

  @Override
  public Recovery recovery() {
    return Recovery.create(SnapshotSelectionCriteria.none());
  }

  @Override
  public Receive createReceiveRecover() {
    return ReceiveBuilder.create()
        .match(ShardEvent.class, event -> fold.take(lastSequenceNr(), event))
        .match(RecoveryCompleted.class, done -> handOver())
        .build();
  }

  private void handOver() {
    JournalFold all = fold;
    fold = null;
    all.finish();
    recovered(all);
  }
}
