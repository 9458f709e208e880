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
import footfall.protocol.wire.CborSerializable;
import footfall.session.SessionShard;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One website somebody looks at now: watches its last 30 minutes and the session shards, and tells
 * each node with watchers a complete frame, at most twice a second and only when something changed.
 * Keeps nothing; leaves memory when no node has renewed its subscription.
 */
public final class LiveWebsite extends AbstractBehavior<LiveWebsite.Command> {

  /** Entity type name; entity id = website id. */
  public static final String ENTITY_TYPE = "live-website";

  /** Receipts that wait for a frame: what comes beyond is not measured. */
  private static final int MAX_RECEIPTS = 20_000;

  public sealed interface Command extends CborSerializable {}

  /**
   * A node wants the frames of this website; to be repeated every few seconds.
   *
   * @param seenVersion the highest version that node has shown, 0 for none: frames go on above it
   */
  public record Subscribe(ActorRef<LiveFrame> feed, long seenVersion) implements Command {}

  public record Unsubscribe(ActorRef<LiveFrame> feed) implements Command {}

  private record MinuteShown(WebsiteMinute.Shown shown) implements Command {}

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

  /** Sent by the region, or by its own timer. */
  enum Stop implements Command {
    INSTANCE
  }

  /** What a live website is put together from. */
  public record Sources(WebsiteMinutes minutes, SessionShards shards) {}

  private final String websiteId;
  private final ActorRef<ClusterSharding.ShardCommand> region;
  private final LiveSettings settings;
  private final Sources sources;
  private final Clock clock;
  private final TimerScheduler<Command> timers;
  private final ActorRef<WebsiteMinute.Shown> shownTo;
  private final ActorRef<SessionShard.Activity> activityTo;

  private final Map<ActorRef<LiveFrame>, Long> subscribedUntil = new HashMap<>();
  private final List<Long> receipts = new ArrayList<>();
  private final LagWindow lag = new LagWindow();
  private final LiveWindow window;
  private final ShardStates shardStates;
  private final long startedAt;
  private long completeAt;
  private LiveFrame content;
  private LiveFrame latest;
  private long version;

