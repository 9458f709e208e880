package footfall.persistence.stats;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * SQL for a website's counted hits: rows of {@code events} that a session has counted, each once.
 * That leaves out late hits, copies, and bots where the website filters them (ADR 17).
 */
final class HitsSql {
  /** A session is at most 24 hours long; the rest is for seconds cut off and the gap. */
  static final Duration LONGEST_SESSION = Duration.ofHours(25);

  /**
   * Who a hit is of, by 64 bits of hash: of a million users one in 30 million questions misses one.
   */
  static final String USER = "visitor_hash";

  /** The session of a join that is not there. */
  private static final String NIL = "toUUID('00000000-0000-0000-0000-000000000000')";

  /** An event time lies in [append time - 7 days, append time + 1 minute] (DESIGN 4). */
  static final Duration OLDEST = Duration.ofDays(7);

  static final Duration AHEAD = Duration.ofMinutes(1);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

  /** Longer chains of joins than this cannot come from sessions of 10,000 hits. */
  private static final int LONGEST_CHAIN = 200;

  private final BoundSql sql;
  private final String site;

  HitsSql(BoundSql sql, String websiteId) {
    this.sql = sql;
    this.site = sql.text(websiteId);
  }

  /** The website's id. */
  String site() {
    return site;
  }

  /**
   * FROM and PREWHERE of the counted hits of [from, to). All copies of a row are the same, so
   * conditions may come before FINAL has left one of them.
   *
   * @param filters on what hits have themselves
   */
  String counted(Instant from, Instant to, List<Filter> filters) {
    return " FROM events FINAL PREWHERE website_id = "
        + site
        + appended(from, to)
        + " AND event_time >= "
        + sql.time(from)
        + " AND event_time < "
        + sql.time(to)
        + " AND is_counted"
        + all(filters);
  }

  /**
   * FROM and PREWHERE of the visitors that had a counted hit in [from, to), each of them once or
   * more often in each quarter of an hour: to be counted distinct.
   *
   * @param from as {@code to} a whole quarter of an hour
   * @param filters on what hits have themselves, but for what only they have
   */
  String visitors(Instant from, Instant to, List<Filter> filters) {
    return " FROM visitor_quarters PREWHERE website_id = "
        + site
        + appended(from, to)
        + " AND quarter >= "
        + sql.second(from)
        + " AND quarter < "
        + sql.second(to)
        + all(filters);
  }

  private String all(List<Filter> filters) {
    return filters.stream()
        .map(filter -> " AND " + filter.ofHit(sql))
        .collect(Collectors.joining());
  }

  /** Partitions are days of append time: to leave some out costs nothing for each row. */
  private String appended(Instant from, Instant to) {
    return " AND _partition_id >= "
        + sql.text(DAY.format(from.minus(AHEAD)))
        + " AND _partition_id <= "
        + sql.text(DAY.format(to.plus(OLDEST)));
  }

  /**
   * The given rows with {@code id}, the session that has them now, for their {@code session_id} may
   * have been joined into another.
   *
   * @param columns of the rows, each preceded by a comma
   */
  String placed(String columns, String rows) {
    return "SELECT if(j.lost = %s, h.session_id, j.kept) AS id%s FROM (%s) AS h LEFT JOIN (%s) AS j ON j.lost = h.session_id"
        .formatted(NIL, columns, rows, joins());
  }

  /** Sessions with a hit of [from, to) that passes the filters. */
  String sessionsWith(Instant from, Instant to, List<Filter> filters) {
    return placed("", "SELECT session_id" + counted(from, to, filters) + " GROUP BY session_id");
  }

  /**
   * The given sessions under every id that hits know them by, as {@code id}.
   *
   * @param columns of the sessions, each preceded by a comma
   */
  String everyId(String columns, String sessions) {
    return "SELECT arrayJoin(arrayPushBack(j.losts, v.session_id)) AS id%s FROM (%s) AS v LEFT JOIN (SELECT kept, groupArray(lost) AS losts FROM (%s) GROUP BY kept) AS j ON j.kept = v.session_id"
        .formatted(columns, sessions, joins());
  }

  /** Each lost session with the one that has its hits now, however often that was joined too. */
  private String joins() {
    String direct =
        "SELECT lost, kept, 1 AS depth FROM session_joins FINAL WHERE website_id = " + site;
    return "WITH RECURSIVE chain AS (%s UNION ALL SELECT chain.lost, onward.kept, chain.depth + 1 FROM chain INNER JOIN (%s) AS onward ON onward.lost = chain.kept WHERE chain.depth < %d) SELECT lost, argMax(kept, depth) AS kept FROM chain GROUP BY lost"
        .formatted(direct, direct, LONGEST_CHAIN);
  }
}
