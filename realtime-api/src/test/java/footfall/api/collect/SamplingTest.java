package footfall.api.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private static final int VISITORS = 20_000;
  private static final byte[] KEY = {1, 2, 3};

  private final Sampling sampling = new Sampling(KEY);

  @Test
  void theShareOfVisitorsThatIsCountedIsTheRate() {
    for (double rate : new double[] {0.01, 0.1, 0.5, 0.9}) {
      long counted =
          IntStream.range(0, VISITORS).filter(i -> sampling.counts("site", "v" + i, rate)).count();
      // Four standard errors: a right sampling is beyond them once in 16,000 keys.
      double error = 4 * Math.sqrt(VISITORS * rate * (1 - rate));
      assertThat((double) counted).isBetween(VISITORS * rate - error, VISITORS * rate + error);
    }
  }

  @Test
  void whoIsCountedIsCountedOnEveryNodeAndAtEveryHigherRate() {
    Sampling otherNode = new Sampling(KEY.clone());
    for (int i = 0; i < VISITORS; i++) {
      String visitor = "v" + i;
      boolean counted = sampling.counts("site", visitor, 0.1);
      assertThat(otherNode.counts("site", visitor, 0.1)).isEqualTo(counted);
      assertThat(!counted || sampling.counts("site", visitor, 0.3)).isTrue();
    }
  }

  @Test
  void atRateOneEverybodyIsCounted() {
    assertThat(IntStream.range(0, 1_000).allMatch(i -> sampling.counts("site", "v" + i, 1)))
        .isTrue();
  }

  @Test
  void eachWebsiteAndEachClusterChoosesOthers() {
    Sampling otherCluster = new Sampling(new byte[] {9});
    long sameOnAnother =
        IntStream.range(0, VISITORS)
            .filter(
                i -> sampling.counts("site", "v" + i, 0.5) == sampling.counts("b", "v" + i, 0.5))
            .count();
    long sameElsewhere =
        IntStream.range(0, VISITORS)
            .filter(
                i ->
                    sampling.counts("site", "v" + i, 0.5)
                        == otherCluster.counts("site", "v" + i, 0.5))
            .count();
    assertThat(sameOnAnother).isBetween(VISITORS * 48L / 100, VISITORS * 52L / 100);
    assertThat(sameElsewhere).isBetween(VISITORS * 48L / 100, VISITORS * 52L / 100);
  }
}
