package footfall.node;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import footfall.persistence.metadata.MetadataException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a node; its settings come from {@code application.conf} and {@code FOOTFALL_*} variables.
 */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int FAILED = 1;

  private Main() {}

  public static void main(String[] arguments) {
    logThreadsThatFail();
    try {
      start();
    } catch (ConfigException
        | IllegalStateException
        | IllegalArgumentException
        | MetadataException e) {
      LOG.error("This node cannot start: {}", e.getMessage());
      LOG.debug("Why it cannot start", e);
      System.exit(FAILED);
    } catch (RuntimeException e) {
      LOG.error("This node cannot start", e);
      System.exit(FAILED);
    }
  }

  private static void start() {
    LogFormat.requireKnown();
    Config config = ConfigFactory.load();
    NodeSettings settings = NodeSettings.from(config.getConfig("footfall"));
    Joining joining = Joining.from(config);
    Config checked =
        ConfigFactory.parseMap(Map.of("akka.cluster.roles", settings.roles().names()))
            .withFallback(joining.over(CassandraLogin.over(config)));
    Stores stores = Stores.open(settings);
    PauseGuard guard = PauseGuard.start(config.getDuration("footfall.longest-pause"));
    ActorSystem<Void> system =
        ActorSystem.create(Guardian.create(settings, stores, guard), Joining.SYSTEM, checked);
    joining.begin(system);
    var unused = system.getWhenTerminated().whenComplete((done, failure) -> endWith(system));
  }

  /** The JVM would write the exception beside the log, where nothing leaves out what it quotes. */
  private static void logThreadsThatFail() {
    Logger log = LoggerFactory.getLogger(Thread.class);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> log.error("Thread {} has ended", thread.getName(), failure));
  }

  /** Actors that end without coordinated shutdown leave a JVM that does nothing. */
  private static void endWith(ActorSystem<Void> system) {
    if (CoordinatedShutdown.get(system).getShutdownReason().isEmpty()) {
      LOG.error("The actors of this node have ended: it ends, too");
      System.exit(FAILED);
    }
  }
}
