package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.counting.CountingRules;
import footfall.protocol.counting.Goal;
import footfall.protocol.counting.GoalPattern;
import footfall.protocol.hit.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ActiveGoalsTest {
  private static Goal goal(int number, Goal.Type type, Goal.Match match, String pattern, int from) {
    return new Goal(new UUID(0, number), type, Optional.ofNullable(match), pattern, from);
  }

  private static List<Long> met(List<Goal> goals, EventType hit, String page, String event) {
    Session session =
        new Session(new UUID(1, 1), 0, new OpenWebsite("w", 0), new String[] {"k"}, 0);
    session.pageviews = 2;
    return ActiveGoals.of(new CountingRules("w", 1, true, goals))
        .meet(session, hit, page, event)
        .stream()
        .map(UUID::getLeastSignificantBits)
        .toList();
  }

  @Test
  void pagesAreComparedAtPageviewsAndNamesAtEvents() {
    List<Goal> goals =
        List.of(
            goal(1, Goal.Type.DESTINATION, Goal.Match.REGEX, "^/a", 0),
            goal(2, Goal.Type.EVENT, Goal.Match.REGEX, "^/b", 0),
            goal(3, Goal.Type.DESTINATION, Goal.Match.REGEX, "^/b", 0),
            goal(4, Goal.Type.EVENT, Goal.Match.REGEX, "^/a", 0),
            goal(5, Goal.Type.EVENT, Goal.Match.EQUALS, "/b1", 0),
            goal(6, Goal.Type.DESTINATION, Goal.Match.BEGINS_WITH, "/a", 0));
    assertThat(met(goals, EventType.PAGEVIEW, "/a1", "")).containsExactly(1L, 6L);
    assertThat(met(goals, EventType.EVENT, "/a1", "/b1")).containsExactly(2L, 5L);
    assertThat(met(goals, EventType.TRANSACTION, "/a1", "/b1")).isEmpty();
  }

  @Test
  void aGoalThatWouldTakeTooMuchWithThoseBeforeItIsNeverMetAndThoseBehindItAre() {
    String large = "[ab]?".repeat(90);
    int steps = GoalPattern.of(Goal.Match.REGEX, large).steps();
    int fit = CountingRules.MOST_STEPS / steps;
    List<Goal> goals = new ArrayList<>();
    for (int i = 1; i <= fit + 1; i++) {
      goals.add(goal(i, Goal.Type.DESTINATION, Goal.Match.REGEX, large, 0));
    }
    goals.add(goal(fit + 2, Goal.Type.PAGES_PER_SESSION, null, "", 2));
    assertThat(met(goals, EventType.PAGEVIEW, "/", ""))
        .hasSize(fit + 1)
        .contains((long) fit, fit + 2L)
        .doesNotContain(fit + 1L);
  }
}
