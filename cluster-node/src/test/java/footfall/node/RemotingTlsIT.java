package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.Address;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real actor systems with a node's own settings, which speak with each other over TLS. */
class RemotingTlsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String LONG = "60 s";
  private static final String SHORT = "6 s";

  @TempDir private static Path made;

  private static final List<ActorSystem<Void>> SYSTEMS = new ArrayList<>();
  private static ActorSystem<Void> first;

  @BeforeAll
  static void beginACluster() {
    Certificates.make(made.resolve("ours"), 1);
    Certificates.make(made.resolve("another"), 1);
    first = node("ours", List.of(), LONG);
    Cluster.get(first).manager().tell(new Join(address(first)));
    await().atMost(PATIENCE).until(() -> isUp(first, first));
  }

  @AfterAll
  static void end() {
    SYSTEMS.forEach(ActorSystem::terminate);
    SYSTEMS.forEach(system -> ActorTestKit.shutdown(system, PATIENCE));
  }

  @Test
  void aNodeWithTheSameCertificateJoins() {
    ActorSystem<Void> second = node("ours", seed(), LONG);

    await().atMost(PATIENCE).until(() -> isUp(second, first) && isUp(second, second));
    assertThat(first.settings().config().getString("akka.remote.artery.transport"))
        .isEqualTo("tls-tcp");
  }

  @Test
  void nodesWithoutACertificateOrWithOneThatAnotherSignedDoNotJoin() throws Exception {
    ActorSystem<Void> another = node("another", seed(), SHORT);
    ActorSystem<Void> without = node("", seed(), SHORT);
    List<Address> strangers = List.of(address(another), address(without));

    another.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    without.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    assertThat(members(first)).extracting(Member::address).doesNotContainAnyElementsOf(strangers);
    assertThat(isUp(first, first)).isTrue();
  }

  private static List<String> seed() {
    return List.of(address(first).toString());
  }

  /**
   * A node that ends by itself when it could not join for so long.
   *
   * @param certificate empty: without TLS
   */
  private static ActorSystem<Void> node(String certificate, List<String> seeds, String patience) {
    Map<String, Object> own =
        Map.of(
            "footfall.remoting-tls",
            certificate.isEmpty() ? "" : made.resolve(certificate).toString(),
            "akka.remote.artery.canonical.port",
            0,
            "akka.coordinated-shutdown.exit-jvm",
            false,
            "akka.coordinated-shutdown.run-by-actor-system-terminate",
            false,
            "akka.cluster.jmx.enabled",
            false,
            "akka.cluster.seed-node-timeout",
            "1 s",
            "akka.cluster.shutdown-after-unsuccessful-join-seed-nodes",
            patience);
    Config config =
        ConfigFactory.load(
            ConfigFactory.parseMap(own)
                .withFallback(ConfigFactory.parseResources("application.conf")));
    Config joining =
        ConfigFactory.parseMap(Map.of("akka.cluster.seed-nodes", seeds))
            .withFallback(Joining.from(config).over(config));
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), Joining.SYSTEM, joining);
    SYSTEMS.add(system);
    return system;
  }

  private static boolean isUp(ActorSystem<?> node, ActorSystem<?> seenBy) {
    return members(seenBy).stream()
        .anyMatch(
            member ->
                member.address().equals(address(node))
                    && member.status().equals(MemberStatus.up()));
  }

  private static Address address(ActorSystem<?> system) {
    return Cluster.get(system).selfMember().address();
  }

  private static List<Member> members(ActorSystem<?> system) {
    List<Member> members = new ArrayList<>();
    Cluster.get(system).state().getMembers().forEach(members::add);
    return members;
  }
}
