package footfall.load.scenario;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import footfall.session.SessionShard;
import footfall.website.MinuteKey;
import footfall.website.MinuteTally;
import footfall.website.WebsiteMinute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Joins the node's cluster as a member that hosts nothing and asks website-minutes what they hold,
 * as a live website does.
 */
final class LiveMinutes implements AutoCloseable {
  private static final String SYSTEM = "footfall";
  private static final Duration JOINED = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int AT_ONCE = 128;

  private final ActorSystem<Void> system;
  private final EntityTypeKey<WebsiteMinute.Command> type =
      EntityTypeKey.create(WebsiteMinute.Command.class, WebsiteMinute.ENTITY_TYPE);

  private LiveMinutes(ActorSystem<Void> system) {
    this.system = system;
  }

  /** Joins by way of the node at the given address. */
  static LiveMinutes join(String seedNode) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("akka.actor.provider", "cluster");
    settings.put("akka.remote.artery.canonical.hostname", "127.0.0.1");
    settings.put("akka.remote.artery.canonical.port", 0);
    settings.put("akka.cluster.seed-nodes", List.of(seedNode));
    // A member must agree with the cluster on who is downed, and how.
    settings.put(
        "akka.cluster.downing-provider-class", "akka.cluster.sbr.SplitBrainResolverProvider");
    settings.put("akka.coordinated-shutdown.exit-jvm", "off");
    settings.put("akka.loglevel", "ERROR");
    Config config = ConfigFactory.parseMap(settings).withFallback(ConfigFactory.defaultReference());
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), SYSTEM, config);
    LiveMinutes minutes = new LiveMinutes(system);
    Cluster cluster = Cluster.get(system);
    Await.until(
        "the harness has joined", JOINED, () -> cluster.selfMember().status() == MemberStatus.up());
    // We have no role: so this member only ever asks.
    ClusterSharding.get(system)
        .init(
            Entity.of(minutes.type, entity -> Behaviors.<WebsiteMinute.Command>empty())
                .withRole(SessionShard.ROLE));
    return minutes;
  }

  /** What each of the minutes holds. */
  Map<MinuteKey, MinuteTally> of(List<MinuteKey> keys) {
    Map<MinuteKey, MinuteTally> shown = new HashMap<>();
    for (int from = 0; from < keys.size(); from += AT_ONCE) {
      List<CompletableFuture<WebsiteMinute.Stored>> answers = new ArrayList<>();
      for (MinuteKey key : keys.subList(from, Math.min(keys.size(), from + AT_ONCE))) {
        answers.add(ask(key));
      }
      for (CompletableFuture<WebsiteMinute.Stored> answer : answers) {
        WebsiteMinute.Stored minute = answer.join();
        shown.put(minute.minute(), MinuteTally.decode(minute.tally()));
      }
    }
    return shown;
  }

  private CompletableFuture<WebsiteMinute.Stored> ask(MinuteKey key) {
    return AskPattern.<WebsiteMinute.Command, WebsiteMinute.Stored>ask(
            ClusterSharding.get(system).entityRefFor(type, WebsiteMinute.entityId(key)),
            WebsiteMinute.Ask::new,
            ANSWER,
            system.scheduler())
        .toCompletableFuture();
  }

  /** Leaves the cluster in good order. */
  @Override
  public void close() {
    CoordinatedShutdown.get(system)
        .runAll(CoordinatedShutdown.actorSystemTerminateReason())
        .toCompletableFuture()
        .join();
  }
}
