package footfall.load.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyOfPeakTest {

  @Test
  void aShareBeyondThePeakIsRefusedWithAnExample() {
    assertThatThrownBy(() -> new LatencyOfPeak.Settings(List.of(50, 120), 200, 20, 60, 90, 1))
        .hasMessageContaining("such as 10,50,80");
  }

  @Test
  void moreWatchedWebsitesThanThereAreAreRefused() {
    assertThatThrownBy(() -> new LatencyOfPeak.Settings(List.of(50), 10, 20, 60, 90, 1))
        .hasMessageContaining("--watched");
  }

  @Test
  void aMeasurementTooShortToShowAPeakIsRefused() {
    assertThatThrownBy(() -> new LatencyOfPeak.Settings(List.of(50), 200, 20, 5, 90, 1))
        .hasMessageContaining("at least 12");
  }
}
