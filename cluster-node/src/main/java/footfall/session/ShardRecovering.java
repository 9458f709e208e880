package footfall.session;

import akka.actor.ActorRef;
import akka.actor.CoordinatedShutdown;
import akka.actor.Props;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import footfall.session.SessionShard.Command;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * A session shard on its way to its last checkpoint: takes an epoch, opens and recovers its
 * journal, and tries again for as long as Cassandra is away. Meanwhile it serves what it knew
 * before. Where a rebuild has begun an empty journal it begins as {@link RebuildBegin} says.
 */
final class ShardRecovering extends AbstractBehavior<Command> {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  /** In a row, with Cassandra answering each time: by then it is not only slow. */
  private static final int MOST_FAILED = 10;

  /**
   * Why a node leaves its cluster and ends: Cassandra answers, but the journal does not. A
   * statement that the plugin could not prepare when it was first needed stays broken in this JVM
   * (RELIABILITY.md 0.3); a new one recovers.
   */
  static final class JournalBroken implements CoordinatedShutdown.Reason {}

  private final ShardContext shards;
  private final ShardMemory memory;
  private final TimerScheduler<Command> timers;
  private final Logger log;
  private final long begun = System.nanoTime();
  private long epoch;
  private SessionShard.Recovered recovered;

  /** Null but where a rebuild has begun an empty journal. */
  private RebuildBegin rebuild;

  private int failures;

  /** The first start of a shard on this node. */
  static Behavior<Command> create(int partition, ShardContext shards) {
    return Behaviors.setup(
        context -> {
          long now = shards.clock().millis();
          shards.metrics().began(partition, now);
          return again(
              shards,
              new ShardMemory(
                  partition,
                  now,
                  new ShardFeed(partition),
                  new ActiveVisitors(context, shards.settings().activeFor()),
                  new FailedRecords()),
              Duration.ZERO);
        });
  }

