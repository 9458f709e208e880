package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeSettingsTest {
  @Test
  void noSecretHasADefault() {
    Config footfall =
        ConfigFactory.parseResources("application.conf")
            .resolve(ConfigResolveOptions.noSystem())
            .getConfig("footfall");

    List<String> secrets =
        footfall.entrySet().stream()
            .map(Map.Entry::getKey)
            .filter(key -> key.matches(".*(password|token|secret)"))
            .toList();

    assertThat(secrets)
        .contains("postgres.password", "clickhouse.password", "setup-token")
        .allSatisfy(key -> assertThat(footfall.getString(key)).as(key).isEmpty());
  }

  @Test
  void pagesOfOtherOriginsOpenSocketsWhereTheyAreNamedAndOtherwiseNever() {
    assertThat(allowing("").sockets().allowedOrigins()).isEmpty();
    assertThat(allowing(" https://www.example.com, http://[::1]:8081 ").sockets().allowedOrigins())
        .containsExactlyInAnyOrder("https://www.example.com", "http://[::1]:8081");
    for (String wrong :
        List.of(
            "*",
            "null",
            "example.com",
            "https://example.com/",
            "https://Example.com",
            "wss://x",
            "https://example.com:443")) {
      assertThatThrownBy(() -> allowing(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("FOOTFALL_ALLOWED_ORIGINS")
          .hasMessageContaining(wrong);
    }
  }

  private static NodeSettings allowing(String origins) {
    return NodeSettings.from(
        ConfigFactory.parseMap(Map.of("footfall.http.live.allowed-origins", origins))
            .withFallback(ConfigFactory.load())
            .getConfig("footfall"));
  }
}
