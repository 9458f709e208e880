package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolesTest {

  @Test
  void aNodeDoesBothUnlessItIsToldOtherwise() {
    NodeSettings settings = NodeSettings.from(ConfigFactory.load().getConfig("footfall"));

    assertThat(settings.roles()).isEqualTo(new Roles(true, true));
    assertThat(settings.roles().names())
        .isEqualTo(ConfigFactory.load().getStringList("akka.cluster.roles"));
  }

  @Test
  void eachRoleIsTakenAlone() {
    assertThat(Roles.of(List.of("ingest"))).isEqualTo(new Roles(true, false));
    assertThat(Roles.of(List.of("api")).names()).containsExactly("api");
  }

  @Test
  void anUnknownRoleIsRefusedWithWhatToSet() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Roles.of(List.of("ingest", "reports")))
        .withMessage(
            "footfall.roles knows ingest and api, not reports: set FOOTFALL_ROLES to one of them, or to both with a comma between");
  }

  @Test
  void aNodeWithoutARoleIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Roles.of(List.of()))
        .withMessageStartingWith("footfall.roles is empty: set FOOTFALL_ROLES");
  }
}
