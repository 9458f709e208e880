package footfall.session;

import akka.actor.Props;
import akka.japi.Creator;
import akka.japi.pf.ReceiveBuilder;
import akka.persistence.AbstractPersistentActor;
import akka.persistence.Recovery;
import akka.persistence.RecoveryCompleted;
import akka.persistence.SnapshotSelectionCriteria;
import java.io.NotSerializableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * The journal of a shard in one generation, folded while it is recovered. A classic persistent
 * actor, because it must delete events once an image has replaced them, which an
 * EventSourcedBehavior does only together with snapshots (ADR 2).
 */
abstract class FoldedJournal extends AbstractPersistentActor {
  private static final Logger LOG = LoggerFactory.getLogger(FoldedJournal.class);

  private final String id;

  /** Until it is recovered: then it holds all that the journal held, and is handed over. */
  private JournalFold fold = new JournalFold();

  FoldedJournal(String id) {
    this.id = id;
  }

  static <J extends FoldedJournal> Props props(Class<J> type, Creator<J> creator) {
    return Props.create(type, creator).withDispatcher("footfall.journal-dispatcher");
  }

  /** All that the journal holds has been read; an exception stops the actor. */
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

  /** What a newer version has written is not guessed at. */
  @Override
  public void onRecoveryFailure(Throwable cause, Option<Object> event) {
    if (cause instanceof NotSerializableException) {
      LOG.error(
          "{} holds what this version cannot read; if a newer one has written it, run that: {}",
          id,
          cause.getMessage());
    }
    super.onRecoveryFailure(cause, event);
  }

  /** An exception here would begin it again at once, and again: it stops instead. */
  private void handOver() {
    JournalFold all = fold;
    fold = null;
    try {
      all.finish();
      recovered(all);
    } catch (RuntimeException e) {
      LOG.error("{} cannot be recovered: {}", id, e.getMessage());
      getContext().stop(getSelf());
    }
  }
}
