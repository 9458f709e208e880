package footfall.localstack.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.localstack.up.UpSettings.BadSetting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JoinSettingsTest {
  private static final Path HOME = Path.of("/home/of/footfall");

  private static JoinSettings parse(Map<String, String> environment, String... arguments) {
    return JoinSettings.parse(List.of(arguments), environment, HOME);
  }

  @Test
  void aNodeJoinsTheUsualUpWithBothRolesUnlessItIsToldOtherwise() {
    assertThat(parse(Map.of()))
        .isEqualTo(new JoinSettings(HOME.resolve(".footfall"), "127.0.0.2", "ingest,api"));
    assertThat(parse(Map.of("FOOTFALL_DATA", "/data", "FOOTFALL_ROLES", "api")))
        .isEqualTo(new JoinSettings(Path.of("/data"), "127.0.0.2", "api"));
    assertThat(
            parse(
                Map.of("FOOTFALL_DATA", "/data", "FOOTFALL_ROLES", "api"),
                "--host",
                "127.0.0.12",
                "--roles",
                "ingest",
                "--data",
                "/other"))
        .isEqualTo(new JoinSettings(Path.of("/other"), "127.0.0.12", "ingest"));
  }

  @Test
  void anAddressThatIsNoneOrThatOfUpIsRefusedWithWhatToChoose() {
    for (String host : List.of("localhost", "127.0.0.256", "127.0.0", "127.0.0.1;rm")) {
      assertThatThrownBy(() -> parse(Map.of(), "--host", host))
          .isInstanceOf(BadSetting.class)
          .hasMessage(
              "--host must be an IPv4 address of this machine such as 127.0.0.12, was " + host);
    }
    assertThatThrownBy(() -> parse(Map.of(), "--host", "127.0.0.1"))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("up's node");
  }

  @Test
  void anUnknownFlagAndAMissingValueShowTheUsage() {
    assertThatThrownBy(() -> parse(Map.of(), "--hots", "127.0.0.2"))
        .hasMessageContaining("unknown argument --hots")
        .hasMessageContaining("--roles ROLES");
    assertThatThrownBy(() -> parse(Map.of(), "--host")).hasMessageContaining("needs a value");
  }
}
