package footfall.website;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.HashCodeMessageExtractor;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import footfall.protocol.measure.Timings;
import java.time.Clock;

/** How a node's feed reaches live websites; at most once. */
public interface LiveWebsites {

  void tell(String websiteId, LiveWebsite.Command command);

  /** What a node may run itself while a live website cannot be reached. */
  Behavior<LiveWebsite.Command> standIn(String websiteId);

  /**
   * Starts the region of live websites on an API node; to be called once per node.
   *
   * @param receiptToFrame is told how long each hit took until a frame showed it
   */
  static LiveWebsites init(
      ActorSystem<?> system,
      LiveSettings settings,
      MinuteJournal minutes,
      SessionShards shards,
      Clock clock,
      Timings receiptToFrame) {
    EntityTypeKey<LiveWebsite.Command> type =
        EntityTypeKey.create(LiveWebsite.Command.class, LiveWebsite.ENTITY_TYPE);
    ClusterSharding sharding = ClusterSharding.get(system);
    ActorRef<ShardWatch.Command> watch =
        system.systemActorOf(
            ShardWatch.create(shards, settings, clock), "shard-watch", Props.empty());
    ActorRef<StoredMinutes.Command> stored =
        system.systemActorOf(StoredMinutes.create(minutes, clock), "stored-minutes", Props.empty());
    LiveWebsite.Sources sources = new LiveWebsite.Sources(stored, watch);
    sharding.init(
        Entity.of(
                type,
                entity ->
                    LiveWebsite.create(
                        entity.getEntityId(),
                        entity.getShard(),
                        settings,
                        sources,
                        clock,
                        receiptToFrame))
            .withRole(LiveWebsite.ROLE)
            .withMessageExtractor(new HashCodeMessageExtractor<>(settings.shards()))
            .withStopMessage(LiveWebsite.Stop.INSTANCE)
            .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
    Ending ending = Ending.of(system);
    return new LiveWebsites() {
      @Override
      public void tell(String websiteId, LiveWebsite.Command command) {
        if (!ending.hasBegun()) {
          sharding.entityRefFor(type, websiteId).tell(command);
        }
      }

      @Override
      public Behavior<LiveWebsite.Command> standIn(String websiteId) {
        return LiveWebsite.standIn(websiteId, settings, sources, clock, receiptToFrame);
      }
    };
  }
}
