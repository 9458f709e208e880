package footfall.session;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.Cluster;
import akka.cluster.Member;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.ShardingMessageExtractor;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import com.datastax.oss.driver.api.core.CqlSession;
import footfall.ingest.kafka.PartitionReader;
import footfall.ingest.kafka.PartitionWriter;
import footfall.persistence.clickhouse.EventStore;
import footfall.persistence.metadata.ClusterIdentity;
import footfall.protocol.counting.CountingRules;
import footfall.website.Ending;
import footfall.website.WebsiteMinutes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** The session shards on this node: one entity, alone in its Akka shard, for each partition. */
public final class ShardRegion {
  private static final Duration WAKE_EVERY = Duration.ofSeconds(1);

  private ShardRegion() {}

  /**
   * What the shards of a node read, write and tell.
   *
   * @param counting by which rules websites count; the same list until something changes
   * @param journals a connection to the Cassandra that holds them
   * @param beforeWrite called right before each write to a journal; does not return where this JVM
   *     may not write any more
   */
  public record Surroundings(
      PartitionReader reader,
      PartitionWriter writer,
      EventStore store,
      WebsiteMinutes minutes,
      Supplier<List<CountingRules>> counting,
      CqlSession journals,
      Runnable beforeWrite,
      ShardMetrics metrics,
      Clock clock) {}

  /**
   * Starts the region of a node of role {@link SessionShard#ROLE}, and keeps every partition's
   * shard awake; to be called once per node. Shards can move here once the node is a member of its
   * cluster and has rehearsed it, where others have them; then the answer completes.
   */
  public static CompletionStage<Done> init(
      ActorSystem<?> system,
      ClusterIdentity identity,
      SessionRules rules,
      ShardSettings settings,
      Surroundings around) {
    UserHash userHash = UserHash.keyedBy(identity.userHashKey());
    ShardContext shards =
        new ShardContext(
            settings,
            rules,
            identity.generation(),
            () -> new OpenSessions(rules, userHash::of, new Outbox(identity.generation())),
            ShardContext.Fence.of(around.journals(), around.beforeWrite()),
            around.reader(),
            around.writer(),
            around.store(),
            around.minutes()::tell,
            around.counting(),
            around.metrics(),
            new Semaphore(1),
            around.clock());
    CompletableFuture<Done> up = new CompletableFuture<>();
    Cluster cluster = Cluster.get(system.classicSystem());
    cluster.registerOnMemberUp(() -> up.complete(Done.getInstance()));
    return up.thenCompose(
            done ->
                othersHaveShards(cluster)
                    ? Rehearsal.of(system, shards, 0)
                    : CompletableFuture.completedFuture(done))
        .thenApplyAsync(
            done -> {
              start(system, identity.partitions(), shards);
              return done;
            },
            system.executionContext());
  }

  private static boolean othersHaveShards(Cluster cluster) {
    Member self = cluster.selfMember();
    for (Member member : cluster.state().getMembers()) {
      if (member.hasRole(SessionShard.ROLE) && !member.equals(self)) {
        return true;
      }
    }
    return false;
  }

  private static void start(ActorSystem<?> system, int partitions, ShardContext shards) {
    ActorRef<ShardingEnvelope<SessionShard.Command>> region =
        ClusterSharding.get(system)
            .init(
                Entity.of(
                        SessionShard.TYPE_KEY,
                        entity ->
                            ShardRecovering.create(Integer.parseInt(entity.getEntityId()), shards))
                    .withRole(SessionShard.ROLE)
                    .withMessageExtractor(new OneEntityPerShard())
                    .withStopMessage(SessionShard.HandOver.INSTANCE)
                    .withSettings(
                        ClusterShardingSettings.create(system).withNoPassivationStrategy()));
    system.systemActorOf(
        waker(region, partitions, Ending.of(system)), "wake-session-shards", Props.empty());
  }

  /** Lets a node that runs no shards reach those of others; to be called once per node. */
  public static void reach(ActorSystem<?> system) {
    ClusterSharding.get(system)
        .init(
            Entity.of(SessionShard.TYPE_KEY, entity -> Behaviors.<SessionShard.Command>stopped())
                .withRole(SessionShard.ROLE)
                .withMessageExtractor(new OneEntityPerShard()));
  }

  private enum Due {
    DUE
  }

  /** A shard whose node died starts elsewhere as soon as sharding allows. */
  private static Behavior<Due> waker(
      ActorRef<ShardingEnvelope<SessionShard.Command>> region, int partitions, Ending ending) {
    return Behaviors.withTimers(
        (TimerScheduler<Due> timers) -> {
          timers.startTimerWithFixedDelay(Due.DUE, Duration.ZERO, WAKE_EVERY);
          return Behaviors.receive(Due.class)
              .onMessage(
                  Due.class,
                  due -> {
                    if (ending.hasBegun()) {
                      return Behaviors.stopped();
                    }
                    for (int partition = 0; partition < partitions; partition++) {
                      region.tell(
                          new ShardingEnvelope<>(
                              Integer.toString(partition), SessionShard.Wake.INSTANCE));
                    }
                    return Behaviors.same();
                  })
              .build();
        });
  }

  private static final class OneEntityPerShard
      extends ShardingMessageExtractor<
          ShardingEnvelope<SessionShard.Command>, SessionShard.Command> {
    @Override
    public String entityId(ShardingEnvelope<SessionShard.Command> message) {
      return message.entityId();
    }

    @Override
    public String shardId(String entityId) {
      return entityId;
    }

    @Override
    public SessionShard.Command unwrapMessage(ShardingEnvelope<SessionShard.Command> message) {
      return message.message();
    }
  }
}
