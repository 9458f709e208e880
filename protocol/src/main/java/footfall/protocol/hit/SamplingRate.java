package footfall.protocol.hit;

import java.util.OptionalDouble;

/**
 * The share of a website's visitors whose hits are counted, {@link #SMALLEST} to 1. A hit that is
 * counted stands for 1 / rate hits: its weight. Weights are whole millionths, so that a sum of them
 * is the same in whatever order it is made, and wherever.
 *
 * <p>Example: at rate 0.3 a hit weighs 3,333,333, and three of them count as 10 hits.
 */
public final class SamplingRate {
  /** Of a record of topic {@code events}, where the rate is below 1: a decimal such as 0.25. */
  public static final String HEADER = "sampling-rate";

  /** A hit stands for at most 10,000, so that sums of weights stay within 64 bits. */
  public static final double SMALLEST = 0.0001;

  /** Every visitor is counted. */
  public static final double ALL = 1;

  /** The weight of a hit that stands for itself alone. */
  public static final long ONE = 1_000_000;

  /** No number in range needs more characters. */
  private static final int LONGEST_TEXT = 32;

  private SamplingRate() {}

  public static boolean isValid(double rate) {
    return rate >= SMALLEST && rate <= ALL;
  }

  /** Empty for a text that is no number or one out of range. */
  public static OptionalDouble read(String text) {
    if (text.length() > LONGEST_TEXT) {
      return OptionalDouble.empty();
    }
    try {
      double rate = Double.parseDouble(text);
      return isValid(rate) ? OptionalDouble.of(rate) : OptionalDouble.empty();
    } catch (NumberFormatException notANumber) {
      return OptionalDouble.empty();
    }
  }

  /** The hits that one at a valid rate stands for, in millionths. */
  public static long weight(double rate) {
    return Math.round(ONE / rate);
  }

  /** A sum of weights as a whole number of hits; a half counts as one. */
  public static long whole(long millionths) {
    return Math.floorDiv(millionths + ONE / 2, ONE);
  }
}
