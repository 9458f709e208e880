package footfall.persistence.stats;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/** What was counted of some hits and sessions; what was not asked for is zero. */
public final class Figures {
  private static final int SHARE_DIGITS = 4;
  private static final int MEAN_DIGITS = 2;
  private static final int MONEY_DIGITS = 4;

  private final Map<Sum, BigDecimal> sums;

  /** Sums of what each row stands for; rounded at the very end. */
  Figures(Map<Sum, BigDecimal> sums) {
    this.sums = Map.copyOf(sums);
  }

  /** Nothing was there. */
  public static final Figures NONE = new Figures(Map.of());

  /**
   * The metric's value: a whole number; revenue with four digits behind the point, shares with at
   * most four, other means with at most two. Empty for a mean over no sessions.
   */
  public Optional<BigDecimal> value(Metric metric) {
    BigDecimal counted = sum(metric.sums().get(0));
    if (!metric.isMean()) {
      int digits = metric == Metric.REVENUE ? MONEY_DIGITS : 0;
      return Optional.of(counted.setScale(digits, RoundingMode.HALF_UP));
    }
    BigDecimal sessions = sum(Sum.SESSIONS);
    if (sessions.signum() == 0) {
      return Optional.empty();
    }
    boolean share = metric == Metric.BOUNCE_RATE || metric == Metric.CONVERSION_RATE;
    int digits = share ? SHARE_DIGITS : MEAN_DIGITS;
    return Optional.of(divided(counted, sessions, digits));
  }

  /** A part of a whole that is not 0, with at most four digits behind the point. */
  public static BigDecimal share(long part, long whole) {
    return divided(BigDecimal.valueOf(part), BigDecimal.valueOf(whole), SHARE_DIGITS);
  }

  private static BigDecimal divided(BigDecimal counted, BigDecimal by, int digits) {
    BigDecimal mean = counted.divide(by, digits, RoundingMode.HALF_UP).stripTrailingZeros();
    return mean.scale() < 0 ? mean.setScale(0) : mean;
  }

  private BigDecimal sum(Sum sum) {
    return sums.getOrDefault(sum, BigDecimal.ZERO);
  }
}
