package footfall.persistence.stats;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * SQL for a website's sessions: the closed ones, and those still open as their raw rows tell them
 * (ADR 17).
 */
final class SessionsSql {
  /**
   * Append times of an open session's hits are not older, but where ingest stood still for long.
   */
  private static final Duration OPEN_FOR = Duration.ofDays(2);

  /** A session that is open now has no older hits: an event time is at most 7 days old. */
  private static final Duration OPEN_SINCE = OPEN_FOR.plusDays(7);

  private static final String REGION = "region";
  private static final String FIRST = "argMin(%1$s, (event_time, kafka_offset)) AS %1$s";

  private final BoundSql sql;
  private final HitsSql hits;
  private final Instant now;

  SessionsSql(BoundSql sql, HitsSql hits, Instant now) {
    this.sql = sql;
    this.hits = hits;
    this.now = now;
  }

  /**
   * A query for {@code session_id}, {@code session_start} and {@code columns} of the sessions that
   * began in [from, to).
   *
   * @param ofSession filters on what sessions have themselves
   * @param ofHit filters that one hit of the session must pass, all of them
   */
  String rows(
      Set<String> columns, Instant from, Instant to, List<Filter> ofSession, List<Filter> ofHit) {
    Set<String> stored = new TreeSet<>(columns);
    ofSession.forEach(filter -> stored.add(filter.dimension().sessionColumn()));
    boolean region = stored.remove(REGION);
    String all = closed(stored, from, to);
    if (to.isAfter(now.minus(OPEN_SINCE))) {
      all += " UNION ALL " + open(stored, from, to);
    }
    return "SELECT session_id, session_start%s FROM (%s) AS s%s WHERE 1%s"
        .formatted(
            list(columns), all, region ? regions(from, to) : "", where(from, to, ofSession, ofHit));
  }

  private String where(Instant from, Instant to, List<Filter> ofSession, List<Filter> ofHit) {
    String conditions =
        ofSession.stream()
            .map(filter -> " AND " + filter.ofSession(sql))
            .collect(Collectors.joining());
    return ofHit.isEmpty()
        ? conditions
        : conditions
            + " AND session_id IN (%s)"
                .formatted(hits.sessionsWith(from, to.plus(HitsSql.LONGEST_SESSION), ofHit));
  }

  private static String list(Set<String> columns) {
    return columns.stream().map(column -> ", " + column).collect(Collectors.joining());
  }

  private String closed(Set<String> columns, Instant from, Instant to) {
    return "SELECT session_id, session_start%s FROM sessions FINAL WHERE website_id = %s AND session_start >= %s AND session_start < %s"
        .formatted(list(columns), hits.site(), sql.second(from), sql.second(to));
  }

  /** Sessions without a row of their own; hits up to a session's length before show where begun. */
  private String open(Set<String> columns, Instant from, Instant to) {
    Instant earliest = from.minus(HitsSql.LONGEST_SESSION);
    Instant oldest = now.minus(OPEN_SINCE).minus(HitsSql.LONGEST_SESSION);
    String closed =
        "SELECT session_id FROM sessions WHERE website_id = %s AND session_start >= %s"
            .formatted(hits.site(), sql.second(earliest.isBefore(oldest) ? oldest : earliest));
    Set<String> read = new TreeSet<>(Set.of("event_time", "kafka_offset", "event_type"));
    columns.forEach(column -> read.addAll(readFor(column)));
    String rows =
        "SELECT session_id%s%s AND server_timestamp >= %s AND session_id NOT IN (%s)"
            .formatted(
                list(read),
                hits.counted(earliest, to.plus(HitsSql.LONGEST_SESSION), List.of()),
                sql.time(now.minus(OPEN_FOR)),
                closed);
    String figures =
        columns.stream().map(column -> ", " + computed(column)).collect(Collectors.joining());
    return "SELECT id AS session_id, toDateTime(min(event_time), 'UTC') AS session_start%s FROM (%s) WHERE id NOT IN (%s) GROUP BY id HAVING session_start >= %s AND session_start < %s"
        .formatted(
            figures, hits.placed(list(read), rows), closed, sql.second(from), sql.second(to));
  }

  private static Set<String> readFor(String column) {
    return switch (column) {
      case "landing_page", "exit_page" -> Set.of("page_path");
      case "pageviews", "session_duration", "is_bounce", "is_conversion", "goals" -> Set.of();
      default -> Set.of(column);
    };
  }

  /** As the session's actor computes it when it closes. */
  private static String computed(String column) {
    return switch (column) {
      case "landing_page" ->
          "argMinIf(page_path, (event_time, kafka_offset), event_type = 'pageview') AS landing_page";
      case "exit_page" ->
          "argMaxIf(page_path, (event_time, kafka_offset), event_type = 'pageview') AS exit_page";
      case "pageviews" -> "toUInt32(countIf(event_type = 'pageview')) AS pageviews";
      case "session_duration" ->
          "toUInt32(intDiv(toUnixTimestamp64Milli(max(event_time)) - toUnixTimestamp64Milli(min(event_time)), 1000)) AS session_duration";
      case "is_bounce" ->
          "toUInt8(count() = 1 AND countIf(event_type = 'pageview') = 1) AS is_bounce";
      case "sampling_rate" -> "argMin(sampling_rate, kafka_offset) AS sampling_rate";
      case "is_conversion" -> "toUInt8(countIf(event_type = 'transaction') > 0) AS is_conversion";
      case "goals" -> "CAST([], 'Array(String)') AS goals";
      default -> FIRST.formatted(column);
    };
  }

  /** Rows of sessions have no region: it is that of the first hit, as their country is. */
  private String regions(Instant from, Instant to) {
    Set<String> read = new TreeSet<>(Set.of(REGION, "event_time", "kafka_offset"));
    String rows =
        "SELECT session_id%s%s"
            .formatted(list(read), hits.counted(from, to.plus(HitsSql.LONGEST_SESSION), List.of()));
    return " LEFT JOIN (SELECT id, %s FROM (%s) GROUP BY id) AS r ON r.id = s.session_id"
        .formatted(FIRST.formatted(REGION), hits.placed(list(read), rows));
  }
}
