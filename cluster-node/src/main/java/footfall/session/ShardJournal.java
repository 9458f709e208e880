package footfall.session;

import akka.actor.Props;
import akka.actor.Status;
import akka.actor.typed.ActorRef;
import akka.japi.pf.ReceiveBuilder;
import akka.pattern.Patterns;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of one incarnation of a session shard, its child, once it is open ({@link
 * JournalOpening}). It writes one event at a time: each is one Cassandra mutation of bounded size.
 *
 * <p>A checkpoint counts once no later incarnation was found behind its end: any that comes then
 * recovers from it (docs/single-writer.md). It stops itself when it is no longer the latest, and
 * when a write fails; whether that write landed is found out by the next recovery.
 */
final class ShardJournal extends FoldedJournal {
  private static final Logger LOG = LoggerFactory.getLogger(ShardJournal.class);

  /**
   * Writes a checkpoint and answers {@link SessionShard.CheckpointStored}, or {@link
   * SessionShard.Overtaken} where it does not count.
   */
  record Append(List<ShardEvent> events) {}

  /** The end of a checkpoint is in the journal. */
  private record Asked(boolean isLatest) {}

  private final int partition;
  private final long epoch;
  private final ActorRef<SessionShard.Command> shard;
  private final ShardContext.Fence fence;
  private final ShardMetrics metrics;
  private final Queue<ShardEvent> toWrite = new ArrayDeque<>();
  private long imageBegunAt;
  private long writeBegun;

  private ShardJournal(
      String id,
      int partition,
      long epoch,
      ActorRef<SessionShard.Command> shard,
      ShardContext.Fence fence,
      ShardMetrics metrics) {
    super(id);
    this.partition = partition;
    this.epoch = epoch;
    this.shard = shard;
    this.fence = fence;
    this.metrics = metrics;
  }

  /**
   * @param epoch that the journal is open for
   * @param shard is told {@link SessionShard.Recovered} at first
   */
  static Props props(
      String persistenceId,
      int partition,
      long epoch,
      ActorRef<SessionShard.Command> shard,
      ShardContext.Fence fence,
      ShardMetrics metrics) {
    return props(
        ShardJournal.class,
        () -> new ShardJournal(persistenceId, partition, epoch, shard, fence, metrics));
  }

  @Override
  void recovered(JournalFold all) {
    if (all.epoch() != epoch) {
      throw new IllegalStateException(
          "it is open for epoch %d, so epoch %d must stop".formatted(all.epoch(), epoch));
    }
    shard.tell(new SessionShard.Recovered(epoch, all));
  }

  private void write(ShardEvent event, Consumer<ShardEvent> onWritten) {
    writeBegun = System.nanoTime();
    fence.beforeWrite();
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
        .match(Asked.class, this::onAsked)
        .match(Status.Failure.class, failed -> onUnanswered(failed.cause()))
        .build();
  }

  private void onAppend(Append append) {
    toWrite.addAll(append.events());
    writeNext();
  }

  private void writeNext() {
    ShardEvent next = toWrite.poll();
    if (next == null) {
      askWhetherItCounts();
    } else {
      write(next, this::onWritten);
    }
  }

  private void onWritten(ShardEvent event) {
    if (event instanceof ShardEvent.ImageBegun) {
      imageBegunAt = lastSequenceNr();
    }
    writeNext();
  }

  /** An incarnation that comes after the answer recovers from what is written by now. */
  private void askWhetherItCounts() {
    Patterns.pipe(
            fence.isLatest(partition, epoch).thenApply(Asked::new).toCompletableFuture(),
            getContext().dispatcher())
        .to(getSelf());
  }

  private void onAsked(Asked asked) {
    if (!asked.isLatest()) {
      shard.tell(new SessionShard.Overtaken(epoch));
      getContext().stop(getSelf());
      return;
    }
    if (imageBegunAt > 0) {
      trim(imageBegunAt - 1);
      imageBegunAt = 0;
    }
    shard.tell(new SessionShard.CheckpointStored(epoch));
  }

  private void onUnanswered(Throwable cause) {
    LOG.warn("{}: it is not known whether a checkpoint counts", persistenceId(), cause);
    getContext().stop(getSelf());
  }

  private void trim(long toSequenceNumber) {
    String id = persistenceId();
    var unused =
        fence
            .trim(id, toSequenceNumber)
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    LOG.warn("{} was not trimmed, the next image tries again", id, failure);
                  }
                });
  }
}
