package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JoiningTest {
  @Test
  void aNodeThatIsToldNothingBeginsAClusterOfItsOwn() {
    Config config = with(Map.of("akka.remote.artery.canonical.port", 4711));

    assertThat(Joining.from(config).over(config).getStringList("akka.cluster.seed-nodes"))
        .containsExactly("akka://footfall@127.0.0.1:4711");
  }

  @Test
  void aNodeJoinsTheSeedNodesItIsTold() {
    Config config = with(Map.of("footfall.seed-nodes", "akka://footfall@a:1, akka://footfall@b:2"));

    assertThat(Joining.from(config).over(config).getStringList("akka.cluster.seed-nodes"))
        .isEqualTo(List.of("akka://footfall@a:1", "akka://footfall@b:2"));
  }

  @Test
  void seedNodesAndKubernetesTogetherAreRefused() {
    Config config =
        with(
            Map.of(
                "footfall.bootstrap", "kubernetes", "footfall.seed-nodes", "akka://footfall@a:1"));

    assertThatThrownBy(() -> Joining.from(config)).hasMessageContaining("FOOTFALL_SEED_NODES");
  }

  @Test
  void numbersThatCannotBeAreRefused() {
    assertThatThrownBy(() -> Joining.from(with(Map.of("footfall.bootstrap-nodes", 0))))
        .hasMessage("FOOTFALL_BOOTSTRAP_NODES must be from 1 to 1000, was 0");
    assertThatThrownBy(() -> Joining.from(with(Map.of("akka.management.http.port", 65_536))))
        .hasMessage("FOOTFALL_MANAGEMENT_PORT must be from 1 to 65535, was 65536");
  }

  @Test
  void anEmptyVersionIsRefused() {
    assertThatThrownBy(() -> Joining.from(with(Map.of("akka.cluster.app-version", ""))))
        .hasMessageContaining("FOOTFALL_APP_VERSION must not be empty");
  }

  @Test
  void theVersionThatNodesTellEachOtherIsThatOfTheBuild() {
    Config config = with(Map.of());

    assertThat(config.getString("akka.cluster.app-version"))
        .matches("\\d+\\.\\d+\\.\\d+(-\\w+)?")
        .isEqualTo(config.getString("footfall.version"));
  }

  @Test
  void cassandrasDriverLogsInOnlyWhereBothUserAndPasswordAreGiven() {
    String provider = "datastax-java-driver.advanced.auth-provider";
    Config both = with(Map.of("footfall.cassandra.user", "u", "footfall.cassandra.password", "p"));

    assertThat(CassandraLogin.over(with(Map.of())).hasPath(provider + ".class")).isFalse();
    assertThat(CassandraLogin.over(both).getConfig(provider).root().unwrapped())
        .isEqualTo(Map.of("class", "PlainTextAuthProvider", "username", "u", "password", "p"));
    assertThatThrownBy(() -> CassandraLogin.over(with(Map.of("footfall.cassandra.password", "p"))))
        .hasMessageContaining("FOOTFALL_CASSANDRA_USER");
  }

  private static Config with(Map<String, Object> settings) {
    return ConfigFactory.parseMap(settings).withFallback(ConfigFactory.load());
  }
}
