package footfall.localstack.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.localstack.up.UpSettings.BadSetting;
import footfall.localstack.up.UpSettings.Port;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpSettingsTest {
  private static final Path HOME = Path.of("/home/of/footfall");

  private static UpSettings parse(Map<String, String> environment, String... arguments) {
    return UpSettings.parse(List.of(arguments), environment, HOME);
  }

  @Test
  void theDefaultsAreThoseOfTheContract() {
    UpSettings settings = parse(Map.of());
    assertThat(settings.data()).isEqualTo(HOME.resolve(".footfall"));
    assertThat(settings.ports().values())
        .containsExactly(8080, 19092, 19042, 18123, 15432, 25520, 8558);
  }

  @Test
  void aFlagWinsOverItsVariableAndTheVariableOverTheDefault() {
    Map<String, String> environment =
        Map.of("FOOTFALL_HTTP_PORT", "1001", "FOOTFALL_KAFKA_PORT", "1002");
    UpSettings settings = parse(environment, "--http-port", "2001");
    assertThat(settings.port(Port.HTTP)).isEqualTo(2001);
    assertThat(settings.port(Port.KAFKA)).isEqualTo(1002);
    assertThat(settings.port(Port.CASSANDRA)).isEqualTo(19042);
  }

  @Test
  void aPortOutOfRangeOrNoNumberNamesWhatIsAllowed() {
    for (String port : List.of("0", "65536", "x", "-1", "999999999999")) {
      assertThatThrownBy(() -> parse(Map.of(), "--http-port", port))
          .isInstanceOf(BadSetting.class)
          .hasMessageContaining("1..65535");
      assertThatThrownBy(() -> parse(Map.of("FOOTFALL_HTTP_PORT", port)))
          .isInstanceOf(BadSetting.class)
          .hasMessageContaining("FOOTFALL_HTTP_PORT");
    }
  }

  @Test
  void visitorsAreSimulatedOnlyWhenAskedForAndOnlyWithANode() {
    assertThat(parse(Map.of()).demo()).isFalse();
    assertThat(parse(Map.of(), "--demo").demo()).isTrue();
    assertThatThrownBy(() -> parse(Map.of(), "--demo", "--stack-only"))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("leave out --stack-only");
  }

  @Test
  void anUnknownFlagAndAMissingValueShowTheUsage() {
    assertThatThrownBy(() -> parse(Map.of(), "--prot", "1"))
        .hasMessageContaining("unknown argument --prot")
        .hasMessageContaining("--stack-only");
    assertThatThrownBy(() -> parse(Map.of(), "--data")).hasMessageContaining("needs a value");
  }
}
