package footfall.load.bench.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwayTest {

  @Test
  void intakePausesAtTheFirstSampleAfterWhichNothingWasTakenIn() {
    assertThat(Away.pausedAfter(samples(0, 500, 1_000, 1_200, 1_200, 1_200))).isEqualTo(6);
  }

  @Test
  void intakeThatGoesOnToTheEndHasNotPaused() {
    assertThat(Away.pausedAfter(samples(0, 500, 1_000, 1_500))).isEqualTo(-1);
  }

  /** Two seconds apart. */
  private static List<Away.Sample> samples(long... hits) {
    List<Away.Sample> samples = new ArrayList<>();
    for (long taken : hits) {
      samples.add(new Away.Sample(2L * samples.size(), 1, 1, 1, 0, taken));
    }
    return samples;
  }
}
