package footfall.protocol.hit;

import java.math.BigDecimal;

/**
 * Amounts of money as ten-thousandths of the currency's unit: 12.5 is 125,000. An amount in a hit
 * has at most 14 digits before and 4 behind the point, what ClickHouse's Decimal(18, 4) holds.
 */
public final class Money {
  /** Digits behind the point. */
  public static final int SCALE = 4;

  private static final int WHOLE_DIGITS = 14;

  private Money() {}

  /** An amount of a hit in ten-thousandths; throws ArithmeticException for one out of bounds. */
  public static long tenThousandths(BigDecimal amount) {
    return amount.movePointRight(SCALE).longValueExact();
  }

  /** The decimal amount of so many ten-thousandths, always with four digits behind the point. */
  public static BigDecimal decimal(long tenThousandths) {
    return BigDecimal.valueOf(tenThousandths, SCALE);
  }

  /**
   * The amount in its one form in a hit, without trailing zeros behind the point and without an
   * exponent; null where the bounds are broken or the text is no decimal.
   */
  static BigDecimal parse(String text) {
    if (text.length() > Limits.NUMBER) {
      return null;
    }
    try {
      BigDecimal amount = new BigDecimal(text).stripTrailingZeros();
      // Before setScale: 1e999999999 is a short text and a long number.
      boolean bounded =
          amount.scale() <= SCALE && (long) amount.precision() - amount.scale() <= WHOLE_DIGITS;
      return bounded ? amount.setScale(Math.max(0, amount.scale())) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
