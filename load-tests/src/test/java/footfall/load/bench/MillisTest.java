package footfall.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MillisTest {
  @Test
  void aQuantileIsTheSmallestDurationThatSoManyDoNotExceed() {
    Millis millis = new Millis();
    LongStream.rangeClosed(1, 1_000).forEach(millis::add);

    assertThat(millis.quantile(0.5)).isEqualTo(500);
    assertThat(millis.quantile(0.999)).isEqualTo(999);
    assertThat(millis.quantile(1)).isEqualTo(1_000);
    assertThat(millis.cells()).isEqualTo("1,000 | 500 | 990 | 999 | 1,000");
  }

  @Test
  void whatTakesLongerThanAMinuteCountsAsOne() {
    Millis millis = new Millis();
    millis.add(100_000);

    assertThat(millis.quantile(0.5)).isEqualTo(60_000);
  }
}