  /** The entity for one website; {@code region} is told when it may be passivated. */
  public static Behavior<Command> create(
      String websiteId,
      ActorRef<ClusterSharding.ShardCommand> region,
      LiveSettings settings,
      Sources sources,
      Clock clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  Surroundings around = new Surroundings(region, settings, sources, clock);
                  return new LiveWebsite(context, timers, websiteId, around);
                }));
  }

  private record Surroundings(
      ActorRef<ClusterSharding.ShardCommand> region,
      LiveSettings settings,
      Sources sources,
      Clock clock) {}

  private LiveWebsite(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      String websiteId,
      Surroundings around) {
    super(context);
    this.websiteId = websiteId;
    this.region = around.region;
    this.settings = around.settings;
    this.sources = around.sources;
    this.clock = around.clock;
    this.timers = timers;
    this.shownTo = context.messageAdapter(WebsiteMinute.Shown.class, MinuteShown::new);
    this.activityTo = context.messageAdapter(SessionShard.Activity.class, ShardActive::new);
    this.window = new LiveWindow(websiteId);
    this.startedAt = now();
    this.completeAt = startedAt;
    this.shardStates =
        new ShardStates(settings.partitions(), settings.silentAfter().toMillis(), startedAt);
    timers.startTimerWithFixedDelay(WatchDue.INSTANCE, settings.watchEvery());
    timers.startSingleTimer("first frame", FrameDue.INSTANCE, settings.firstFrameWithin());
    rollAtNextMinute();
    watchAll();
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Subscribe.class, this::onSubscribe)
        .onMessage(Unsubscribe.class, this::onUnsubscribe)
        .onMessage(MinuteShown.class, this::onMinuteShown)
        .onMessage(ShardActive.class, this::onShardActive)
        .onMessage(WatchDue.class, due -> onWatchDue())
        .onMessage(RollDue.class, due -> onRollDue())
        .onMessage(FrameDue.class, due -> onFrameDue())
        .onMessage(Stop.class, stop -> Behaviors.stopped())
        .build();
  }

  private Behavior<Command> onSubscribe(Subscribe subscribe) {
    subscribedUntil.put(subscribe.feed, now() + settings.subscriberLife().toMillis());
    version = Math.max(version, subscribe.seenVersion);
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

  private Behavior<Command> onMinuteShown(MinuteShown message) {
    if (window.show(message.shown.minute().minute(), message.shown.tally())) {
      frameSoon();
    }
    return this;
  }

  private Behavior<Command> onShardActive(ShardActive message) {
    SessionShard.Activity activity = message.activity;
    boolean wasBehind = isBehind();
    shardStates.heard(activity.partition(), activity.catchingUp(), now());
    window.addHits(activity.hits());
    int room = Math.min(activity.receivedAt().size(), MAX_RECEIPTS - receipts.size());
    receipts.addAll(activity.receivedAt().subList(0, room));
    if (!activity.hits().isEmpty() || wasBehind != isBehind()) {
      frameSoon();
    }
    return this;
  }

  private Behavior<Command> onWatchDue() {
    subscribedUntil.values().removeIf(until -> until < now());
    if (subscribedUntil.isEmpty()) {
      timers.cancelAll();
      region.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
      timers.startSingleTimer(Stop.INSTANCE, WebsiteMinute.STOPS_BY_ITSELF_AFTER);
      return this;
    }
    watchAll();
    if (content != null && content.catchingUp() != isBehind()) {
      frameSoon();
    }
    return this;
  }

  private void watchAll() {
    LiveWindow.minutesAt(now()).forEach(this::watch);
    for (int partition = 0; partition < settings.partitions(); partition++) {
      sources.shards.tell(partition, new SessionShard.Watch(websiteId, activityTo));
    }
  }

  private void watch(long minute) {
    sources.minutes.tell(new MinuteKey(websiteId, minute), new WebsiteMinute.Watch(shownTo));
  }

  /** A new minute begins: users fall out of the last five even if nobody sends a hit. */
  private Behavior<Command> onRollDue() {
    watch(MinuteKey.of(websiteId, now()).minute());
    rollAtNextMinute();
    frameSoon();
    return this;
  }

  private void rollAtNextMinute() {
    long left = MinuteKey.LENGTH_MS - Math.floorMod(now(), MinuteKey.LENGTH_MS);
    timers.startSingleTimer(RollDue.INSTANCE, Duration.ofMillis(left));
  }

  /** The first frame waits for all minutes, so that no page begins with zeros. */
  private void frameSoon() {
    boolean isReady = latest != null || window.isComplete(now());
    if (isReady && !timers.isTimerActive(FrameDue.INSTANCE)) {
      long sinceLast = latest == null ? Long.MAX_VALUE : now() - latest.time();
      long rest = settings.frameEvery().toMillis() - sinceLast;
      long wait = Math.max(settings.frameDelay().toMillis(), rest);
      timers.startSingleTimer(FrameDue.INSTANCE, Duration.ofMillis(wait));
    }
  }

  private Behavior<Command> onFrameDue() {
    long now = now();
    LiveFrame next = window.content(now, isBehind());
    if (!next.equals(content)) {
      receipts.forEach(receivedAt -> lag.add(now - receivedAt, now));
      receipts.clear();
      version = Math.max(version + 1, now);
      content = next;
      latest = LiveWindow.stamped(next, version, now, lag.percentile99(now));
      subscribedUntil.keySet().forEach(feed -> feed.tell(latest));
    }
    return this;
  }

  private boolean isBehind() {
    if (window.isComplete(now())) {
      completeAt = now();
    }
    boolean minutesSilent = now() - completeAt > settings.silentAfter().toMillis();
    return minutesSilent || shardStates.anyBehind(now());
  }

  private long now() {
    return clock.millis();
  }
}
