package footfall.protocol.counting;

import java.util.Optional;
import java.util.UUID;

/**
 * What makes a session a conversion.
 *
 * @param match empty for what is counted
 * @param pattern at most {@link GoalPattern#LONGEST} characters; empty for what is counted
 * @param threshold from which on it is reached: seconds of a session, or its pageviews; 0 for what
 *     is visited or sent
 */
public record Goal(UUID goalId, Type type, Optional<Match> match, String pattern, int threshold) {

  /** What is looked at. */
  public enum Type {
    /** The path of a pageview. */
    DESTINATION,
    /** How long a session is, in seconds. */
    DURATION,
    /** How many pageviews it has. */
    PAGES_PER_SESSION,
    /** The name of an event. */
    EVENT
  }

  /** How a pattern is compared. */
  public enum Match {
    EQUALS,
    BEGINS_WITH,
    REGEX
  }

  /**
   * Checks that it is whole.
   *
   * @throws IllegalArgumentException saying what is missing or out of range
   */
  public Goal {
    boolean isText = type == Type.DESTINATION || type == Type.EVENT;
    if (isText ? match.isEmpty() || pattern.isEmpty() : threshold < 1) {
      throw new IllegalArgumentException(
          "goal " + goalId + " needs " + (isText ? "a match and a pattern" : "a threshold"));
    }
    if (pattern.length() > GoalPattern.LONGEST) {
      throw new IllegalArgumentException("the pattern of goal " + goalId + " is too long");
    }
  }
}
