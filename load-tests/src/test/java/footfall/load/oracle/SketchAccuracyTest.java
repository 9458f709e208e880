package footfall.load.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SketchAccuracyTest {
  private final SketchAccuracy accuracy = new SketchAccuracy();

  @Test
  void errorsWithinThreeSigmaAndWithoutBiasAreFine() {
    for (int i = 0; i < 200; i++) {
      accuracy.add("cell " + i, 10_000, 10_000 + (i % 2 == 0 ? 300 : -300));
    }
    assertThat(accuracy.findings()).isEmpty();
  }

  @Test
  void moreThanOnePercentOfCellsOutsideThreeSigmaIsFound() {
    for (int i = 0; i < 200; i++) {
      accuracy.add("cell " + i, 10_000, i < 2 || i > 3 ? 10_000 : 10_600);
    }
    accuracy.add("another", 10_000, 9_000);
    accuracy.add("one more", 10_000, 9_000);
    assertThat(accuracy.findings()).isNotEmpty();
  }

  @Test
  void aSmallErrorThatAlwaysPointsTheSameWayIsFound() {
    for (int i = 0; i < 200; i++) {
      accuracy.add("cell " + i, 10_000, 10_100);
    }
    assertThat(accuracy.findings()).singleElement().asString().startsWith("mean signed error");
  }

  @Test
  void usersWhereNobodyWasAreFound() {
    accuracy.add("empty", 0, 7);
    assertThat(accuracy.findings()).isNotEmpty();
  }
}
