package footfall.website;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import footfall.session.SessionShard;

/** How live websites reach the session shards; at most once. */
@FunctionalInterface
public interface SessionShards {

  void tell(int partition, SessionShard.Command command);

  /** Through Cluster Sharding; the region of the shards may be started before or after. */
  static SessionShards sharded(ActorSystem<?> system) {
    ClusterSharding sharding = ClusterSharding.get(system);
    EntityTypeKey<SessionShard.Command> type =
        EntityTypeKey.create(SessionShard.Command.class, SessionShard.ENTITY_TYPE);
    return (partition, command) ->
        sharding.entityRefFor(type, String.valueOf(partition)).tell(command);
  }
}
