package footfall.website;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.HashCodeMessageExtractor;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import footfall.protocol.measure.Timings;
import footfall.session.SessionShard;
import java.time.InstantSource;

/** How session shards and live websites reach website-minutes; at most once. */
@FunctionalInterface
public interface WebsiteMinutes {

  void tell(MinuteKey key, WebsiteMinute.Command command);

  /**
   * Starts the region of website-minutes on an ingest node; to be called once per node.
   *
   * @param clock says whether a minute is over: what comes for it then is not kept
   * @param writes is told how long each write to a minute's journal took
   */
  static WebsiteMinutes init(
      ActorSystem<?> system, MinuteSettings settings, InstantSource clock, Timings writes) {
    EntityTypeKey<WebsiteMinute.Command> type =
        EntityTypeKey.create(WebsiteMinute.Command.class, WebsiteMinute.ENTITY_TYPE);
    ClusterSharding sharding = ClusterSharding.get(system);
    sharding.init(
        Entity.of(
                type,
                entity ->
                    WebsiteMinute.create(
                        MinuteKey.ofEntityId(entity.getEntityId()),
                        entity.getShard(),
                        settings,
                        clock,
                        writes))
            .withRole(SessionShard.ROLE)
            .withMessageExtractor(new HashCodeMessageExtractor<>(settings.shards()))
            .withStopMessage(WebsiteMinute.Stop.INSTANCE)
            .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
    Ending ending = Ending.of(system);
    return livingOnly(
        (key, command) -> {
          if (!ending.hasBegun()) {
            sharding.entityRefFor(type, WebsiteMinute.entityId(key)).tell(command);
          }
        },
        settings,
        clock);
  }

  /**
   * Acknowledges finals of minutes long over without starting them: a backlog of days would
   * otherwise read the journal once for each minute, only to keep nothing.
   */
  static WebsiteMinutes livingOnly(
      WebsiteMinutes minutes, MinuteSettings settings, InstantSource clock) {
    return (key, command) -> {
      boolean over = settings.isOver(key, 0, clock.millis() - settings.afterChange().toMillis());
      if (over && command instanceof WebsiteMinute.Finish finish) {
        finish.replyTo().tell(new WebsiteMinute.Finished(key));
      } else if (!over || command instanceof WebsiteMinute.Ask) {
        minutes.tell(key, command);
      }
    };
  }
}
