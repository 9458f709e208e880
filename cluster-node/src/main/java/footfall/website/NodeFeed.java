package footfall.website;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.ClusterEvent;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import akka.stream.OverflowStrategy;
import akka.stream.typed.javadsl.ActorSource;
import footfall.api.live.EncodedFrame;
import footfall.api.live.LiveCounters;
import footfall.api.live.LiveFeed;
import footfall.protocol.live.LiveFrame;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The live frames of one node: one subscription per website while at least one socket watches it,
 * and each frame handed as the same object to all of them. All commands stay on the node.
 *
 * <p>A live website may be on a node that is lost, and sharding starts it elsewhere only once that
 * is certain. Until then a stand-in of this node's own tells its sockets what can be known.
 */
public final class NodeFeed extends AbstractBehavior<NodeFeed.Command> {

  public sealed interface Command {}

  /** A socket watches from now on; it gets the newest frame at once where there is one. */
  record Join(String websiteId, ActorRef<EncodedFrame> socket) implements Command {}

  private record Leave(String websiteId, ActorRef<EncodedFrame> socket) implements Command {}

  private record FrameArrived(LiveFrame frame) implements Command {}

  private record StandInFrame(LiveFrame frame) implements Command {}

  /** A node of the cluster is gone, or cannot be reached: so may be live websites. */
  enum NodeLost implements Command {
    INSTANCE
  }

  private enum RenewDue implements Command {
    INSTANCE
  }

  private enum LookDue implements Command {
    INSTANCE
  }

  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  /**
   * So long a stand-in goes on beside a live website that is back but catches up, and as long again
   * where it knows less than the stand-in after that.
   */
  private static final long STAYS_BESIDE_MS = 5_000;

  /** Of the time in which a live website that is there tells its first frame. */
  private static final double PATIENCE = 1.25;

  /** Ten thousand that are only slow must not become twenty thousand. */
  private static final int MOST_STAND_INS_AT_ONCE = 25;

  private final LiveWebsites websites;
  private final LiveCounters counters;
  private final ActorRef<LiveFrame> frames;
  private final ActorRef<LiveFrame> standInFrames;
  private final LiveSettings settings;
  private final Clock clock;
  private final Map<String, Watched> watched = new HashMap<>();

  /** One website on this node. */
  private static final class Watched {
    private final Set<ActorRef<EncodedFrame>> sockets = new HashSet<>();
    private Optional<EncodedFrame> latest = Optional.empty();

    /** Since when the live website owes an answer, epoch ms; empty while it owes none. */
    private OptionalLong owesSince;

    private Optional<ActorRef<LiveWebsite.Command>> standIn = Optional.empty();

    /** Since when the live website is there beside its stand-in as it is now, epoch ms. */
    private OptionalLong backSince = OptionalLong.empty();

    private boolean backCatchesUp;

    Watched(long now) {
      owesSince = OptionalLong.of(now);
    }

    long version() {
      return latest.map(encoded -> encoded.frame().version()).orElse(0L);
    }
  }

