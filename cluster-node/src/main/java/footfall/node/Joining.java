package footfall.node;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a node finds the others of its cluster: by the addresses it was given, or by asking the
 * Kubernetes API and whoever it lists (Cluster Bootstrap).
 *
 * @param seedNodes {@code akka://footfall@host:port}; empty: a cluster of its own, or Kubernetes
 * @param tls empty: nodes speak plain TCP with each other
 */
record Joining(boolean byKubernetes, List<String> seedNodes, Optional<RemotingTls> tls) {
  static final String SYSTEM = "footfall";
  private static final Logger LOG = LoggerFactory.getLogger(Joining.class);

  /**
   * Reads and checks all that concerns joining.
   *
   * @throws IllegalArgumentException says which variable is wrong and what it may be
   */
  static Joining from(Config config) {
    Config footfall = config.getConfig("footfall");
    requireWithin("FOOTFALL_BOOTSTRAP_NODES", footfall.getInt("bootstrap-nodes"), 1_000);
    requireWithin("FOOTFALL_MANAGEMENT_PORT", config.getInt("akka.management.http.port"), 65_535);
    requireVersion(config.getString("akka.cluster.app-version"));
    Joining joining =
        new Joining(
            byKubernetes(footfall.getString("bootstrap")),
            NodeSettings.list(footfall.getString("seed-nodes")),
            Optional.of(footfall.getString("remoting-tls"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> RemotingTls.in(Path.of(folder))));
    if (joining.byKubernetes) {
      joining.requireKubernetes(config);
    }
    return joining;
  }

  private static boolean byKubernetes(String bootstrap) {
    return switch (bootstrap) {
      case "kubernetes" -> true;
      case "seed-nodes" -> false;
      default ->
          throw new IllegalArgumentException(
              "FOOTFALL_BOOTSTRAP must be seed-nodes or kubernetes, was " + bootstrap);
    };
  }

  private void requireKubernetes(Config config) {
    if (!seedNodes.isEmpty()) {
      throw new IllegalArgumentException(
          "FOOTFALL_BOOTSTRAP=kubernetes finds nodes by itself: leave FOOTFALL_SEED_NODES empty");
    }
    Config api = config.getConfig("akka.discovery.kubernetes-api");
    String host = api.getString("api-service-host-env-name");
    Path token = Path.of(api.getString("api-token-path"));
    if (System.getenv(host) == null || !Files.isReadable(token)) {
      throw new IllegalArgumentException(
          "FOOTFALL_BOOTSTRAP=kubernetes needs a pod with a service account: variable %s or file %s is missing"
              .formatted(host, token));
    }
  }

  private static void requireVersion(String version) {
    if (version.isBlank()) {
      throw new IllegalArgumentException(
          "FOOTFALL_APP_VERSION must not be empty: leave it away for the version of this build");
    }
  }

  private static void requireWithin(String variable, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "%s must be from 1 to %d, was %d".formatted(variable, most, value));
    }
  }

  /** The settings of an actor system that joins in this way. */
  Config over(Config config) {
    Map<String, Object> settings = new HashMap<>();
    if (!byKubernetes) {
      settings.put("akka.cluster.seed-nodes", seedNodes.isEmpty() ? own(config) : seedNodes);
    }
    if (tls.isPresent()) {
      settings.put("akka.remote.artery.transport", "tls-tcp");
    }
    return ConfigFactory.parseMap(settings).withFallback(config);
  }

  /** Without others to join, a node begins a cluster of its own. */
  private static List<String> own(Config config) {
    Config own = config.getConfig("akka.remote.artery.canonical");
    return List.of("akka://" + SYSTEM + "@" + own.getString("hostname") + ":" + own.getInt("port"));
  }

  /** Begins to look for others; where seed nodes are given, the actor system does so by itself. */
  void begin(ActorSystem<?> system) {
    if (!byKubernetes) {
      return;
    }
    AkkaManagement.get(system)
        .start()
        .thenAccept(uri -> ClusterBootstrap.get(system).start())
        .exceptionally(
            failure -> {
              LOG.error(
                  "This node cannot start: its management port cannot be used, set another by FOOTFALL_MANAGEMENT_PORT",
                  failure);
              var unused = CoordinatedShutdown.get(system).runAll(new Guardian.StartFailed());
              return null;
            });
  }
}