  /** A restart after a while: {@code memory} outlives it. */
  static Behavior<Command> again(ShardContext shards, ShardMemory memory, Duration after) {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                context -> new ShardRecovering(context, timers, shards, memory).begin(after)));
  }

  private ShardRecovering(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      ShardContext shards,
      ShardMemory memory) {
    super(context);
    this.shards = shards;
    this.memory = memory;
    this.timers = timers;
    this.log = context.getLog();
  }

  private Behavior<Command> begin(Duration after) {
    if (after.isZero()) {
      takeEpoch();
    } else {
      timers.startSingleTimer(SessionShard.Retry.INSTANCE, after);
    }
    return this;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(SessionShard.EpochTaken.class, this::onEpochTaken)
        .onMessage(SessionShard.EpochFailed.class, this::onEpochFailed)
        .onMessage(SessionShard.JournalOpened.class, this::onJournalOpened)
        .onMessage(SessionShard.Recovered.class, this::onRecovered)
        .onMessage(SessionShard.StartFound.class, this::onStartFound)
        .onMessage(SessionShard.EarlierRead.class, this::onEarlierRead)
        .onMessageEquals(SessionShard.Retry.INSTANCE, this::onRetry)
        .onMessage(SessionShard.Watch.class, this::onWatch)
        .onMessage(SessionShard.ListSessions.class, this::onListSessions)
        .onMessage(SessionShard.FindSession.class, this::onFindSession)
        .onMessageEquals(SessionShard.HandOver.INSTANCE, Behaviors::stopped)
        .onAnyMessage(message -> this)
        .onSignal(Terminated.class, this::onTerminated)
        .onSignal(PostStop.class, this::onPostStop)
        .build();
  }

  private void takeEpoch() {
    getContext()
        .pipeToSelf(
            shards.fence().takeEpoch(memory.partition()),
            (taken, failure) ->
                failure == null
                    ? new SessionShard.EpochTaken(taken)
                    : new SessionShard.EpochFailed(failure));
  }

  private Behavior<Command> onEpochTaken(SessionShard.EpochTaken taken) {
    epoch = taken.epoch();
    journal(
        JournalOpening.props(
            SessionShard.persistenceId(shards.generation(), memory.partition()),
            epoch,
            getContext().getSelf(),
            shards.fence()::beforeWrite),
        "opening-" + epoch);
    return this;
  }

  private Behavior<Command> onJournalOpened(SessionShard.JournalOpened opened) {
    if (opened.epoch() == epoch) {
      Adapter.unwatch(getContext(), memory.journal());
      journal(
          ShardJournal.props(
              SessionShard.persistenceId(shards.generation(), memory.partition()),
              memory.partition(),
              epoch,
              getContext().getSelf(),
              shards.fence(),
              shards.metrics()),
          "journal-" + epoch);
    }
    return this;
  }

  private void journal(Props props, String name) {
    memory.journal(Adapter.actorOf(getContext(), props, name));
    Adapter.watch(getContext(), memory.journal());
  }

  private Behavior<Command> onEpochFailed(SessionShard.EpochFailed failed) {
    log.warn(
        "shard {} could not take an epoch, is Cassandra away? Trying again in {} s",
        memory.partition(),
        RETRY_AFTER.toSeconds(),
        failed.cause());
    failures = 0;
    timers.startSingleTimer(SessionShard.Retry.INSTANCE, RETRY_AFTER);
    return this;
  }

  private Behavior<Command> onTerminated(Terminated stopped) {
    failures++;
    if (failures == MOST_FAILED) {
      log.error(
          "Cassandra answers, but shard {} could not recover {} times in a row: this node ends, to"
              + " be started again",
          memory.partition(),
          failures);
      var unused = CoordinatedShutdown.get(getContext().getSystem()).runAll(new JournalBroken());
    }
    return retry();
  }

  private Behavior<Command> onPostStop(PostStop stopped) {
    shards.metrics().left(memory.partition());
    return this;
  }

  private Behavior<Command> retry() {
    log.warn(
        "shard {} could not recover, trying again in {} s",
        memory.partition(),
        RETRY_AFTER.toSeconds());
    recovered = null;
    stop(memory.journal());
    if (rebuild != null) {
      rebuild.stop();
    }
    timers.startSingleTimer(SessionShard.Retry.INSTANCE, RETRY_AFTER);
    return this;
  }

  private Behavior<Command> onRetry() {
    takeEpoch();
    return this;
  }

  private void stop(ActorRef journal) {
    Adapter.unwatch(getContext(), journal);
    Adapter.stop(getContext(), journal);
  }

  private Behavior<Command> onRecovered(SessionShard.Recovered own) {
    recovered = own;
    if (own.fold().hasCheckpoint() || shards.generation() == 1) {
      return run(restored(own.fold()));
    }
    rebuild = new RebuildBegin(getContext(), shards, memory.partition(), own.epoch());
    rebuild.ask();
    return this;
  }

  private boolean isOfThisTry(long epoch) {
    return recovered != null && recovered.epoch() == epoch;
  }

  private Behavior<Command> onStartFound(SessionShard.StartFound found) {
    if (!isOfThisTry(found.epoch())) {
      return this;
    }
    if (found.failure() != null) {
      log.warn("Kafka does not say where partition {} begins", memory.partition(), found.failure());
      return retry();
    }
    return runIfBegun(rebuild.onStart(found.start()));
  }

  private Behavior<Command> onEarlierRead(SessionShard.EarlierRead read) {
    return isOfThisTry(read.epoch()) ? runIfBegun(rebuild.onEarlierRead(read)) : this;
  }

  private Behavior<Command> runIfBegun(Optional<OpenSessions> begun) {
    return begun.isPresent() ? run(begun.get()) : this;
  }

  private OpenSessions restored(JournalFold fold) {
    OpenSessions open = shards.newSessions().get();
    if (fold.hasCheckpoint()) {
      fold.restoreInto(open, shards.rules());
    }
    return open;
  }

  private Behavior<Command> run(OpenSessions open) {
    log.info(
        "shard {} recovered to offset {} with {} open sessions from {} bytes in {} ms, epoch {}",
        memory.partition(),
        open.offset(),
        open.size(),
        recovered.fold().storedBytes(),
        (System.nanoTime() - begun) / 1_000_000,
        recovered.epoch());
    shards.metrics().recoveries.addSince(begun);
    memory.visitors().restore(open, shards.clock().millis());
    timers.cancelAll();
    return ShardRunning.create(shards, memory, recovered, open);
  }

  /** Who asks now is told everything once the shard runs. */
  private Behavior<Command> onWatch(SessionShard.Watch watch) {
    memory.watch(watch, true, shards.clock().millis());
    return this;
  }

  private Behavior<Command> onListSessions(SessionShard.ListSessions list) {
    memory.answer(list);
    return this;
  }

  private Behavior<Command> onFindSession(SessionShard.FindSession find) {
    if (!memory.forward(find)) {
      find.replyTo().tell(new SessionShard.FoundSession(Optional.empty()));
    }
    return this;
  }
}
