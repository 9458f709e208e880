package footfall.session;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import footfall.api.live.ActiveSession;
import footfall.ingest.kafka.PartitionRecord;
import footfall.session.SessionShard.Command;
import java.time.Duration;
import java.util.Optional;

/**
 * A session shard that reads its partition. It asks for the next batch of records only while
 * everything that comes of them finds room, so its memory stays bounded whatever is away.
 */
final class ShardRunning extends AbstractBehavior<Command> {
  private static final Duration HAND_OVER_WITHIN = Duration.ofSeconds(8);

  private final ShardContext shards;
  private final ShardMemory memory;
  private final TimerScheduler<Command> timers;
  private final long epoch;
  private final ShardWork work;
  private final ShardStores stores;
  private final ShardStream stream;
  private long handOverBegun;

  static Behavior<Command> create(
      ShardContext shards,
      ShardMemory memory,
      SessionShard.Recovered recovered,
      OpenSessions open) {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                context -> new ShardRunning(context, timers, shards, memory, recovered, open)));
  }

  private ShardRunning(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      ShardContext shards,
      ShardMemory memory,
      SessionShard.Recovered recovered,
      OpenSessions open) {
    super(context);
    this.shards = shards;
    this.memory = memory;
    this.timers = timers;
    this.epoch = recovered.epoch();
    this.stream = new ShardStream(context, shards, memory.partition(), epoch);
    this.work =
        new ShardWork(
            shards, open, memory.feed(), memory.visitors(), memory.failed(), stream::pipeWritten);
    this.stores = new ShardStores(context, shards, memory, work, recovered);
    start();
  }

  private void start() {
    timers.startTimerWithFixedDelay(
        SessionShard.FeedDue.INSTANCE, shards.settings().feedInterval());
    timers.startTimerWithFixedDelay(SessionShard.SecondPassed.INSTANCE, Duration.ofSeconds(1));
    stores.begin();
    stream.open(work.open().offset() + 1);
    report();
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(SessionShard.Batch.class, this::onBatch)
        .onMessage(SessionShard.StreamOpened.class, this::onStreamOpened)
        .onMessage(SessionShard.StreamFailed.class, this::onStreamFailed)
        .onMessage(SessionShard.StreamEnded.class, this::onStreamEnded)
        .onMessage(SessionShard.StoredOffsets.class, this::onStoredOffsets)
        .onMessage(SessionShard.RowsStored.class, this::onRowsStored)
        .onMessage(SessionShard.SessionsStored.class, this::onSessionsStored)
        .onMessage(SessionShard.MinuteFinished.class, this::onMinuteFinished)
        .onMessage(SessionShard.Written.class, this::onWritten)
        .onMessage(SessionShard.TickWritten.class, this::onTickWritten)
        .onMessage(SessionShard.RulesWritten.class, this::onRulesWritten)
        .onMessage(SessionShard.CheckpointStored.class, this::onCheckpointStored)
        .onMessage(SessionShard.Overtaken.class, this::onOvertaken)
        .onMessageEquals(SessionShard.FeedDue.INSTANCE, this::onFeedDue)
        .onMessageEquals(SessionShard.SecondPassed.INSTANCE, this::onSecondPassed)
        .onMessageEquals(SessionShard.Retry.INSTANCE, this::onRetry)
        .onMessage(SessionShard.Watch.class, this::onWatch)
        .onMessage(SessionShard.ListSessions.class, this::onListSessions)
        .onMessage(SessionShard.FindSession.class, this::onFindSession)
        .onMessageEquals(SessionShard.HandOver.INSTANCE, this::onHandOver)
        .onMessageEquals(SessionShard.HandOverOverdue.INSTANCE, this::onHandOverOverdue)
        .onAnyMessage(message -> this)
        .onSignal(Terminated.class, this::onTerminated)
        .onSignal(PostStop.class, this::onPostStop)
        .build();
  }

  private Behavior<Command> onBatch(SessionShard.Batch batch) {
    if (batch.epoch() != epoch || !stream.isCurrent(batch.stream())) {
      return this;
    }
    long now = shards.clock().millis();
    for (PartitionRecord record : batch.records()) {
      try {
        work.take(record, now);
      } catch (RuntimeException | StackOverflowError failure) {
        return onFailedRecord(record, failure);
      }
    }
    stream.took(batch, now);
    shards.metrics().took(memory.partition(), work.open().offset() + 1, work.open().time());
    stores.insertRows();
    stores.checkpointIfDue(now);
    stream.continueIf(stores.haveRoom());
    return this;
  }

  private Behavior<Command> onFailedRecord(PartitionRecord record, Throwable failure) {
    getContext()
        .getLog()
        .error(
            "shard {} failed at offset {}: it goes back to its checkpoint; failing there again"
                + " refuses the record",
            memory.partition(),
            record.offset(),
            failure);
    memory.failed().failedAt(record.offset());
    return restart();
  }

  /** Back to the last checkpoint, which is right at any time. */
  private Behavior<Command> restart() {
    return restart(Duration.ZERO);
  }

  private Behavior<Command> restart(Duration after) {
    if (stores.isHandingOver()) {
      return Behaviors.stopped(); // the next owner goes back there
    }
    shards.metrics().restarts.increment();
    shards.metrics().stopped(memory.partition());
    stream.close();
    stores.close();
    timers.cancelAll();
    Adapter.unwatch(getContext(), memory.journal());
    Adapter.stop(getContext(), memory.journal());
    logEnd();
    return ShardRecovering.again(shards, memory, after);
  }

  private Behavior<Command> onTerminated(Terminated journal) {
    getContext()
        .getLog()
        .warn("the journal of shard {} stopped: back to its checkpoint", memory.partition());
    return restart();
  }

  private Behavior<Command> onStreamOpened(SessionShard.StreamOpened opened) {
    if (opened.epoch() == epoch) {
      stream.opened(opened.stream(), shards.clock().millis());
      stream.continueIf(stores.haveRoom());
    }
    return this;
  }

  private Behavior<Command> onStreamFailed(SessionShard.StreamFailed failed) {
    if (failed.epoch() != epoch) {
      return this;
    }
    stream.failed(failed.cause(), work.open().offset() + 1);
    timers.startSingleTimer(SessionShard.Retry.INSTANCE, ShardStream.RETRY_AFTER);
    return this;
  }

  /** Nobody asked it to end, or it is not the current one any more. */
  private Behavior<Command> onStreamEnded(SessionShard.StreamEnded ended) {
    if (ended.epoch() == epoch && !stream.isClosed()) {
      stream.close();
      timers.startSingleTimer(SessionShard.Retry.INSTANCE, ShardStream.RETRY_AFTER);
    }
    return this;
  }

  private Behavior<Command> onRetry() {
    if (stream.isClosed() && !stores.isHandingOver()) {
      stream.open(work.open().offset() + 1);
    }
    return this;
  }

  private Behavior<Command> onStoredOffsets(SessionShard.StoredOffsets stored) {
    if (stored.epoch() != epoch) {
      return this;
    }
    if (stored.failure() != null) {
      return onRowsFailed(stored.failure());
    }
    stores.knowStored(stored.offsets());
    return this;
  }

  private Behavior<Command> onRowsStored(SessionShard.RowsStored stored) {
    if (stored.epoch() != epoch) {
      return this;
    }
    if (stored.failure() != null) {
      return onRowsFailed(stored.failure());
    }
    work.rows().acknowledged(stored.from());
    stores.insertRows();
    return proceed();
  }

  private Behavior<Command> onRowsFailed(Throwable failure) {
    getContext().getLog().error("raw rows were not stored", failure);
    return restart();
  }

  private Behavior<Command> onSessionsStored(SessionShard.SessionsStored stored) {
    if (stored.epoch() == epoch) {
      stores.sessionsStored(stored);
    }
    return this;
  }

  private Behavior<Command> onMinuteFinished(SessionShard.MinuteFinished finished) {
    stores.minuteFinished(finished.finished().minute(), shards.clock().millis());
    return this;
  }

  private Behavior<Command> onWritten(SessionShard.Written written) {
    if (written.epoch() != epoch) {
      return this;
    }
    if (written.failure() != null) {
      getContext()
          .getLog()
          .warn("Kafka did not take what shard {} wrote", memory.partition(), written.failure());
      return restart();
    }
    work.written(written.offset());
    return proceed();
  }

  private Behavior<Command> onTickWritten(SessionShard.TickWritten written) {
    stream.ticked(written.failure());
    return this;
  }

  private Behavior<Command> onRulesWritten(SessionShard.RulesWritten written) {
    if (written.epoch() == epoch) {
      stream.told(written);
    }
    return this;
  }

  private Behavior<Command> onCheckpointStored(SessionShard.CheckpointStored stored) {
    if (stored.epoch() != epoch) {
      return this;
    }
    stores.checkpointStored();
    return proceed();
  }

  /**
   * Two run at once: this one or the other is no longer meant to, and only the cluster knows which.
   * The other counts on until this one has waited, so one of them always moves on.
   */
  private Behavior<Command> onOvertaken(SessionShard.Overtaken overtaken) {
    if (overtaken.epoch() != epoch) {
      return this;
    }
    Duration wait = shards.settings().overtakenWait();
    getContext()
        .getLog()
        .warn(
            "shard {} has been started elsewhere meanwhile: epoch {} ends; where it still belongs"
                + " here it starts again in {} s",
            memory.partition(),
            epoch,
            wait.toSeconds());
    return restart(wait);
  }

  private Behavior<Command> onFeedDue() {
    long now = shards.clock().millis();
    memory.visitors().flush(now);
    memory.feed().flush(work.open(), epoch);
    return proceed();
  }

  private Behavior<Command> proceed() {
    stores.checkpointIfDue(shards.clock().millis());
    stream.continueIf(stores.haveRoom());
    return stores.isHandedOver() ? Behaviors.stopped() : this;
  }

  private Behavior<Command> onSecondPassed() {
    long now = shards.clock().millis();
    stores.finals().resendOverdue(now);
    memory.feed().forget(now);
    stream.tickIfQuiet(now);
    stream.tellRules(work.open(), now);
    stores.noteIfAllIsStored(now);
    report();
    return this;
  }

  private void report() {
    ShardMetrics metrics = shards.metrics();
    metrics.took(memory.partition(), work.open().offset() + 1, work.open().time());
    metrics.closedSessions.add(work.open().outbox().takeClosedCount());
    metrics.openSessions.set(memory.partition(), work.open().size());
    metrics.outbox.set(memory.partition(), work.open().outbox().size());
    metrics.visitors.set(memory.partition(), memory.visitors().size());
  }

  private Behavior<Command> onWatch(SessionShard.Watch watch) {
    long now = shards.clock().millis();
    memory.watch(watch, stream.isCatchingUp(now), now);
    return this;
  }

  private Behavior<Command> onListSessions(SessionShard.ListSessions list) {
    memory.answer(list);
    return this;
  }

  private Behavior<Command> onFindSession(SessionShard.FindSession find) {
    if (!memory.forward(find)) {
      Optional<ActiveSession> idle =
          Optional.ofNullable(work.open().website(find.websiteId()))
              .flatMap(website -> website.find(find.sessionId()))
              .map(Session::view);
      ActorRef<SessionShard.FoundSession> to = find.replyTo();
      to.tell(new SessionShard.FoundSession(idle));
    }
    return this;
  }

  private Behavior<Command> onHandOver() {
    handOverBegun = System.nanoTime();
    getContext()
        .getLog()
        .info(
            "shard {} hands over after offset {}, taken in {} ms ago",
            memory.partition(),
            work.open().offset(),
            shards.clock().millis() - stream.lastRead());
    stream.close();
    stores.handOver(shards.clock().millis());
    timers.startSingleTimer(SessionShard.HandOverOverdue.INSTANCE, HAND_OVER_WITHIN);
    return stores.isHandedOver() ? Behaviors.stopped() : this;
  }

  private Behavior<Command> onHandOverOverdue() {
    shards.metrics().overdueHandOvers.increment();
    return Behaviors.stopped();
  }

  private Behavior<Command> onPostStop(PostStop stopped) {
    if (stores.isHandingOver()) {
      shards.metrics().handOvers.addSince(handOverBegun);
    }
    stream.close();
    stores.close();
    shards.metrics().left(memory.partition());
    logEnd();
    return this;
  }

  /** Who had a partition when can be told from this and from who recovered it. */
  private void logEnd() {
    getContext().getLog().info("shard {} of epoch {} stopped", memory.partition(), epoch);
  }
}
