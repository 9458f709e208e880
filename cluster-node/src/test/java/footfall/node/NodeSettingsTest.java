package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;

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
}
