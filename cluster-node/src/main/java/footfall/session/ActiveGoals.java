package footfall.session;

import footfall.protocol.counting.CountingRules;
import footfall.protocol.counting.Goal;
import footfall.protocol.counting.GoalPattern;
import footfall.protocol.hit.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The goals of a website that are in force, ready to be asked at each hit. Of those whose patterns
 * cannot be compared, or take together more than {@link CountingRules#MOST_STEPS}, none is ever
 * met.
 */
final class ActiveGoals {
  private final List<ActiveGoal> goals = new ArrayList<>();

  /**
   * @param pattern null for what is counted
   */
  private record ActiveGoal(UUID id, Goal.Type type, GoalPattern pattern, int threshold) {
    boolean isMet(Session session, EventType hit, String page, String event) {
      return switch (type) {
        case DESTINATION -> hit == EventType.PAGEVIEW && pattern.matches(page);
        case EVENT -> hit == EventType.EVENT && pattern.matches(event);
        case DURATION -> session.last - session.start >= threshold * 1_000L;
        case PAGES_PER_SESSION -> session.pageviews >= threshold;
      };
    }
  }

  private ActiveGoals(CountingRules rules) {
    int steps = 0;
    for (Goal goal : rules.goals()) {
      GoalPattern pattern = null;
      if (goal.match().isPresent()) {
        try {
          pattern = GoalPattern.of(goal.match().get(), goal.pattern());
        } catch (IllegalArgumentException unreadable) {
          continue; // refused where goals are set; the log may hold anything
        }
        steps += pattern.steps();
      }
      if (steps <= CountingRules.MOST_STEPS) {
        goals.add(new ActiveGoal(goal.goalId(), goal.type(), pattern, goal.threshold()));
      }
    }
  }

  /** Null where there is none: most websites are asked no more than that. */
  static ActiveGoals of(CountingRules rules) {
    ActiveGoals active = new ActiveGoals(rules);
    return active.goals.isEmpty() ? null : active;
  }

  /**
   * Marks what a session meets with a hit that it has just counted.
   *
   * @return what it had not met before
   */
  List<UUID> meet(Session session, EventType hit, String page, String event) {
    List<UUID> met = List.of();
    for (ActiveGoal goal : goals) {
      if (!session.goals.contains(goal.id) && goal.isMet(session, hit, page, event)) {
        session.meet(goal.id);
        met = met.isEmpty() ? new ArrayList<>(1) : met;
        met.add(goal.id);
      }
    }
    return met;
  }
}
