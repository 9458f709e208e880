package footfall.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassHistogramTest {
  private static final String PRINTED =
      """
      4711:
       num     #instances         #bytes  class name (module)
      -------------------------------------------------------
         1:           300         24000  [B (java.base@17.0.17)
         2:            10         80000  footfall.session.Session
      Total           310        104000
      """;

  @Test
  void theLargestClassComesFirstAndTheTotalIsNoClass() {
    ClassHistogram histogram = ClassHistogram.parse(PRINTED);

    assertThat(histogram.rows())
        .containsExactly(
            new ClassHistogram.Row("footfall.session.Session", 10, 80_000),
            new ClassHistogram.Row("[B", 300, 24_000));
    assertThat(histogram.bytes()).isEqualTo(104_000);
  }

  @Test
  void aJvmTellsWhatItHolds() throws Exception {
    ClassHistogram own = ClassHistogram.of(ProcessHandle.current().pid());

    assertThat(own.bytes()).isPositive();
    assertThat(own.rows()).extracting(ClassHistogram.Row::className).contains("java.lang.String");
    assertThat(ProcessMemory.resident(ProcessHandle.current().pid())).isGreaterThan(own.bytes());
  }
}
