package footfall.website;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import footfall.session.SessionShard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How live websites reach the session shards; at most once. */
@FunctionalInterface
public interface SessionShards {
  Logger LOG = LoggerFactory.getLogger(SessionShards.class);

  void tell(int partition, SessionShard.Command command);

  /** Through Cluster Sharding; until the region of the shards has started, all is lost. */
  static SessionShards sharded(ActorSystem<?> system) {
    ClusterSharding sharding = ClusterSharding.get(system);
    EntityTypeKey<SessionShard.Command> type =
        EntityTypeKey.create(SessionShard.Command.class, SessionShard.ENTITY_TYPE);
    Ending ending = Ending.of(system);
    return (partition, command) -> {
      if (ending.hasBegun()) {
        return;
      }
      try {
        sharding.entityRefFor(type, String.valueOf(partition)).tell(command);
      } catch (IllegalStateException notStarted) {
        LOG.debug("the region of session shards has not started yet", notStarted);
      }
    };
  }
}
