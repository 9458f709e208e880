package footfall.session;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import akka.Done;
import akka.actor.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import footfall.ingest.kafka.PartitionReader;
import footfall.session.SessionShard.Command;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a node that joins others does before any shard moves to it: reads the journal of one, and
 * the records that follow, as if it had been moved. By then its connections are open and its code
 * is compiled, so that no moving shard waits for them. Writes nothing; how it ends does not matter.
 */
final class Rehearsal extends AbstractBehavior<Command> {
  /** So long may a node that joins be kept from taking shards. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  private static final long NO_EPOCH = 0;

  private final ShardContext shards;
  private final int partition;
  private final CompletableFuture<Done> end;
  private final long begun = System.nanoTime();
  private PartitionReader.Reading reading;

  /** Of the first record read, -1 for none. */
  private long from = -1;

  /** Completes once it is over, at the latest after {@link #LIMIT}; never fails. */
  static CompletionStage<Done> of(ActorSystem<?> system, ShardContext shards, int partition) {
    CompletableFuture<Done> end = new CompletableFuture<>();
    system.systemActorOf(
        Behaviors.<Command>withTimers(
            timers -> {
              timers.startSingleTimer(SessionShard.Retry.INSTANCE, LIMIT);
              return Behaviors.setup(context -> new Rehearsal(context, shards, partition, end));
            }),
        "rehearsal",
        Props.empty());
    return end.completeOnTimeout(Done.getInstance(), LIMIT.toMillis(), MILLISECONDS);
  }

  private Rehearsal(
      ActorContext<Command> context,
      ShardContext shards,
      int partition,
      CompletableFuture<Done> end) {
    super(context);
    this.shards = shards;
    this.partition = partition;
    this.end = end;
    ActorRef journal =
        Adapter.actorOf(
            context,
            EarlierJournal.reader(partition, shards.generation(), NO_EPOCH, context.getSelf()),
            "journal");
    Adapter.watch(context, journal);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(SessionShard.EarlierRead.class, this::onJournalRead)
        .onMessage(SessionShard.StreamOpened.class, this::onOpened)
        .onMessage(SessionShard.Batch.class, this::onBatch)
        .onAnyMessage(message -> over())
        .onSignal(Terminated.class, stopped -> over())
        .build();
  }

  private Behavior<Command> onJournalRead(SessionShard.EarlierRead read) {
    if (!read.fold().hasCheckpoint()) {
      return over();
    }
    OpenSessions open = shards.newSessions().get();
    read.fold().restoreInto(open, shards.rules());
    reading =
        shards
            .reader()
            .read(
                partition, open.offset(), getContext().getSelf(), new ShardStream.Named(NO_EPOCH));
    return this;
  }

  private Behavior<Command> onOpened(SessionShard.StreamOpened opened) {
    opened.stream().tell(PartitionReader.More.MORE);
    return this;
  }

  private Behavior<Command> onBatch(SessionShard.Batch batch) {
    from = batch.records().get(0).offset();
    reading.stop();
    return this;
  }

  private Behavior<Command> over() {
    if (reading != null) {
      reading.stop();
    }
    getContext()
        .getLog()
        .info(
            "Rehearsed with shard {} from offset {}, {} ms",
            partition,
            from,
            (System.nanoTime() - begun) / 1_000_000);
    end.complete(Done.getInstance());
    return Behaviors.stopped();
  }
}
