package footfall.website;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.stream.OverflowStrategy;
import akka.stream.typed.javadsl.ActorSource;
import footfall.api.live.EncodedFrame;
import footfall.api.live.LiveCounters;
import footfall.api.live.LiveFeed;
import footfall.protocol.live.LiveFrame;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The live frames of one node: one subscription per website while at least one socket watches it,
 * and each frame handed as the same object to all of them. All commands stay on the node.
 */
public final class NodeFeed extends AbstractBehavior<NodeFeed.Command> {

  public sealed interface Command {}

  /** A socket watches from now on; it gets the newest frame at once where there is one. */
  record Join(String websiteId, ActorRef<EncodedFrame> socket) implements Command {}

  private record Leave(String websiteId, ActorRef<EncodedFrame> socket) implements Command {}

  private record FrameArrived(LiveFrame frame) implements Command {}

  private enum RenewDue implements Command {
    INSTANCE
  }

  private final LiveWebsites websites;
  private final LiveCounters counters;
  private final ActorRef<LiveFrame> frames;
  private final Map<String, Watched> watched = new HashMap<>();

  /** One website on this node. */
  private static final class Watched {
    private final Set<ActorRef<EncodedFrame>> sockets = new HashSet<>();
    private Optional<EncodedFrame> latest = Optional.empty();

    long version() {
      return latest.map(encoded -> encoded.frame().version()).orElse(0L);
    }
  }

  /** One per node; subscriptions are renewed every {@code renewEvery}. */
  public static Behavior<Command> create(
      LiveWebsites websites, Duration renewEvery, LiveCounters counters) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new NodeFeed(context, timers, websites, renewEvery, counters)));
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
      Duration renewEvery,
      LiveCounters counters) {
    super(context);
    this.websites = websites;
    this.counters = counters;
    this.frames = context.messageAdapter(LiveFrame.class, FrameArrived::new);
    timers.startTimerWithFixedDelay(RenewDue.INSTANCE, renewEvery);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Join.class, this::onJoin)
        .onMessage(Leave.class, this::onLeave)
        .onMessage(FrameArrived.class, this::onFrameArrived)
        .onMessage(RenewDue.class, due -> onRenewDue())
        .build();
  }

  private Behavior<Command> onJoin(Join join) {
    getContext().watchWith(join.socket, new Leave(join.websiteId, join.socket));
    Watched website = watched.get(join.websiteId);
    if (website == null) {
      website = new Watched();
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
      counters.watching(watched.size());
      websites.tell(leave.websiteId, new LiveWebsite.Unsubscribe(frames));
    }
    return this;
  }

  /** A frame that comes twice, or late, is not newer and goes nowhere. */
  private Behavior<Command> onFrameArrived(FrameArrived arrived) {
    Watched website = watched.get(arrived.frame.websiteId());
    if (website != null && arrived.frame.version() > website.version()) {
      EncodedFrame encoded = new EncodedFrame(arrived.frame, counters);
      website.latest = Optional.of(encoded);
      website.sockets.forEach(socket -> socket.tell(encoded));
    }
    return this;
  }

  private Behavior<Command> onRenewDue() {
    watched.forEach(this::subscribe);
    return this;
  }

  private void subscribe(String websiteId, Watched website) {
    websites.tell(websiteId, new LiveWebsite.Subscribe(frames, website.version()));
  }
}
