package footfall.persistence.stats;

import footfall.persistence.stats.Question.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * Asks whether any row that may count for a question stands for more than itself: a row for each
 * table and period that has one. Where a website was never sampled, indexes alone tell.
 */
final class SampledSql {
  private SampledSql() {}

  static StatsSql.Statement of(Question question) {
    BoundSql sql = new BoundSql();
    String site = sql.text(question.websiteId());
    List<String> parts = new ArrayList<>(parts(sql, site, question.period()));
    question.compared().ifPresent(period -> parts.addAll(parts(sql, site, period)));
    return new StatsSql.Statement(
        String.join(" UNION ALL ", parts), sql, EnumSet.noneOf(Sum.class), false);
  }

  /** Hits of sessions that began in the period, or had begun before it, count as well. */
  private static List<String> parts(BoundSql sql, String site, Period period) {
    Instant from = period.start().minus(HitsSql.LONGEST_SESSION);
    Instant to = period.end().plus(HitsSql.LONGEST_SESSION);
    String any = "SELECT 1 AS k FROM %s WHERE website_id = %s AND sampling_rate < 1 AND %s LIMIT 1";
    String appended =
        "server_timestamp >= %s AND server_timestamp <= %s"
            .formatted(sql.time(from.minus(HitsSql.AHEAD)), sql.time(to.plus(HitsSql.OLDEST)));
    String begun =
        "session_start >= %s AND session_start < %s".formatted(sql.second(from), sql.second(to));
    return List.of(any.formatted("events", site, appended), any.formatted("sessions", site, begun));
  }
}
