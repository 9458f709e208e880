package footfall.session;

import akka.actor.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import footfall.ingest.kafka.PartitionStart;
import footfall.session.SessionShard.Command;
import java.util.Optional;

/**
 * How a shard begins whose journal is empty because a rebuild has raised the generation: it asks
 * Kafka where the partition begins, looks for the last counting before that had come to an end of
 * its own, and takes over what {@link Seam} says. For one try to recover; confined to the shard's
 * thread.
 */
final class RebuildBegin {
  private final ActorContext<Command> context;
  private final ShardContext shards;
  private final int partition;
  private final long epoch;
  private PartitionStart start;

  /** The journal that is being read; watched by the shard. */
  private ActorRef journal;

  RebuildBegin(ActorContext<Command> context, ShardContext shards, int partition, long epoch) {
    this.context = context;
    this.shards = shards;
    this.partition = partition;
    this.epoch = epoch;
  }

  /** The shard is told {@link SessionShard.StartFound}. */
  void ask() {
    context.pipeToSelf(
        shards.reader().start(partition),
        (found, failure) -> new SessionShard.StartFound(epoch, found, failure));
  }

  /**
   * Returns the state to begin with; empty where the shard is told {@link SessionShard.EarlierRead}
   * first.
   */
  Optional<OpenSessions> onStart(PartitionStart found) {
    start = found;
    return readEarlier(shards.generation() - 1);
  }

  private Optional<OpenSessions> readEarlier(long generation) {
    if (generation == 0) {
      OpenSessions open = shards.newSessions().get();
      open.passOver(start.offset() - 1);
      return Optional.of(open);
    }
    journal =
        Adapter.actorOf(
            context,
            EarlierJournal.reader(partition, generation, epoch, context.getSelf()),
            "earlier-journal-" + epoch + "-" + generation);
    Adapter.watch(context, journal);
    return Optional.empty();
  }

  /** Returns the state to begin with; empty while another journal is read. */
  Optional<OpenSessions> onEarlierRead(SessionShard.EarlierRead read) {
    stop();
    if (!read.fold().hasCheckpoint()) {
      return readEarlier(read.generation() - 1);
    }
    OpenSessions before = shards.newSessions().get();
    read.fold().restoreInto(before, shards.rules());
    if (!before.seam().isNone()) {
      return readEarlier(read.generation() - 1);
    }
    long counted = before.offset();
    OpenSessions open = Seam.begin(shards.newSessions().get(), before, start, shards.rules());
    context
        .getLog()
        .info(
            "shard {} begins generation {} at offset {}; generation {} had come to offset {}",
            partition,
            shards.generation(),
            start.offset(),
            read.generation(),
            counted);
    return Optional.of(open);
  }

  void stop() {
    if (journal != null) {
      Adapter.unwatch(context, journal);
      Adapter.stop(context, journal);
      journal = null;
    }
  }
}
