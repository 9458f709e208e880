package footfall.protocol.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimingsTest {

  private final Timings timings = new Timings(0.1, 1);

  @Test
  void aTimeOnABoundIsCountedThereAndOneAboveAllBoundsIsCountedLast() {
    timings.addMillis(50);
    timings.addMillis(100);
    timings.addNanos(100_000_001);
    timings.addMillis(3_000);

    assertThat(timings.counts()).containsExactly(2, 1, 1);
    assertThat(timings.count()).isEqualTo(4);
    assertThat(timings.seconds()).isCloseTo(3.250000001, within(1e-12));
  }

  @Test
  void aTimeBelowZeroIsTakenForZero() {
    timings.addMillis(-5);

    assertThat(timings.counts()).containsExactly(1, 0, 0);
    assertThat(timings.seconds()).isZero();
  }

  @Test
  void timesThatNoClockCanMeanDoNotOverflow() {
    timings.addMillis(Long.MAX_VALUE);
    timings.addMillis(Long.MAX_VALUE);

    assertThat(timings.counts()).containsExactly(0, 0, 2);
    assertThat(timings.seconds()).isGreaterThan(1.8e10);
  }

  @Test
  void noTimeIsLostBetweenThreads() {
    IntStream.range(0, 100_000).parallel().forEach(i -> timings.addMillis(i % 2_000));

    assertThat(timings.counts()).containsExactly(101 * 50, 900 * 50, 999 * 50);
    assertThat(timings.seconds()).isCloseTo(999.5 * 100, within(1e-6));
  }

  @Test
  void boundsMustAscend() {
    assertThatThrownBy(() -> new Timings(1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bounds must ascend, but 1.0 does not");
  }
}
