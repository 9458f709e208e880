package footfall.persistence.stats;

import java.util.List;
import java.util.Locale;

/** What ClickHouse counts; metrics are these, or one divided by another. */
enum Sum {
  VISITORS("uniqExact(" + HitsSql.USER + ")", HitsSql.USER),
  PAGEVIEWS("countIf(event_type = 'pageview')", "event_type"),
  EVENTS("countIf(event_type = 'event')", "event_type"),
  TRANSACTIONS("countIf(event_type = 'transaction')", "event_type"),
  REVENUE(
      "sumIf(ifNull(transaction_revenue, 0), event_type = 'transaction')",
      "event_type",
      "transaction_revenue"),
  SESSIONS("count()"),
  SESSION_PAGEVIEWS("sum(pageviews)", "pageviews"),
  SESSION_SECONDS("sum(session_duration)", "session_duration"),
  BOUNCES("sum(is_bounce)", "is_bounce"),
  CONVERSIONS("sum(is_conversion)", "is_conversion");

  private final String sql;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
  private final List<String> columns;

  Sum(String sql, String... columns) {
    this.sql = sql;
    this.columns = List.of(columns);
  }

  /** True for what is counted over sessions, false for what is counted over hits. */
  boolean ofSessions() {
    return compareTo(SESSIONS) >= 0;
  }

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The aggregate over rows of hits or of sessions. */
  String sql() {
    return sql;
  }

  /** The columns of hits or sessions that {@link #sql} reads. */
  List<String> columns() {
    return columns;
  }

  /** Nothing, in the type of {@link #sql}. */
  String zero() {
    return this == REVENUE ? "toDecimal128(0, 4)" : "toUInt64(0)";
  }
}
