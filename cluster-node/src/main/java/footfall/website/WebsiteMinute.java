package footfall.website;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotSelectionCriteria;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EffectBuilder;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.Recovery;
import akka.persistence.typed.javadsl.SignalHandler;
import footfall.protocol.measure.Timings;
import footfall.protocol.wire.CborSerializable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One website-minute: persists the final parts of its partitions and tells who asks. What is not
 * final only the shards know.
 *
 * <p>It is needed for an hour and leaves memory as soon as nobody asks; its rows leave the journal
 * by the table's TTL.
 */
public final class WebsiteMinute
    extends EventSourcedBehavior<WebsiteMinute.Command, WebsiteMinute.Event, WebsiteMinute.Finals> {

  /** Entity type name; entity id = website id, "|", minute in epoch ms. */
  public static final String ENTITY_TYPE = "website-minute";

  /**
   * If the region's stop message is lost, Akka 2.8.5 keeps an entity in passivation for ever, and
   * what is sent to it meanwhile with it.
   */
  static final Duration STOPS_BY_ITSELF_AFTER = Duration.ofSeconds(3);

  public static String entityId(MinuteKey key) {
    return key.websiteId() + "|" + key.minute();
  }

  static PersistenceId persistenceId(MinuteKey key) {
    return PersistenceId.ofUniqueId(ENTITY_TYPE + "|" + entityId(key));
  }

  public sealed interface Command extends CborSerializable {}

  /** The final part of one partition; acknowledged once persisted (or past its live hour). */
  public record Finish(int partition, long epoch, byte[] tally, ActorRef<Finished> replyTo)
      implements Command {}

  /** Somebody wants to know what is stored; answered at once. */
  public record Ask(ActorRef<Stored> replyTo) implements Command {}

  enum PersistDue implements Command {
    INSTANCE
  }

  enum IdleDue implements Command {
    INSTANCE
  }

  /** Sent by the region, or by its own timer. */
  enum Stop implements Command {
    INSTANCE
  }

  public record Finished(MinuteKey minute) implements CborSerializable {}

  /**
   * The sum of the finals that are stored.
   *
   * @param partitions whose finals it holds: what only their shards know is not in it
   */
  public record Stored(MinuteKey minute, byte[] tally, Set<Integer> partitions)
      implements CborSerializable {}

  public sealed interface Event extends CborSerializable {}

  /** The finals gathered within a second; {@code at} is epoch ms. */
  public record PartsFinished(long at, Map<Integer, FinalPart> byPartition) implements Event {}

  public record FinalPart(long epoch, byte[] tally) {
    boolean sameTally(byte[] other) {
      return Arrays.equals(tally, other);
    }

    /** Of two finals of one partition, the one of the later incarnation of its shard. */
    FinalPart or(FinalPart later) {
      return later.epoch < epoch ? this : later;
    }
  }

  /**
   * What is durable: the finals by partition, and epoch ms of the last change (0 for none). In
   * whatever order its events are read, and however often, they yield the same: so two writers of
   * one minute, as there may be while a cluster is torn, harm nothing (docs/single-writer.md).
   */
  public record Finals(Map<Integer, FinalPart> byPartition, long lastChange)
      implements CborSerializable {
    static final Finals NONE = new Finals(Map.of(), 0);

    MinuteTally sum() {
      MinuteTally sum = new MinuteTally();
      byPartition.values().forEach(part -> sum.merge(MinuteTally.decode(part.tally)));
      return sum;
    }

    Stored stored(MinuteKey minute) {
      return new Stored(minute, sum().encode(), byPartition.keySet());
    }

    Finals with(PartsFinished event) {
      Map<Integer, FinalPart> all = new HashMap<>(byPartition);
      event.byPartition.forEach((partition, part) -> all.merge(partition, part, FinalPart::or));
      return new Finals(all, Math.max(lastChange, event.at));
    }
  }

  private final MinuteKey key;
  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final ActorRef<ClusterSharding.ShardCommand> region;
  private final Surroundings around;
  private GatheredFinals gathered = new GatheredFinals();
  private final Map<Integer, Long> epochs = new HashMap<>();
  private boolean needed;
  private boolean leaving;

  private record Surroundings(MinuteSettings settings, InstantSource clock, Timings writes) {}

  /**
   * The entity for one minute; {@code region} is told when it may be passivated, {@code writes} how
   * long its journal took.
   */
  public static Behavior<Command> create(
      MinuteKey key,
      ActorRef<ClusterSharding.ShardCommand> region,
      MinuteSettings settings,
      InstantSource clock,
      Timings writes) {
    Surroundings around = new Surroundings(settings, clock, writes);
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new WebsiteMinute(key, context, timers, region, around)));
  }

  private WebsiteMinute(
      MinuteKey key,
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      ActorRef<ClusterSharding.ShardCommand> region,
      Surroundings around) {
    super(
        persistenceId(key),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(500), Duration.ofSeconds(10), 0.2));
    this.key = key;
    this.context = context;
    this.timers = timers;
    this.region = region;
    this.around = around;
  }

  @Override
  public String journalPluginId() {
    return around.settings.journalPlugin();
  }

  @Override
  public String snapshotPluginId() {
    return "akka.persistence.no-snapshot-store";
  }

  @Override
  public Recovery recovery() {
    return Recovery.withSnapshotSelectionCriteria(SnapshotSelectionCriteria.none());
  }

  @Override
  public Finals emptyState() {
    return Finals.NONE;
  }

  @Override
  public EventHandler<Finals, Event> eventHandler() {
    return newEventHandlerBuilder()
        .forAnyState()
        .onEvent(PartsFinished.class, Finals::with)
        .build();
  }

  /**
   * A restart after a failed write begins anew here: senders of what had gathered ask again. Where
   * the region has been told that it leaves, it does: nobody tells it again.
   */
  @Override
  public SignalHandler<Finals> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::onRecovered)
        .build();
  }

  private void onRecovered(Finals finals) {
    gathered = new GatheredFinals();
    finals.byPartition.forEach((partition, part) -> admits(partition, part.epoch));
    if (leaving) {
      context.getSelf().tell(Stop.INSTANCE);
    } else {
      timers.startSingleTimer(IdleDue.INSTANCE, around.settings.idleAfter());
    }
  }

  @Override
  public CommandHandler<Command, Event, Finals> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(Finish.class, this::onFinish)
        .onCommand(Ask.class, this::onAsk)
        .onCommand(PersistDue.class, (finals, due) -> onPersistDue())
        .onCommand(IdleDue.class, (finals, due) -> onIdleDue())
        .onCommand(Stop.class, (finals, stop) -> onStop())
        .build();
  }

  private Effect<Event, Finals> onFinish(Finals finals, Finish finish) {
    needed = true;
    if (!admits(finish.partition, finish.epoch)) {
      context.getLog().debug("{}: final of stale epoch {} ignored", key, finish.epoch);
      return Effect().none();
    }
    FinalPart held = finals.byPartition.get(finish.partition);
    boolean isHeld = held != null && held.sameTally(finish.tally);
    if (isHeld || around.settings.isOver(key, finals.lastChange, now())) {
      finish.replyTo.tell(new Finished(key));
      return Effect().none();
    }
    if (held != null) {
      context
          .getLog()
          .warn(
              "{}: partition {} sent another final than before; it counts", key, finish.partition);
    }
    gathered.add(finish);
    if (!timers.isTimerActive(PersistDue.INSTANCE)) {
      timers.startSingleTimer(PersistDue.INSTANCE, around.settings.gather());
    }
    return Effect().none();
  }

  /**
   * False for a shard that has been replaced: its epoch is lower than one seen for that partition.
   */
  private boolean admits(int partition, long epoch) {
    return epochs.merge(partition, epoch, Math::max) == epoch;
  }

  private Effect<Event, Finals> onAsk(Finals finals, Ask ask) {
    needed = true;
    ask.replyTo.tell(finals.stored(key));
    return Effect().none();
  }

  private Effect<Event, Finals> onPersistDue() {
    if (gathered.isEmpty()) {
      return Effect().none();
    }
    return persistNext(PersistDue.INSTANCE);
  }

  private EffectBuilder<Event, Finals> persistNext(Command next) {
    GatheredFinals.Batch batch = gathered.next(now());
    long begun = System.nanoTime();
    return Effect()
        .persist(batch.event())
        .thenRun(
            finals -> {
              around.writes.addSince(begun);
              onPersisted(batch, next);
            });
  }

  /** What did not fit into this write goes into the next, at once. */
  private void onPersisted(GatheredFinals.Batch batch, Command next) {
    batch.senders().forEach(sender -> sender.tell(new Finished(key)));
    if (!gathered.isEmpty()) {
      context.getSelf().tell(next);
    }
  }

  /** Catching up starts thousands of minutes a second: one that is not needed leaves at once. */
  private Effect<Event, Finals> onIdleDue() {
    if (needed || !gathered.isEmpty()) {
      needed = false;
      timers.startSingleTimer(IdleDue.INSTANCE, around.settings.idleAfter());
    } else {
      leaving = true;
      timers.startSingleTimer(Stop.INSTANCE, STOPS_BY_ITSELF_AFTER);
      region.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    }
    return Effect().none();
  }

  private Effect<Event, Finals> onStop() {
    if (gathered.isEmpty()) {
      return Effect().stop();
    }
    EffectBuilder<Event, Finals> persist = persistNext(Stop.INSTANCE);
    return gathered.isEmpty() ? persist.thenStop() : persist;
  }

  private long now() {
    return around.clock.millis();
  }
}
