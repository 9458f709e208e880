package footfall.session;

import footfall.protocol.counting.CountingRules;
import footfall.protocol.counting.Goal;
import footfall.protocol.counting.GoalPattern;
import footfall.protocol.hit.EventType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The goals of a website that are in force, ready to be asked at each hit. One whose pattern cannot
 * be compared, or with which all before it take more than {@link CountingRules#MOST_STEPS}, is
 * never met.
 */
final class ActiveGoals {
  private final List<ActiveGoal> goals = new ArrayList<>();
  private final MatchedTexts pages;
  private final MatchedTexts events;

  /**
   * @param pattern null for what is counted
   * @param regex index of a regular expression among those of its type; -1 for none
   */
  private record ActiveGoal(
      UUID id, Goal.Type type, GoalPattern pattern, int regex, int threshold) {
    boolean matches(String text, MatchedTexts known) {
      return regex < 0 ? pattern.matches(text) : known.of(text).get(regex);
    }
  }

  private ActiveGoals(CountingRules rules) {
    Map<Goal.Type, List<GoalPattern>> regexes = new EnumMap<>(Goal.Type.class);
    int steps = 0;
    for (Goal goal : rules.goals()) {
      GoalPattern pattern = null;
      int regex = -1;
      if (goal.match().isPresent()) {
        try {
          pattern = GoalPattern.of(goal.match().get(), goal.pattern());
        } catch (IllegalArgumentException unreadable) {
          continue; // refused where goals are set; the log may hold anything
        }
        if (steps + pattern.steps() > CountingRules.MOST_STEPS) {
          continue;
        }
        steps += pattern.steps();
        if (goal.match().get() == Goal.Match.REGEX) {
          List<GoalPattern> alike = regexes.computeIfAbsent(goal.type(), type -> new ArrayList<>());
          regex = alike.size();
          alike.add(pattern);
        }
      }
      goals.add(new ActiveGoal(goal.goalId(), goal.type(), pattern, regex, goal.threshold()));
    }
    this.pages = new MatchedTexts(regexes.getOrDefault(Goal.Type.DESTINATION, List.of()));
    this.events = new MatchedTexts(regexes.getOrDefault(Goal.Type.EVENT, List.of()));
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
      if (!session.goals.contains(goal.id) && isMet(goal, session, hit, page, event)) {
        session.meet(goal.id);
        met = met.isEmpty() ? new ArrayList<>(1) : met;
        met.add(goal.id);
      }
    }
    return met;
  }

  private boolean isMet(
      ActiveGoal goal, Session session, EventType hit, String page, String event) {
    return switch (goal.type) {
      case DESTINATION -> hit == EventType.PAGEVIEW && goal.matches(page, pages);
      case EVENT -> hit == EventType.EVENT && goal.matches(event, events);
      case DURATION -> session.last - session.start >= goal.threshold * 1_000L;
      case PAGES_PER_SESSION -> session.pageviews >= goal.threshold;
    };
  }
}
