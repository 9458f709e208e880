package footfall.session;

import akka.actor.Props;
import akka.actor.typed.ActorRef;
import akka.japi.pf.ReceiveBuilder;
import akka.persistence.DeleteMessagesFailure;
import akka.persistence.DeleteMessagesSuccess;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of a shard in an earlier generation, a child of the shard: it is read, or dropped,
 * and never written.
 */
final class EarlierJournal extends FoldedJournal {
  private static final Logger LOG = LoggerFactory.getLogger(EarlierJournal.class);

  private final BiConsumer<EarlierJournal, JournalFold> whenRead;

  private EarlierJournal(String id, BiConsumer<EarlierJournal, JournalFold> whenRead) {
    super(id);
    this.whenRead = whenRead;
  }

  /** Tells the shard {@link SessionShard.EarlierRead}. */
  static Props reader(
      int partition, long generation, long epoch, ActorRef<SessionShard.Command> shard) {
    return props(
        partition,
        generation,
        (journal, fold) -> shard.tell(new SessionShard.EarlierRead(epoch, generation, fold)));
  }

  /** Deletes all it holds, then stops; what it fails to delete the next one deletes. */
  static Props dropper(int partition, long generation) {
    return props(partition, generation, (journal, fold) -> journal.drop(fold));
  }

  private static Props props(
      int partition, long generation, BiConsumer<EarlierJournal, JournalFold> whenRead) {
    return props(
        EarlierJournal.class,
        () -> new EarlierJournal(SessionShard.persistenceId(generation, partition), whenRead));
  }

  @Override
  void recovered(JournalFold all) {
    whenRead.accept(this, all);
  }

  private void drop(JournalFold all) {
    if (all.epoch() == 0) {
      getContext().stop(getSelf()); // it is empty
    } else {
      deleteMessages(lastSequenceNr());
    }
  }

  @Override
  public Receive createReceive() {
    return ReceiveBuilder.create()
        .match(DeleteMessagesSuccess.class, done -> getContext().stop(getSelf()))
        .match(DeleteMessagesFailure.class, failed -> onUndeleted(failed.cause()))
        .build();
  }

  private void onUndeleted(Throwable cause) {
    LOG.warn("{} was not deleted, the next start of its shard tries again", persistenceId(), cause);
    getContext().stop(getSelf());
  }
}
