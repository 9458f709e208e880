package footfall.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackSettingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.12", "10.64.0.2", "192.168.1.1"})
  void storesListenOnLoopbackOrInAPrivateNetwork(String host) {
    assertThat(on(host).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "8.8.8.8", "no address"})
  void theyListenNowhereElse(String host) {
    assertThatThrownBy(() -> on(host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(host);
  }

  @Test
  void withoutAnAddressTheyListenOnLoopback() {
    StackSettings settings =
        new StackSettings(Path.of("data"), EnumSet.of(Service.KAFKA), Map.of(), true, line -> {});
    assertThat(settings.host()).isEqualTo("127.0.0.1");
  }

  private static StackSettings on(String host) {
    return new StackSettings(
        Path.of("data"), EnumSet.of(Service.KAFKA), Map.of(), true, line -> {}, host);
  }
}
