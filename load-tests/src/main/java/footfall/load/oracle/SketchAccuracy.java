package footfall.load.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds estimates of distinct users against exact counts. For an HLL with m = 2^lgK registers the
 * standard error is 1.04 / sqrt(m) (Flajolet et al. 2007): 1.6 % for lgK 12.
 */
public final class SketchAccuracy {
  private static final int LG_K = 12;
  private static final double SIGMA = 1.04 / Math.sqrt(1 << LG_K);
  private static final double WITHIN_3_SIGMA = 0.99;

  /** An exact count beside the estimate of the same cell. */
  private record Cell(String name, long exact, double estimate) {
    double error() {
      return (estimate - exact) / exact;
    }
  }

  private final List<Cell> cells = new ArrayList<>();

  /**
   * Adds a cell; an estimate that is rounded to whole users may be half a user off beside the
   * sketch's own error.
   */
  public void add(String name, long exact, double estimate) {
    if (exact > 0) {
      double rounding = Math.min(0.5, Math.abs(estimate - exact));
      double unrounded = estimate - Math.copySign(rounding, estimate - exact);
      cells.add(new Cell(name, exact, unrounded));
    } else if (estimate != 0) {
      cells.add(new Cell(name, 1, estimate + 1));
    }
  }

  public int cells() {
    return cells.size();
  }

  /** Empty where at least 99 % of cells lie within 3 sigma and the mean error shows no bias. */
  public List<String> findings() {
    List<String> findings = new ArrayList<>();
    List<Cell> outside = cells.stream().filter(c -> Math.abs(c.error()) > 3 * SIGMA).toList();
    if (cells.size() - outside.size() < WITHIN_3_SIGMA * cells.size()) {
      findings.add(
          outside.size()
              + " of "
              + cells.size()
              + " cells outside 3 sigma, first "
              + outside.get(0));
    }
    double mean = cells.stream().mapToDouble(Cell::error).average().orElse(0);
    double bound = 3 * SIGMA / Math.sqrt(Math.max(1, cells.size()));
    if (Math.abs(mean) > bound) {
      findings.add("mean signed error %.5f beyond %.5f".formatted(mean, bound));
    }
    return findings;
  }
}
