package footfall.persistence.metadata;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/**
 * What makes a session a conversion.
 *
 * @param match empty for what is counted
 * @param pattern at most 500 characters; empty for what is counted
 * @param threshold from which on it is reached: seconds of a session, or its pageviews; 0 for what
 *     is visited or sent
 * @param value of one conversion, in the website's currency
 */
public record Goal(
    UUID goalId,
    String websiteId,
    String name,
    Type type,
    Optional<Match> match,
    String pattern,
    int threshold,
    Optional<BigDecimal> value) {

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
}
