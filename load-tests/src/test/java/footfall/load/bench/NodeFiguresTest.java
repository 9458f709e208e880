package footfall.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeFiguresTest {
  private static final NodeFigures FIGURES =
      new NodeFigures(
          """
          # HELP footfall_hits_total Records taken in, by what became of them
          footfall_hits_total{verdict="counted"} 40
          footfall_hits_total{verdict="late"} 2
          footfall_lag_records{partition="0"} 3.0
          footfall_lag_records{partition="1"} 4.0
          footfall_lag_seconds{partition="0"} 1.0
          footfall_lag_seconds{partition="1"} NaN
          jvm_memory_used_bytes{area="heap"} 1.5E8
          jvm_memory_used_bytes{area="nonheap"} 3
          """,
          12);

  @Test
  void aMetricIsTheSumOverItsLabels() {
    assertThat(FIGURES.hits()).isEqualTo(42);
    assertThat(FIGURES.lag()).isEqualTo(7);
  }

  @Test
  void oneSetOfLabelsCanBeAskedForAlone() {
    assertThat(FIGURES.heap()).isEqualTo(1.5e8);
  }

  @Test
  void whatTheNodeDoesNotShowOrDoesNotKnowIsMinusOne() {
    assertThat(FIGURES.metric("footfall_unknown")).isEqualTo(-1);
    assertThat(FIGURES.metric("footfall_lag_seconds")).isEqualTo(-1);
  }
}
