package footfall.load.traffic;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A choice among n things of which the k-th is picked with weight 1 / k^exponent. */
final class Zipf {
  private final double[] cumulated;

  /**
   * @param n at least 1
   * @param exponent 0 is uniform; about 1 is what page popularity looks like
   */
  Zipf(int n, double exponent) {
    if (n < 1) {
      throw new IllegalArgumentException("zipf needs at least one thing to choose from, was " + n);
    }
    cumulated = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += 1 / Math.pow(i + 1, exponent);
      cumulated[i] = sum;
    }
  }

  /** An index from 0 (most popular) to n - 1. */
  int pick(SplittableRandom random) {
    double wanted = random.nextDouble() * cumulated[cumulated.length - 1];
    int at = Arrays.binarySearch(cumulated, wanted);
    return Math.min(at < 0 ? -at - 1 : at, cumulated.length - 1);
  }
}
