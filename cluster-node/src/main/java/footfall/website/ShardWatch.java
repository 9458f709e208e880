package footfall.website;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import footfall.session.SessionShard;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Watches the session shards for all live websites of a node at once, so that ten thousand of them
 * cost a shard a few messages a second; tells them when the shards fall behind, or catch up. All
 * commands stay on the node.
 */
final class ShardWatch extends AbstractBehavior<ShardWatch.Command> {

  sealed interface Command {}

  /**
   * A live website wants to be told by the shards; it is told at once whether they are behind.
   *
   * @param who it is; of a website and its stand-in on one node only the website is told
   * @param again whether it has missed something: everything is to be told anew
   */
  record Join(
      Name who,
      ActorRef<LiveWebsite.Command> website,
      ActorRef<SessionShard.Activity> activity,
      boolean again)
      implements Command {}

  record Name(String websiteId, boolean isStandIn) {}

  private record Leave(Name who, ActorRef<LiveWebsite.Command> website) implements Command {}

  private record StateTold(SessionShard.State state) implements Command {}

  private enum RenewDue implements Command {
    INSTANCE
  }

  private enum BeginDue implements Command {
    INSTANCE
  }

  private static final Duration RENEW_EVERY = Duration.ofSeconds(1);

  /** Each website in every third renewal: well under the 10 s a watch lasts. */
  private static final int TURNS = 3;

  /** Those that come within this time begin with one message. */
  private static final Duration BEGIN_WITHIN = Duration.ofMillis(20);

  /** Well below what one message to another node may have. */
  private static final int MOST_AT_ONCE = 500;

  private final SessionShards shards;
  private final LiveSettings settings;
  private final List<Integer> partitions;
  private final Clock clock;
  private final TimerScheduler<Command> timers;
  private final ActorRef<SessionShard.State> stateTo;
  private final Map<Name, Joined> joined = new HashMap<>();
  private final Map<Name, SessionShard.Watched> beginning = new HashMap<>();
  private ShardStates states;
  private boolean isBehind;
  private int turn;

  private record Joined(
      ActorRef<LiveWebsite.Command> website, ActorRef<SessionShard.Activity> activity, int turn) {}

  static Behavior<Command> create(SessionShards shards, LiveSettings settings, Clock clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new ShardWatch(context, timers, shards, settings, clock)));
  }

  private ShardWatch(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      SessionShards shards,
      LiveSettings settings,
      Clock clock) {
    super(context);
    this.shards = shards;
    this.settings = settings;
    this.clock = clock;
    this.timers = timers;
    this.partitions = IntStream.range(0, settings.partitions()).boxed().toList();
    this.stateTo = context.messageAdapter(SessionShard.State.class, StateTold::new);
    timers.startTimerWithFixedDelay(RenewDue.INSTANCE, RENEW_EVERY);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Join.class, this::onJoin)
        .onMessage(Leave.class, this::onLeave)
        .onMessage(StateTold.class, this::onStateTold)
        .onMessage(RenewDue.class, due -> onRenewDue())
        .onMessage(BeginDue.class, due -> onBeginDue())
        .build();
  }

  private Behavior<Command> onJoin(Join join) {
    if (joined.isEmpty()) {
      states =
          new ShardStates(settings.partitions(), settings.silentAfter().toMillis(), clock.millis());
      isBehind = false;
    }
    Joined before = joined.get(join.who);
    String websiteId = join.who.websiteId;
    if (before == null || !before.website.equals(join.website)) {
      getContext().watchWith(join.website, new Leave(join.who, join.website));
      int itsTurn = Math.floorMod(websiteId.hashCode(), TURNS);
      joined.put(join.who, new Joined(join.website, join.activity, itsTurn));
    }
    join.website.tell(new LiveWebsite.ShardsBehind(isBehind));
    if (isTold(join.who)) {
      beginning.put(join.who, new SessionShard.Watched(websiteId, join.activity, join.again));
    }
    if (!timers.isTimerActive(BeginDue.INSTANCE)) {
      timers.startSingleTimer(BeginDue.INSTANCE, BEGIN_WITHIN);
    }
    return this;
  }

  private Behavior<Command> onLeave(Leave leave) {
    Joined there = joined.get(leave.who);
    if (there != null && there.website.equals(leave.website)) {
      joined.remove(leave.who);
    }
    return this;
  }

  /** A shard tells one for each website. */
  private boolean isTold(Name who) {
    return !who.isStandIn || !joined.containsKey(new Name(who.websiteId, false));
  }

  private Behavior<Command> onStateTold(StateTold message) {
    if (!joined.isEmpty()) {
      if (states.heard(message.state, clock.millis())) {
        watch(everybody(), List.of(message.state.partition()));
      }
      tellIfChanged();
    }
    return this;
  }

  private void tellIfChanged() {
    boolean behind = states.anyBehind(clock.millis());
    if (behind != isBehind) {
      isBehind = behind;
      joined.values().forEach(one -> one.website.tell(new LiveWebsite.ShardsBehind(behind)));
    }
  }

  private Behavior<Command> onBeginDue() {
    watch(List.copyOf(beginning.values()));
    beginning.clear();
    return this;
  }

  private Behavior<Command> onRenewDue() {
    if (!joined.isEmpty()) {
      turn = (turn + 1) % TURNS;
      List<SessionShard.Watched> due = new ArrayList<>();
      joined.forEach(
          (who, one) -> {
            if (one.turn == turn && isTold(who)) {
              due.add(new SessionShard.Watched(who.websiteId, one.activity, false));
            }
          });
      watch(due);
      tellIfChanged();
    }
    return this;
  }

  /** A shard that has moved is told at once: until then nobody is shown what it counts. */
  private List<SessionShard.Watched> everybody() {
    List<SessionShard.Watched> all = new ArrayList<>();
    joined.forEach(
        (who, one) -> {
          if (isTold(who)) {
            all.add(new SessionShard.Watched(who.websiteId, one.activity, false));
          }
        });
    return all;
  }

  private void watch(List<SessionShard.Watched> websites) {
    watch(websites, partitions);
  }

  /** Asks for the shards' states at the same time, be it for no website. */
  private void watch(List<SessionShard.Watched> websites, List<Integer> shardsAsked) {
    int from = 0;
    do {
      int to = Math.min(websites.size(), from + MOST_AT_ONCE);
      SessionShard.Watch watch =
          new SessionShard.Watch(List.copyOf(websites.subList(from, to)), stateTo);
      shardsAsked.forEach(partition -> shards.tell(partition, watch));
      from = to;
    } while (from < websites.size());
  }
}