  /** One per node. */
  public static Behavior<Command> create(
      LiveWebsites websites, LiveSettings settings, LiveCounters counters, Clock clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new NodeFeed(context, timers, websites, settings, counters, clock)));
  }

  /** Tells a feed of each node that is lost or has left. */
  public static void watchNodes(ActorSystem<?> system, ActorRef<Command> feed) {
    ActorRef<ClusterEvent.ClusterDomainEvent> told =
        system.systemActorOf(
            Behaviors.receiveMessage(
                event -> {
                  feed.tell(NodeLost.INSTANCE);
                  return Behaviors.same();
                }),
            "lost-nodes",
            Props.empty());
    var subscriptions = Cluster.get(system).subscriptions();
    subscriptions.tell(Subscribe.create(told.narrow(), ClusterEvent.UnreachableMember.class));
    subscriptions.tell(Subscribe.create(told.narrow(), ClusterEvent.MemberRemoved.class));
  }

  /** The feed as the WebSocket route sees it; from any thread. */
  public static LiveFeed feed(ActorRef<Command> node) {
    return websiteId ->
        ActorSource.<EncodedFrame>actorRef(
                frame -> false, frame -> Optional.empty(), 1, OverflowStrategy.dropHead())
            .mapMaterializedValue(
                socket -> {
                  node.tell(new Join(websiteId, socket));
                  return NotUsed.getInstance();
                });
  }

  private NodeFeed(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      LiveWebsites websites,
      LiveSettings settings,
      LiveCounters counters,
      Clock clock) {
    super(context);
    this.websites = websites;
    this.settings = settings;
    this.counters = counters;
    this.clock = clock;
    this.frames = context.messageAdapter(LiveFrame.class, FrameArrived::new);
    this.standInFrames = context.spawn(toSelf(context.getSelf()), "stand-in-frames");
    timers.startTimerWithFixedDelay(RenewDue.INSTANCE, settings.watchEvery());
    timers.startTimerWithFixedDelay(LookDue.INSTANCE, LOOK_EVERY);
  }

  /** An adapter of its own: an actor has one for each class of messages. */
  private static Behavior<LiveFrame> toSelf(ActorRef<Command> self) {
    return Behaviors.receiveMessage(
        frame -> {
          self.tell(new StandInFrame(frame));
          return Behaviors.same();
        });
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Join.class, this::onJoin)
        .onMessage(Leave.class, this::onLeave)
        .onMessage(FrameArrived.class, this::onFrameArrived)
        .onMessage(StandInFrame.class, this::onStandInFrame)
        .onMessage(NodeLost.class, lost -> onNodeLost())
        .onMessage(RenewDue.class, due -> onRenewDue())
        .onMessage(LookDue.class, due -> onLookDue())
        .build();
  }

  private Behavior<Command> onJoin(Join join) {
    getContext().watchWith(join.socket, new Leave(join.websiteId, join.socket));
    Watched website = watched.get(join.websiteId);
    if (website == null) {
      website = new Watched(clock.millis());
      watched.put(join.websiteId, website);
      counters.watching(watched.size());
      subscribe(join.websiteId, website);
    }
    website.sockets.add(join.socket);
    website.latest.ifPresent(join.socket::tell);
    return this;
  }

  private Behavior<Command> onLeave(Leave leave) {
    Watched website = watched.get(leave.websiteId);
    website.sockets.remove(leave.socket);
    if (website.sockets.isEmpty()) {
      watched.remove(leave.websiteId);
      website.standIn.ifPresent(getContext()::stop);
      counters.watching(watched.size());
      websites.tell(leave.websiteId, new LiveWebsite.Unsubscribe(frames));
    }
    return this;
  }

  /** Its live website is there, whether or not the frame is newer. */
  private Behavior<Command> onFrameArrived(FrameArrived arrived) {
    Watched website = watched.get(arrived.frame.websiteId());
    if (website != null) {
      website.owesSince = OptionalLong.empty();
      if (website.standIn.isEmpty()) {
        show(website, arrived.frame);
      } else if (hasTakenOver(website, arrived.frame)) {
        getContext().stop(website.standIn.get());
        website.standIn = Optional.empty();
        website.backSince = OptionalLong.empty();
        subscribe(arrived.frame.websiteId(), website);
        show(website, arrived.frame);
      }
    }
    return this;
  }

  /**
   * One that has just begun may know less than its stand-in: it says that it catches up, or has
   * been told nothing by shards that told the stand-in.
   */
  private boolean hasTakenOver(Watched website, LiveFrame frame) {
    long now = clock.millis();
    if (website.backSince.isEmpty() || website.backCatchesUp != frame.catchingUp()) {
      website.backSince = OptionalLong.of(now);
      website.backCatchesUp = frame.catchingUp();
    }
    long shown = website.latest.map(encoded -> encoded.frame().pageviews30m()).orElse(0L);
    boolean knowsAll = !frame.catchingUp() && frame.pageviews30m() >= shown;
    return knowsAll || now - website.backSince.getAsLong() > STAYS_BESIDE_MS;
  }

  private Behavior<Command> onStandInFrame(StandInFrame arrived) {
    Watched website = watched.get(arrived.frame.websiteId());
    if (website != null && website.standIn.isPresent()) {
      show(website, arrived.frame);
    }
    return this;
  }

  /** A frame that comes twice, or late, is not newer and goes nowhere. */
  private void show(Watched website, LiveFrame frame) {
    if (frame.version() > website.version()) {
      EncodedFrame encoded = new EncodedFrame(frame, counters);
      website.latest = Optional.of(encoded);
      website.sockets.forEach(socket -> socket.tell(encoded));
    }
  }

  private Behavior<Command> onRenewDue() {
    watched.forEach(this::subscribe);
    return this;
  }

  private void subscribe(String websiteId, Watched website) {
    websites.tell(websiteId, new LiveWebsite.Subscribe(frames, website.version()));
    website.standIn.ifPresent(
        standIn -> standIn.tell(new LiveWebsite.Subscribe(standInFrames, website.version())));
  }

  /** Every live website is asked for its frame, seen or not: those that are still there answer. */
  private Behavior<Command> onNodeLost() {
    long now = clock.millis();
    watched.forEach(
        (websiteId, website) -> {
          if (website.owesSince.isEmpty()) {
            website.owesSince = OptionalLong.of(now);
          }
          websites.tell(websiteId, new LiveWebsite.Subscribe(frames, 0));
        });
    return this;
  }

  private Behavior<Command> onLookDue() {
    long asked = clock.millis() - Math.round(PATIENCE * settings.firstFrameWithin().toMillis());
    watched.entrySet().stream()
        .filter(one -> one.getValue().standIn.isEmpty())
        .filter(one -> one.getValue().owesSince.orElse(Long.MAX_VALUE) <= asked)
        .limit(MOST_STAND_INS_AT_ONCE)
        .forEach(one -> standIn(one.getKey(), one.getValue()));
    return this;
  }

  private void standIn(String websiteId, Watched website) {
    website.standIn = Optional.of(getContext().spawnAnonymous(websites.standIn(websiteId)));
    subscribe(websiteId, website);
  }
}
