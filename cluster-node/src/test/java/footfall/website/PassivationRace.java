package footfall.website;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.HashCodeMessageExtractor;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import footfall.protocol.measure.Timings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * Website-minutes in Akka's own sharding that are sent their next final at the very moment they ask
 * to leave memory: in one round just before their region hears of it, in the next just after. A
 * final is sent once; whatever is lost stays lost.
 */
final class PassivationRace {
  private static final EntityTypeKey<WebsiteMinute.Command> TYPE =
      EntityTypeKey.create(WebsiteMinute.Command.class, WebsiteMinute.ENTITY_TYPE);

  private static final Duration WAKE_AFTER = Duration.ofMillis(100);

  private final ActorTestKit node;
  private final ClusterSharding sharding;
  private final int rounds;
  private final ActorRef<WebsiteMinute.Finished> acknowledged;
  private final ActorRef<WebsiteMinute.Stored> ignored;
  private final Map<MinuteKey, Integer> round = new ConcurrentHashMap<>();
  private final Map<MinuteKey, Long> sentAt = new ConcurrentHashMap<>();
  private final Map<MinuteKey, Long> idleSince = new ConcurrentHashMap<>();

  /** Finals that were acknowledged, of all minutes. */
  final AtomicInteger finished = new AtomicInteger();

  /** Passivations asked for, of all minutes. */
  final AtomicInteger passivations = new AtomicInteger();

  /** The longest time from a final to its acknowledgement, ns. */
  final LongAccumulator longest = new LongAccumulator(Math::max, 0);

  /** Starts the region on a node that is a cluster of its own. */
  PassivationRace(ActorTestKit node, MinuteSettings settings, int rounds) {
    this.node = node;
    this.rounds = rounds;
    this.sharding = ClusterSharding.get(node.system());
    this.ignored = node.spawn(Behaviors.ignore(), "ignored");
    this.acknowledged = node.spawn(Behaviors.receiveMessage(this::onFinished), "acknowledged");
    sharding.init(
        Entity.of(
                TYPE,
                entity ->
                    Behaviors.setup(
                        context -> {
                          MinuteKey key = MinuteKey.ofEntityId(entity.getEntityId());
                          return WebsiteMinute.create(
                              key,
                              between(context, key, entity.getShard()),
                              settings,
                              Clock.systemUTC(),
                              new Timings(1));
                        }))
            .withMessageExtractor(new HashCodeMessageExtractor<>(settings.shards()))
            .withStopMessage(WebsiteMinute.Stop.INSTANCE)
            .withSettings(
                ClusterShardingSettings.create(node.system()).withNoPassivationStrategy()));
  }

  void start(Iterable<MinuteKey> keys) {
    keys.forEach(this::sendNext);
  }

  private ActorRef<ClusterSharding.ShardCommand> between(
      ActorContext<WebsiteMinute.Command> minute,
      MinuteKey key,
      ActorRef<ClusterSharding.ShardCommand> shard) {
    return minute.spawn(
        Behaviors.receiveMessage(
            (ClusterSharding.ShardCommand passivate) -> {
              boolean before = round.get(key) % 2 == 0;
              boolean isLast = round.get(key) == rounds || sentAt.containsKey(key);
              passivations.incrementAndGet();
              if (before && !isLast) {
                sendNext(key);
              }
              shard.tell(passivate);
              if (!before && !isLast) {
                sendNext(key);
              }
              return Behaviors.same();
            }),
        "between");
  }

  private EntityRef<WebsiteMinute.Command> entity(MinuteKey key) {
    return sharding.entityRefFor(TYPE, WebsiteMinute.entityId(key));
  }

  /** Each final is of a partition of its own, so that each must be there in the end. */
  private void sendNext(MinuteKey key) {
    idleSince.remove(key);
    int next = round.merge(key, 1, Integer::sum);
    sentAt.put(key, System.nanoTime());
    entity(key)
        .tell(new WebsiteMinute.Finish(next - 1, 1, Tallies.form("/a", 1, next), acknowledged));
  }

  private Behavior<WebsiteMinute.Finished> onFinished(WebsiteMinute.Finished done) {
    longest.accumulate(System.nanoTime() - sentAt.remove(done.minute()));
    finished.incrementAndGet();
    idleSince.put(done.minute(), System.nanoTime());
    return Behaviors.same();
  }

  /** Brings minutes back that have left with their final: they are to leave again. */
  void wake() {
    long now = System.nanoTime();
    idleSince.forEach(
        (key, since) -> {
          if (now - since > WAKE_AFTER.toNanos() && idleSince.remove(key, since)) {
            entity(key).tell(new WebsiteMinute.Ask(ignored));
            if (round.get(key) < rounds) {
              idleSince.put(key, now);
            }
          }
        });
  }

  /** The longest time that a final which is not acknowledged has waited. */
  Duration longestWaiting() {
    long now = System.nanoTime();
    return Duration.ofNanos(sentAt.values().stream().mapToLong(at -> now - at).max().orElse(0));
  }

  /** How many finals the minute holds, asked of the minute itself. */
  int held(MinuteKey key) {
    var probe = node.<WebsiteMinute.Stored>createTestProbe();
    entity(key).tell(new WebsiteMinute.Ask(probe.getRef()));
    return probe.receiveMessage(Duration.ofSeconds(5)).partitions().size();
  }
}
