package footfall.protocol.counting;

import footfall.protocol.hit.WebsiteIds;
import java.util.Comparator;
import java.util.List;

/**
 * What a website counts: by which goals its sessions convert, and whether robots are left out. They
 * act on records that are in the log, so they are in the log themselves: a partition counts by them
 * from the offset of the tick on that carries them (ADR 22).
 *
 * @param version from 1; higher for what was decided later
 * @param goals the active ones, by id, at most {@link #MOST_GOALS}
 */
public record CountingRules(String websiteId, long version, boolean filterBots, List<Goal> goals) {
  public static final int MOST_GOALS = 100;

  /**
   * {@link GoalPattern#steps} of all patterns of a website, each run at most once for a character
   * of a text. Of goals beyond it none is ever met: one website must not slow the others of its
   * partition.
   */
  public static final int MOST_STEPS = 6_000;

  /**
   * Checks every field, and sorts the goals.
   *
   * @throws IllegalArgumentException saying which is wrong
   */
  public CountingRules {
    goals = goals.stream().sorted(Comparator.comparing(Goal::goalId)).toList();
    if (!WebsiteIds.isWellFormed(websiteId)) {
      throw new IllegalArgumentException("rules of no well-formed website id");
    }
    if (version < 1) {
      throw new IllegalArgumentException("version of rules must be positive, was " + version);
    }
    if (goals.size() > MOST_GOALS) {
      throw new IllegalArgumentException(
          "a website has at most " + MOST_GOALS + " active goals, not " + goals.size());
    }
  }

  /** As a website counts that nobody has told otherwise: no goals, robots left out. */
  public boolean areUsual() {
    return filterBots && goals.isEmpty();
  }

  /** Whether both count every hit alike. */
  public boolean countLike(CountingRules other) {
    return filterBots == other.filterBots && goals.equals(other.goals);
  }
}
