package footfall.website;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import footfall.protocol.live.LiveFrame;
import footfall.protocol.measure.Timings;
import footfall.protocol.wire.CborSerializable;
import footfall.session.SessionShard;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One website somebody looks at now: is told by the session shards what changes, asks the last 30
 * minutes once what is stored of them, and tells each node with watchers a complete frame, at most
 * twice a second and only when something changed. Keeps nothing; leaves memory when no node has
 * renewed its subscription.
 */
public final class LiveWebsite extends AbstractBehavior<LiveWebsite.Command> {

  /** Entity type name; entity id = website id. */
  public static final String ENTITY_TYPE = "live-website";

  /** Nodes of this cluster role run live websites, and all else that people touch. */
  public static final String ROLE = "api";

  private static final int ROLL_WITHIN_MS = 2_000;

  /** A stand-in asks minutes after this part of the time in which its first frame is due. */
  private static final int ASKS_EARLY = 4;

  public sealed interface Command extends CborSerializable {}

  /**
   * A node wants the frames of this website; to be repeated every few seconds.
   *
   * @param seenVersion the highest version that node has shown, 0 for none: frames go on above it
   */
  public record Subscribe(ActorRef<LiveFrame> feed, long seenVersion) implements Command {}

  public record Unsubscribe(ActorRef<LiveFrame> feed) implements Command {}

  /** Whether any session shard reads a backlog, recovers or is silent. */
  record ShardsBehind(boolean behind) implements Command {}

  private record MinuteStored(WebsiteMinute.Stored stored) implements Command {}

  private record ShardActive(SessionShard.Activity activity) implements Command {}

  private enum WatchDue implements Command {
    INSTANCE
  }

  private enum RollDue implements Command {
    INSTANCE
  }

  private enum FrameDue implements Command {
    INSTANCE
  }

  /** A stand-in does not wait for shards that may be gone. */
  private enum AskDue implements Command {
    INSTANCE
  }

  /** Sent by the region, or by its own timer. */
  enum Stop implements Command {
    INSTANCE
  }

  /** What a live website is put together from. */
  record Sources(ActorRef<StoredMinutes.Command> minutes, ActorRef<ShardWatch.Command> shards) {}

  private final ShardWatch.Name name;
  private final ActorRef<ClusterSharding.ShardCommand> region;
  private final LiveSettings settings;
  private final Sources sources;
  private final Clock clock;
  private final TimerScheduler<Command> timers;
  private final ActorRef<WebsiteMinute.Stored> storedTo;
  private final ActorRef<SessionShard.Activity> activityTo;

  private final Map<ActorRef<LiveFrame>, Long> subscribedUntil = new HashMap<>();
  private final Receipts receipts;
  private final LiveWindow window;
  private final LiveSoFar soFar;

  /** Who watches has been shown nothing yet: the first frame is due, complete or not. */
  private boolean isAwaited;

  private final long begunAt;
  private LiveFrame content;
  private LiveFrame latest;
  private long version;

  /**
   * The entity for one website; {@code region} is told when it may be passivated, {@code
   * receiptToFrame} how long hits took until a frame shows them.
   *
   * @see #standIn the same beside it, where it cannot be reached
   */
  static Behavior<Command> create(
      String websiteId,
      ActorRef<ClusterSharding.ShardCommand> region,
      LiveSettings settings,
      Sources sources,
      Clock clock,
      Timings receiptToFrame) {
    return create(
        new ShardWatch.Name(websiteId, false),
        new Surroundings(region, settings, sources, clock, receiptToFrame));
  }

  /**
   * The same for the watchers of one node, for as long as the entity is on a node that is lost:
   * keeping nothing, it does not mind another beside it. Its first frame does not wait for shards
   * that are lost as well. To be stopped by who spawned it.
   */
  static Behavior<Command> standIn(
      String websiteId, LiveSettings settings, Sources sources, Clock clock, Timings receipts) {
    return Behaviors.setup(
        context -> {
          ActorRef<ClusterSharding.ShardCommand> none = context.getSystem().ignoreRef();
          return create(
              new ShardWatch.Name(websiteId, true),
              new Surroundings(none, settings, sources, clock, receipts));
        });
  }

