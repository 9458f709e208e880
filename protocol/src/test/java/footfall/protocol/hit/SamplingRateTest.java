package footfall.protocol.hit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplingRateTest {
  @Test
  void aRateInRangeIsReadAsItIsWritten() {
    for (double rate : List.of(0.0001, 0.25, 0.3, 0.9999, 1.0)) {
      assertThat(SamplingRate.read(Double.toString(rate))).hasValue(rate);
    }
  }

  @Test
  void whatIsNoRateInRangeIsNone() {
    for (String text :
        List.of(
            "",
            " ",
            "a",
            "0",
            "-0.5",
            "0.00009",
            "1.0001",
            "1e-300",
            "1e300",
            "NaN",
            "Infinity",
            "0.5;",
            "0,5",
            "1".repeat(100_000),
            "0." + "0".repeat(100_000) + "1",
            "\u0000")) {
      assertThat(SamplingRate.read(text)).as(text).isEmpty();
    }
  }

  @Test
  void aHitStandsForOneDividedByItsRate() {
    assertThat(SamplingRate.weight(1)).isEqualTo(SamplingRate.ONE);
    assertThat(SamplingRate.weight(0.25)).isEqualTo(4 * SamplingRate.ONE);
    assertThat(SamplingRate.weight(0.3)).isEqualTo(3_333_333);
    assertThat(SamplingRate.weight(SamplingRate.SMALLEST)).isEqualTo(10_000 * SamplingRate.ONE);
  }
}
