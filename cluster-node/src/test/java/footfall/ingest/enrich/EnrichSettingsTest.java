package footfall.ingest.enrich;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EnrichSettingsTest {

  private static final Path HERE = Path.of(".");

  @Test
  void aCacheOfNothingIsRefusedByItsKey() {
    assertThatThrownBy(() -> new EnrichSettings(HERE, 0, 1, 1))
        .hasMessage("footfall.enrich.remembered-agents must be positive, was 0");
    assertThatThrownBy(() -> new EnrichSettings(HERE, 1, -1, 1))
        .hasMessage("footfall.enrich.remembered-addresses must be positive, was -1");
    assertThatThrownBy(() -> new EnrichSettings(HERE, 1, 1, 0))
        .hasMessage("footfall.enrich.remembered-url-chars must be positive, was 0");
  }
}
