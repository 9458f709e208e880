package footfall.persistence.stats;

import com.clickhouse.client.api.query.GenericRecord;
import footfall.persistence.stats.FunnelStore.Reached;
import footfall.persistence.stats.FunnelStore.Walked;
import footfall.protocol.hit.SamplingRate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The statement that answers how far sessions went. Of each session the hits that fit any step are
 * gone through in order, and each that fits the next step takes it there: a step's hit is the
 * earliest that can be, so no other choice of hits would lead further. ClickHouse's {@code
 * windowFunnel} is not used: it tells hits of the same millisecond apart by chance, and takes one
 * hit for two steps.
 */
final class FunnelSql {
  private static final String RATE = "sampling_rate";

  private final BoundSql sql = new BoundSql();
  private final FunnelQuestion question;
  private final HitsSql hits;
  private final SessionsSql sessions;

  private FunnelSql(FunnelQuestion question, Instant now) {
    this.question = question;
    this.hits = new HitsSql(sql, question.websiteId());
    this.sessions = new SessionsSql(sql, hits, now);
  }

  /** A row for each rate, with {@code sessions_N} and {@code visitors_N} of each step N from 1. */
  record Statement(String text, BoundSql bound) {}

  /**
   * The statement for a question.
   *
   * @param now sessions may be open from here on backwards
   */
  static Statement of(FunnelQuestion question, Instant now) {
    FunnelSql funnel = new FunnelSql(question, now);
    return new Statement(funnel.text(), funnel.sql);
  }

  /** The answer that the rows of the question's statement make: rates are scaled, then added up. */
  static Walked walked(FunnelQuestion question, List<GenericRecord> rows) {
    List<Reached> steps = new ArrayList<>();
    for (int step = 1; step <= question.steps().size(); step++) {
      steps.add(
          new Reached(
              SamplingRate.whole(weighed(rows, "sessions_" + step)),
              SamplingRate.whole(weighed(rows, "visitors_" + step))));
    }
    return new Walked(
        steps,
        rows.stream()
            .anyMatch(
                row -> row.getDouble(RATE) < SamplingRate.ALL && row.getLong("sessions_1") > 0));
  }

  private static long weighed(List<GenericRecord> rows, String column) {
    return rows.stream()
        .mapToLong(row -> row.getLong(column) * SamplingRate.weight(row.getDouble(RATE)))
        .sum();
  }

  private String text() {
    List<String> columns = new ArrayList<>(List.of(RATE));
    for (int step = 1; step <= question.steps().size(); step++) {
      columns.add(
          "countIf(reached >= %1$d) AS sessions_%1$d, uniqExactIf(user, reached >= %1$d) AS visitors_%1$d"
              .formatted(step));
    }
    return "SELECT %s FROM (%s) AS h INNER JOIN (%s) AS s ON s.session_id = h.id GROUP BY %s"
        .formatted(String.join(", ", columns), ofEachSession(), askedFor(), RATE);
  }

  private String ofEachSession() {
    String order = "(event_time, kafka_offset)";
    return "SELECT id, arrayFold((done, hit) -> toUInt8(done + bitTest(hit.3, done)), arraySort(groupArray((event_time, kafka_offset, fits))), toUInt8(0)) AS reached, argMinIf(user, %s, bitTest(fits, 0)) AS user FROM (%s) GROUP BY id"
        .formatted(order, hits.placed(", event_time, kafka_offset, fits, user", fitting()));
  }

  /** The hits that fit steps; of these the bits are set in {@code fits}, the first step's is 1. */
  private String fitting() {
    List<String> fits = new ArrayList<>();
    for (FunnelStep step : question.steps()) {
      fits.add("if(%s, toUInt64(%d), 0)".formatted(step.sql(sql), 1L << fits.size()));
    }
    return "SELECT session_id, event_time, kafka_offset, %s AS fits, %s AS user%s WHERE fits != 0"
        .formatted(
            String.join(" + ", fits),
            HitsSql.USER,
            hits.counted(
                question.start(), question.end().plus(HitsSql.LONGEST_SESSION), List.of()));
  }

  private String askedFor() {
    List<Filter> ofHit =
        question.filters().stream().filter(it -> it.dimension().isOfHitAlone()).toList();
    List<Filter> ofSession =
        question.filters().stream().filter(it -> !it.dimension().isOfHitAlone()).toList();
    return sessions.rows(Set.of(RATE), question.start(), question.end(), ofSession, ofHit);
  }
}
