package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LagWindowTest {
  private static final long NOW = 1_763_683_200_000L;

  private final LagWindow window = new LagWindow();

  @Test
  void withoutHitsTheLagIsZero() {
    assertThat(window.percentile99(NOW)).isZero();
  }

  @Test
  void thePercentileOfAMinuteIsAtMostATenthTooHigh() {
    SplittableRandom random = new SplittableRandom(1);
    long[] lags = new long[20_000];
    for (int i = 0; i < lags.length; i++) {
      lags[i] = (long) Math.exp(random.nextDouble() * 17);
      window.add(lags[i], NOW + random.nextLong(50_000));
    }
    Arrays.sort(lags);
    long exact = lags[(int) Math.ceil(lags.length * 0.99) - 1];

    assertThat(window.percentile99(NOW + 50_000)).isBetween(exact, exact * 11 / 10 + 1);
  }

  @Test
  void whatIsOlderThanAMinuteIsForgotten() {
    window.add(10_000, NOW);
    window.add(5, NOW + 30_000);

    assertThat(window.percentile99(NOW + 54_999)).isGreaterThanOrEqualTo(10_000);
    assertThat(window.percentile99(NOW + 60_000)).isBetween(5L, 6L);
  }
}
