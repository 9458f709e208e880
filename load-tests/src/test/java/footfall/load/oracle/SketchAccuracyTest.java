package footfall.load.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SketchAccuracyTest {
  private final SketchAccuracy accuracy = new SketchAccuracy();

  private static List<String> users(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> "user-" + i).toList();
  }

  @Test
  void sketchesOfFewAndOfManyUsersAreAsAccurateAsTheyPromise() {
    SipHash hash = new SipHash(3, 4);
    for (int cell = 0; cell < 600; cell++) {
      int count = 1 + cell * 11;
      double estimate = UserSketch.of(users(cell * 10_000, count), hash).estimate();
      accuracy.add("cell " + cell, count, estimate);
    }
    assertThat(accuracy.findings()).isEmpty();
  }

  @Test
  void anEstimateOfFewUsersThatIsOffByTwoIsFound() {
    accuracy.add("one coupon shared", 300, 299.001);
    assertThat(accuracy.findings()).isEmpty();
    accuracy.add("off by two", 300, 298.001);
    assertThat(accuracy.findings()).singleElement().asString().contains("off by two");
  }

  @Test
  void usersWhereNobodyWasAreFound() {
    accuracy.add("empty", 0, 1);
    assertThat(accuracy.findings()).isNotEmpty();
  }

  @Test
  void moreCellsOutsideThreeSigmaThanChanceAllowsAreFound() {
    int allowed = SketchAccuracy.allowedOutside(200);
    for (int i = 0; i < 200; i++) {
      boolean outside = i < allowed;
      accuracy.add("cell " + i, 10_000, outside ? 10_000 + (i % 2 == 0 ? 600 : -600) : 10_000);
    }
    assertThat(accuracy.findings()).isEmpty();
    accuracy.add("another", 10_000, 9_400);
    assertThat(accuracy.findings()).singleElement().asString().contains("outside 3 sigma");
  }

  /** By the Poisson distribution with means 0.27 and 13.5, summed by hand. */
  @Test
  void chanceAllowsFourOfAHundredAndAFewMoreThanTheMeanOfManyOutsideThreeSigma() {
    assertThat(SketchAccuracy.allowedOutside(0)).isZero();
    assertThat(SketchAccuracy.allowedOutside(100)).isEqualTo(4);
    assertThat(SketchAccuracy.allowedOutside(5_000)).isBetween(27, 31);
  }

  @Test
  void aSmallErrorThatAlwaysPointsTheSameWayIsFound() {
    for (int i = 0; i < 200; i++) {
      accuracy.add("cell " + i, 10_000, 10_100);
    }
    assertThat(accuracy.findings()).singleElement().asString().startsWith("mean signed error");
  }
}