  private static Behavior<Command> create(ShardWatch.Name name, Surroundings around) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  LiveWebsite website = new LiveWebsite(context, timers, name, around);
                  if (name.isStandIn()) {
                    timers.startSingleTimer(
                        AskDue.INSTANCE, around.settings.firstFrameWithin().dividedBy(ASKS_EARLY));
                  } else {
                    context.getLog().debug("Live website {} begins", name.websiteId());
                  }
                  return website;
                }));
  }

  private record Surroundings(
      ActorRef<ClusterSharding.ShardCommand> region,
      LiveSettings settings,
      Sources sources,
      Clock clock,
      Timings receiptToFrame) {}

  private LiveWebsite(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      ShardWatch.Name name,
      Surroundings around) {
    super(context);
    this.name = name;
    this.region = around.region;
    this.settings = around.settings;
    this.sources = around.sources;
    this.clock = around.clock;
    this.receipts = new Receipts(around.receiptToFrame);
    this.timers = timers;
    this.storedTo = context.messageAdapter(WebsiteMinute.Stored.class, MinuteStored::new);
    this.activityTo = context.messageAdapter(SessionShard.Activity.class, ShardActive::new);
    this.window = new LiveWindow(name.websiteId());
    this.begunAt = now();
    this.soFar = new LiveSoFar(settings, begunAt);
    timers.startTimerWithFixedDelay(WatchDue.INSTANCE, settings.watchEvery());
    timers.startSingleTimer("first frame", FrameDue.INSTANCE, settings.firstFrameWithin());
    rollAtNextMinute();
    joinShards(false);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Subscribe.class, this::onSubscribe)
        .onMessage(Unsubscribe.class, this::onUnsubscribe)
        .onMessage(ShardsBehind.class, this::onShardsBehind)
        .onMessage(MinuteStored.class, this::onMinuteStored)
        .onMessage(ShardActive.class, this::onShardActive)
        .onMessage(WatchDue.class, due -> onWatchDue())
        .onMessage(RollDue.class, due -> onRollDue())
        .onMessage(FrameDue.class, due -> onFrameDue())
        .onMessage(AskDue.class, due -> onAskDue())
        .onMessage(Stop.class, stop -> Behaviors.stopped())
        .build();
  }

  private Behavior<Command> onSubscribe(Subscribe subscribe) {
    subscribedUntil.put(subscribe.feed, now() + settings.subscriberLife().toMillis());
    version = Math.max(version, subscribe.seenVersion);
    isAwaited |= subscribe.seenVersion == 0;
    if (latest != null && latest.version() > subscribe.seenVersion) {
      subscribe.feed.tell(latest);
    } else if (latest != null && latest.version() < subscribe.seenVersion) {
      // The node's last frame came from a predecessor whose clock was ahead: tell it ours, newer.
      content = null;
      frameSoon();
    }
    return this;
  }

  private Behavior<Command> onUnsubscribe(Unsubscribe unsubscribe) {
    subscribedUntil.remove(unsubscribe.feed);
    return this;
  }

  private void joinShards(boolean again) {
    sources.shards.tell(new ShardWatch.Join(name, getContext().getSelf(), activityTo, again));
  }

  private Behavior<Command> onShardsBehind(ShardsBehind message) {
    soFar.shardsAreBehind(message.behind);
    if (content != null && content.catchingUp() != soFar.isBehind(now())) {
      frameSoon();
    }
    return this;
  }

  private Behavior<Command> onMinuteStored(MinuteStored message) {
    WebsiteMinute.Stored stored = message.stored;
    long minute = stored.minute().minute();
    boolean last = soFar.answered(minute);
    if (window.store(minute, stored.tally(), stored.partitions()) || last) {
      frameSoon();
    }
    return this;
  }

  private Behavior<Command> onShardActive(ShardActive message) {
    SessionShard.Activity activity = message.activity;
    HeardShards.Verdict verdict = soFar.hear(activity, now());
    if (verdict == HeardShards.Verdict.STALE) {
      return this;
    }
    if (verdict == HeardShards.Verdict.GAP) {
      joinShards(true);
    }
    if (verdict != HeardShards.Verdict.FOLLOWS) {
      frameSoon();
      timers.startSingleTimer("taken over", FrameDue.INSTANCE, LiveSoFar.BEHIND_FOR);
    }
    if (soFar.isToAsk()) {
      askMinutes();
    }
    take(activity.partition(), activity.changed());
    return this;
  }

  private void take(int partition, SessionShard.Changed changed) {
    boolean isNew = !changed.hits().isEmpty();
    for (SessionShard.Part part : changed.parts()) {
      isNew |= window.tell(part.minute(), partition, part.tally());
    }
    window.addHits(changed.hits());
    receipts.take(changed.receivedAt());
    if (isNew) {
      frameSoon();
    }
  }

  private void askMinutes() {
    for (long minute : soFar.ask(now())) {
      MinuteKey key = new MinuteKey(name.websiteId(), minute);
      sources.minutes.tell(new StoredMinutes.Ask(key, storedTo));
    }
    if (soFar.isComplete()) {
      frameSoon();
    }
  }

  private Behavior<Command> onWatchDue() {
    subscribedUntil.values().removeIf(until -> until < now());
    if (subscribedUntil.isEmpty()) {
      timers.cancelAll();
      timers.startSingleTimer(Stop.INSTANCE, WebsiteMinute.STOPS_BY_ITSELF_AFTER);
      region.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
      return this;
    }
    long oldest = LiveWindow.minutesAt(now()).get(0);
    if (soFar.forgetBefore(oldest)
        || (content != null && content.catchingUp() != soFar.isBehind(now()))) {
      frameSoon();
    }
    return this;
  }

  /**
   * A new minute begins: users fall out of the last five even if nobody sends a hit. Not all
   * websites at the same moment.
   */
  private Behavior<Command> onRollDue() {
    rollAtNextMinute();
    frameSoon();
    return this;
  }

  private void rollAtNextMinute() {
    long left = MinuteKey.LENGTH_MS - Math.floorMod(now(), MinuteKey.LENGTH_MS);
    long itsMoment = Math.floorMod(name.websiteId().hashCode(), ROLL_WITHIN_MS);
    timers.startSingleTimer(RollDue.INSTANCE, Duration.ofMillis(left + itsMoment));
  }

  private Behavior<Command> onAskDue() {
    if (!soFar.hasAsked()) {
      askMinutes();
    }
    return this;
  }

  /** The first frame waits for what it has asked for, so that no page begins with zeros. */
  private void frameSoon() {
    if ((latest != null || soFar.isAnswered()) && !timers.isTimerActive(FrameDue.INSTANCE)) {
      long sinceLast = latest == null ? Long.MAX_VALUE : now() - latest.time();
      long rest = settings.frameEvery().toMillis() - sinceLast;
      long wait = Math.max(settings.frameDelay().toMillis(), rest);
      timers.startSingleTimer(FrameDue.INSTANCE, Duration.ofMillis(wait));
    }
  }

  private Behavior<Command> onFrameDue() {
    onAskDue();
    if (latest == null && mayWait()) {
      timers.startSingleTimer(
          "first frame", FrameDue.INSTANCE, settings.firstFrameWithin().dividedBy(ASKS_EARLY));
      return this;
    }
    long now = now();
    LiveFrame next = window.content(now, soFar.isBehind(now));
    if (!next.equals(content)) {
      receipts.shown(now);
      version = Math.max(version + 1, now);
      content = next;
      latest = LiveWindow.stamped(next, version, now, receipts.percentile99(now));
      subscribedUntil.keySet().forEach(feed -> feed.tell(latest));
    }
    return this;
  }

  /** What a predecessor has shown is nearer to the truth than a part of it. */
  private boolean mayWait() {
    return !soFar.isComplete()
        && !isAwaited
        && now() - begunAt < settings.subscriberLife().toMillis();
  }

  private long now() {
    return clock.millis();
  }
}
