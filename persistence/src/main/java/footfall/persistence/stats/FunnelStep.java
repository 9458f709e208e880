package footfall.persistence.stats;

/**
 * What a hit must be to take a session one step further.
 *
 * @param pattern compared with the path or name, letters as they are; a regular expression is one
 *     of RE2 and may match anywhere
 */
public record FunnelStep(Kind kind, Match match, String pattern) {

  /** What is compared. */
  public enum Kind {
    /** The path of a pageview. */
    DESTINATION("pageview", "page_path"),
    /** The name of an event. */
    EVENT("event", "event_name");

    private final String eventType;
    private final String column;

    Kind(String eventType, String column) {
      this.eventType = eventType;
      this.column = column;
    }
  }

  /** How it is compared. */
  public enum Match {
    EQUALS("equals(%s, %s)"),
    BEGINS_WITH("startsWith(%s, %s)"),
    REGEX("match(%s, %s)");

    private final String sql;

    Match(String sql) {
      this.sql = sql;
    }
  }

  /** The condition on a row of {@code events}. */
  String sql(BoundSql sql) {
    return "event_type = '%s' AND %s"
        .formatted(kind.eventType, match.sql.formatted(kind.column, sql.text(pattern)));
  }
}
