package footfall.persistence.stats;

import java.time.Instant;
import java.util.List;

/**
 * How far sessions that began in [start, end) went through some steps.
 *
 * @param start whole second
 * @param end whole second
 * @param filters sessions must pass all of them, as where sessions are counted
 * @param steps 1 to 63, each reached by a hit of its own behind that of the step before
 */
public record FunnelQuestion(
    String websiteId, Instant start, Instant end, List<Filter> filters, List<FunnelStep> steps) {
  private static final int MOST_STEPS = 63;

  /**
   * Checks the number of steps.
   *
   * @throws IllegalArgumentException where there are none, or more than 63
   */
  public FunnelQuestion {
    filters = List.copyOf(filters);
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.size() > MOST_STEPS) {
      throw new IllegalArgumentException("a funnel needs 1 to 63 steps, has " + steps.size());
    }
  }
}
