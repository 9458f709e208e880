package footfall.session;

import akka.actor.Props;
import akka.actor.Status;
import akka.actor.typed.ActorRef;
import akka.japi.pf.ReceiveBuilder;
import akka.pattern.Patterns;
import akka.persistence.DeleteMessagesFailure;
import akka.persistence.DeleteMessagesSuccess;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of one incarnation of a session shard, its child. It writes one event at a time: each
 * is one Cassandra mutation of bounded size.
 *
 * <p>It stops itself when a write fails; whether that write landed is found out by the next
 * recovery.
 */
final class ShardJournal extends FoldedJournal {
  private static final Logger LOG = LoggerFactory.getLogger(ShardJournal.class);

  /** Writes a checkpoint and answers {@link SessionShard.CheckpointStored}. */
  record Append(List<ShardEvent> events) {}

  /** What an image has replaced may go, unless another incarnation has begun meanwhile. */
  private record Trim(long toSequenceNumber, boolean isLatest) {}

  private final long epoch;
  private final ActorRef<SessionShard.Command> shard;
  private final Supplier<CompletionStage<Boolean>> isLatest;
  private final ShardMetrics metrics;
  private final Queue<ShardEvent> toWrite = new ArrayDeque<>();
  private long imageBegunAt;
  private long writeBegun;

  private ShardJournal(
      String id,
      long epoch,
      ActorRef<SessionShard.Command> shard,
      Supplier<CompletionStage<Boolean>> isLatest,
      ShardMetrics metrics) {
    super(id);
    this.epoch = epoch;
    this.shard = shard;
    this.isLatest = isLatest;
    this.metrics = metrics;
  }

  /**
   * @param epoch taken for this incarnation, higher than any before
   * @param shard is told {@link SessionShard.Recovered} at first
   * @param isLatest asks whether no higher epoch has been taken
   */
  static Props props(
      String persistenceId,
      long epoch,
      ActorRef<SessionShard.Command> shard,
      Supplier<CompletionStage<Boolean>> isLatest,
      ShardMetrics metrics) {
    return props(
        ShardJournal.class, () -> new ShardJournal(persistenceId, epoch, shard, isLatest, metrics));
  }

  @Override
  void recovered(JournalFold all) {
    if (all.epoch() >= epoch) {
      throw new IllegalStateException(
          persistenceId()
              + " was opened by epoch "
              + all.epoch()
              + ", so epoch "
              + epoch
              + " must stop");
    }
    write(
        new ShardEvent.Opened(epoch), stored -> shard.tell(new SessionShard.Recovered(epoch, all)));
  }

  private void write(ShardEvent event, Consumer<ShardEvent> onWritten) {
    writeBegun = System.nanoTime();
    persist(
        event,
        written -> {
          metrics.journalWrites.addSince(writeBegun);
          onWritten.accept(written);
        });
  }

  @Override
  public void onPersistFailure(Throwable cause, Object event, long sequenceNumber) {
    metrics.journalFailures.increment();
    super.onPersistFailure(cause, event, sequenceNumber);
  }

  /** Not even serialized: the next incarnation starts from what is there. */
  @Override
  public void onPersistRejected(Throwable cause, Object event, long sequenceNumber) {
    metrics.journalFailures.increment();
    super.onPersistRejected(cause, event, sequenceNumber);
    getContext().stop(getSelf());
  }

  @Override
  public Receive createReceive() {
    return ReceiveBuilder.create()
        .match(Append.class, this::onAppend)
        .match(Trim.class, this::onTrim)
        .match(Status.Failure.class, failed -> onUntrimmed(failed.cause()))
        .match(DeleteMessagesSuccess.class, done -> LOG.debug("{} is trimmed", persistenceId()))
        .match(DeleteMessagesFailure.class, failed -> onUntrimmed(failed.cause()))
        .build();
  }

  private void onAppend(Append append) {
    toWrite.addAll(append.events());
    writeNext();
  }

  private void writeNext() {
    ShardEvent next = toWrite.poll();
    if (next == null) {
      shard.tell(new SessionShard.CheckpointStored(epoch));
      return;
    }
    write(next, this::onWritten);
  }

  private void onWritten(ShardEvent event) {
    if (event instanceof ShardEvent.ImageBegun) {
      imageBegunAt = lastSequenceNr();
    } else if (event instanceof ShardEvent.CheckpointEnd && imageBegunAt > 0) {
      askToTrim(imageBegunAt - 1);
      imageBegunAt = 0;
    }
    writeNext();
  }

  /**
   * The numbers that the image of a writer that is no longer the owner has replaced may be those
   * its successor has written meanwhile. A successor that comes after the answer has recovered from
   * this very image, so it writes behind it.
   */
  private void askToTrim(long toSequenceNumber) {
    Patterns.pipe(
            isLatest
                .get()
                .thenApply(latest -> new Trim(toSequenceNumber, latest))
                .toCompletableFuture(),
            getContext().dispatcher())
        .to(getSelf());
  }

  private void onTrim(Trim trim) {
    if (trim.isLatest()) {
      deleteMessages(trim.toSequenceNumber());
    } else {
      LOG.warn("{} is owned by a later epoch than {}: nothing is trimmed", persistenceId(), epoch);
    }
  }

  private void onUntrimmed(Throwable cause) {
    LOG.warn("{} was not trimmed, the next image tries again", persistenceId(), cause);
  }
}
