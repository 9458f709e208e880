package footfall.sdk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SenderSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aBoundThatCannotBeIsNamed() {
    refused("capacity", 0, 1, SECOND, SECOND, SECOND);
    refused("hitsPerAttempt must be 1 to 1000, was 1001", 1, 1_001, SECOND, SECOND, SECOND);
    refused("attemptTimeout", 1, 1, Duration.ZERO, SECOND, SECOND);
    refused("firstPause", 1, 1, SECOND, Duration.ZERO, SECOND);
    refused("longestPause", 1, 1, SECOND, SECOND, Duration.ofMillis(999));
  }

  private static void refused(
      String named, int capacity, int hits, Duration timeout, Duration first, Duration longest) {
    assertThatThrownBy(() -> new SenderSettings(capacity, hits, timeout, first, longest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }
}
