package footfall.load.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds estimates of distinct users against exact counts.
 *
 * <p>What an HLL with lgK 12 promises depends on how many there are:
 *
 * <ul>
 *   <li>Below 384 users (3/4 of 2^9) it keeps 26 bits of each hash, and only two users with the
 *       same 26 bits are taken for one: expected n^2 / 2^27, that is 0.0007 for 300. So up to 300
 *       an estimate must be exact but for one user.
 *   <li>Above, its error is distributed about zero with a standard error of at most 1.04 /
 *       sqrt(2^12) = 1.6 % (Flajolet et al. 2007). That is no bound: of many estimates 0.27 % must
 *       lie beyond three sigma, and a test that forbids it fails for a right sketch. So more of
 *       them than chance allows, in one of 10,000 runs of a right sketch, is a finding; so is a
 *       mean error beyond four of its own standard errors.
 * </ul>
 */
public final class SketchAccuracy {
  private static final double SIGMA = 1.04 / Math.sqrt(1 << UserSketch.LG_K);
  private static final double BEYOND_3_SIGMA = 0.0027;
  private static final double FALSE_ALARM = 1e-4;
  private static final int EXACT_UP_TO = 300;
  private static final double ONE_USER = 1.5;

  /** An exact count beside the estimate of the same cell. */
  private record Cell(String name, long exact, double estimate) {
    double error() {
      return (estimate - exact) / exact;
    }

    boolean isWrongOfFew() {
      return exact <= EXACT_UP_TO && Math.abs(estimate - exact) > (exact == 0 ? 0 : ONE_USER);
    }
  }

  private final List<Cell> cells = new ArrayList<>();

  /** Adds a cell. */
  public void add(String name, long exact, double estimate) {
    cells.add(new Cell(name, exact, estimate));
  }

  public int cells() {
    return cells.size();
  }

  /** One sentence for each thing that a right sketch would not show. */
  public List<String> findings() {
    List<String> findings = new ArrayList<>();
    List<Cell> wrong = cells.stream().filter(Cell::isWrongOfFew).toList();
    if (!wrong.isEmpty()) {
      findings.add(wrong.size() + " cells of few users are not exact, first " + wrong.get(0));
    }
    List<Cell> many = cells.stream().filter(c -> c.exact > EXACT_UP_TO).toList();
    List<Cell> outside = many.stream().filter(c -> Math.abs(c.error()) > 3 * SIGMA).toList();
    if (outside.size() > allowedOutside(many.size())) {
      findings.add(
          "%d of %d cells outside 3 sigma, where chance allows %d, first %s"
              .formatted(outside.size(), many.size(), allowedOutside(many.size()), outside.get(0)));
    }
    double mean = many.stream().mapToDouble(Cell::error).average().orElse(0);
    double bound = 4 * SIGMA / Math.sqrt(Math.max(1, many.size()));
    if (Math.abs(mean) > bound) {
      findings.add("mean signed error %.5f beyond %.5f".formatted(mean, bound));
    }
    return findings;
  }

  /**
   * The least number that chance exceeds in fewer than {@link #FALSE_ALARM} of all runs: a quantile
   * of the binomial distribution, summed from none upwards.
   */
  static int allowedOutside(int cells) {
    double probability = Math.pow(1 - BEYOND_3_SIGMA, cells);
    double exceeded = 1 - probability;
    int allowed = 0;
    while (exceeded > FALSE_ALARM) {
      probability *= (cells - allowed) / (allowed + 1.0) * BEYOND_3_SIGMA / (1 - BEYOND_3_SIGMA);
      exceeded -= probability;
      allowed++;
    }
    return allowed;
  }
}
