package footfall.persistence.stats;

import footfall.persistence.stats.Question.Buckets;
import footfall.persistence.stats.Question.Period;
import footfall.persistence.stats.Question.Values;
import footfall.protocol.hit.SamplingRate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statement that answers a question. Hits and sessions of a period are counted apart, grouped
 * by the key, and laid side by side; a distinct count stands in one row only, so nothing is summed
 * that must not be.
 *
 * <p>Where a row may stand for more than itself (a sampled website, ADR 19), each rate is counted
 * apart, and what was counted at it is multiplied by its weight before it is added up: distinct
 * visitors, too, for a visitor has one rate at a time.
 */
final class StatsSql {
  private static final String RATE = "sampling_rate";
  private static final int QUARTER_SECONDS = 900;

  /** As {@link SamplingRate#weight}. */
  private static final String WEIGHT =
      "toUInt64(floor(%d / %s + 0.5))".formatted(SamplingRate.ONE, RATE);

  private final Question question;
  private final boolean weighed;
  private final EnumSet<Sum> sums;
  private final BoundSql sql = new BoundSql();
  private final HitsSql hits;
  private final SessionsSql sessions;
  private final List<Filter> ofHitAlone;
  private final List<Filter> ofSessionAlone;
  private final boolean byQuarters;

  private StatsSql(Question question, Instant now, boolean weighed) {
    this.question = question;
    this.weighed = weighed;
    this.sums =
        EnumSet.copyOf(
            question.metrics().stream().flatMap(metric -> metric.sums().stream()).toList());
    this.hits = new HitsSql(sql, question.websiteId());
    this.sessions = new SessionsSql(sql, hits, now);
    this.ofHitAlone =
        question.filters().stream().filter(it -> it.dimension().isOfHitAlone()).toList();
    this.ofSessionAlone =
        question.filters().stream().filter(it -> it.dimension().isOfSessionAlone()).toList();
    this.byQuarters = isOfQuarters();
  }

  /**
   * A statement and what it is bound to.
   *
   * @param sums in columns {@code now_SUM} and {@code then_SUM}, behind the key {@code k}
   * @param weighed whether the sums are in millionths, and column {@code sampled} says where a row
   *     stands for more than itself
   */
  record Statement(String text, BoundSql bound, Set<Sum> sums, boolean weighed) {}

  /**
   * The statement for a question.
   *
   * @param now sessions may be open from here on backwards
   * @param weighed whether rows may stand for more than themselves
   */
  static Statement of(Question question, Instant now, boolean weighed) {
    StatsSql stats = new StatsSql(question, now, weighed);
    return new Statement(stats.text(), stats.sql, stats.sums, weighed);
  }

  private String text() {
    List<String> parts = new ArrayList<>(parts(question.period(), 0));
    question.compared().ifPresent(period -> parts.addAll(parts(period, 1)));
    if (weighed && question.grouping() instanceof Question.Whole) {
      parts.add(nothing());
    }
    String counted = weighed ? "toDecimal256(n_%1$s, 4) * w" : "n_%1$s";
    String both = ", sumIf(%1$s, p = 0) AS now_%%1$s, sumIf(%1$s, p = 1) AS then_%%1$s";
    String columns =
        sums.stream()
            .map(sum -> both.formatted(counted).formatted(sum.column()))
            .collect(Collectors.joining());
    if (weighed) {
      columns += ", max(w) > %d AS sampled".formatted(SamplingRate.ONE);
    }
    return "SELECT k%s FROM (%s) GROUP BY k%s"
        .formatted(columns, String.join(" UNION ALL ", parts), order());
  }

  /** A row of nothing: groups by rate have none where there is nothing to count. */
  private String nothing() {
    String columns =
        sums.stream()
            .map(sum -> ", %s AS n_%s".formatted(sum.zero(), sum.column()))
            .collect(Collectors.joining());
    return "SELECT toUInt8(0) AS p, '' AS k%s, toUInt64(%d) AS w"
        .formatted(columns, SamplingRate.ONE);
  }

  private String order() {
    if (!(question.grouping() instanceof Values values)) {
      return "";
    }
    Metric first = question.metrics().get(0);
    String counted = "now_" + first.sums().get(0).column();
    String by =
        first.isMean()
            ? "if(now_sessions = 0, -1, toFloat64(%s) / toFloat64(now_sessions))".formatted(counted)
            : counted;
    return " HAVING countIf(p = 0) > 0 ORDER BY %s DESC, k LIMIT %s OFFSET %s"
        .formatted(by, sql.number(values.limit()), sql.number(values.offset()));
  }

  /** Where a sum is counted, and the time that places what is counted there. */
  private enum Source {
    HITS("event_time"),
    VISITOR_QUARTERS("quarter"),
    SESSIONS("session_start");

    private final String time;

    Source(String time) {
      this.time = time;
    }
  }

  private Source source(Sum sum) {
    if (sum.ofSessions()) {
      return Source.SESSIONS;
    }
    return sum == Sum.VISITORS && byQuarters ? Source.VISITOR_QUARTERS : Source.HITS;
  }

  /**
   * Whether visitors of quarters of an hour can tell: they know nothing of pages and the like.
   * Where sessions must be looked up, that is done once: for hits, if hits are counted as well.
   */
  private boolean isOfQuarters() {
    boolean ofHitAlone =
        !this.ofHitAlone.isEmpty() || dimension().filter(Dimension::isOfHitAlone).isPresent();
    boolean bySession =
        !ofSessionAlone.isEmpty() || dimension().filter(Dimension::isOfSessionAlone).isPresent();
    boolean countsHits = sums.stream().anyMatch(it -> !it.ofSessions() && it != Sum.VISITORS);
    return !ofHitAlone
        && !(bySession && countsHits)
        && Stream.concat(Stream.of(question.period()), question.compared().stream())
            .flatMap(period -> Stream.concat(starts(period), Stream.of(period.end())))
            .allMatch(bound -> bound.getEpochSecond() % QUARTER_SECONDS == 0);
  }

  private Stream<Instant> starts(Period period) {
    return question.grouping() instanceof Buckets
        ? period.starts().stream()
        : Stream.of(period.start());
  }

  private List<String> parts(Period period, int number) {
    return sums.stream()
        .map(this::source)
        .distinct()
        .map(source -> part(number, source, period))
        .toList();
  }

  /** One row for each key, with the sums of its source and nothing for the others. */
  private String part(int number, Source source, Period period) {
    String from = source == Source.SESSIONS ? fromSessions(period) : fromHits(source, period);
    String time = source.time;
    String key = "''";
    List<String> group = new ArrayList<>();
    if (question.grouping() instanceof Buckets) {
      String starts = sql.seconds(period.starts());
      String bucket = "roundDown(toUnixTimestamp(%s), %s)".formatted(time, starts);
      key = "toString(indexOf(%s, %s))".formatted(starts, bucket);
      group.add(bucket);
    } else if (question.grouping() instanceof Values) {
      key = "toString(g)";
      group.add("g");
    }
    String columns =
        sums.stream()
            .map(
                sum ->
                    ", %s AS n_%s"
                        .formatted(source(sum) == source ? sum.sql() : sum.zero(), sum.column()))
            .collect(Collectors.joining());
    if (weighed) {
      columns += ", %s AS w".formatted(WEIGHT);
      group.add(RATE);
    }
    return "SELECT toUInt8(%d) AS p, %s AS k%s FROM (%s)%s"
        .formatted(
            number,
            key,
            columns,
            from,
            group.isEmpty() ? "" : " GROUP BY " + String.join(", ", group));
  }

  private Optional<Dimension> dimension() {
    return question.grouping() instanceof Values values
        ? Optional.of(values.dimension())
        : Optional.empty();
  }

  private Set<String> columns(Source source) {
    Set<String> columns =
        sums.stream()
            .filter(sum -> source(sum) == source)
            .flatMap(sum -> sum.columns().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    if (weighed) {
      columns.add(RATE);
    }
    return columns;
  }

  /**
   * Hits, or visitors, with their key as {@code g}: their own, or their session's where only that
   * has one.
   */
  private String fromHits(Source source, Period period) {
    List<Filter> own =
        question.filters().stream().filter(it -> !it.dimension().isOfSessionAlone()).toList();
    String counted =
        source == Source.HITS
            ? hits.counted(period.start(), period.end(), own)
            : hits.visitors(period.start(), period.end(), own);
    Set<String> read = columns(source);
    read.add(source.time);
    boolean bySession = dimension().filter(Dimension::isOfSessionAlone).isPresent();
    if (bySession) {
      read.add("session_id");
    }
    String rows = "SELECT " + String.join(", ", read);
    if (!bySession) {
      String key = dimension().map(it -> ", " + it.hitColumn(sql) + " AS g").orElse("");
      String restricted =
          ofSessionAlone.isEmpty()
              ? ""
              : " WHERE session_id IN (%s)".formatted(knownIds("", Set.of(), period));
      return rows + key + counted + withKey() + restricted;
    }
    Dimension by = dimension().orElseThrow();
    return "SELECT h.*, v.g AS g FROM (%s) AS h INNER JOIN (%s) AS v ON v.id = h.session_id"
        .formatted(
            rows + counted,
            knownIds(", " + by.sessionKey() + " AS g", Set.of(by.sessionColumn()), period));
  }

  /** What only hits have has no row where it is empty. */
  private String withKey() {
    return dimension()
        .filter(Dimension::isOfHitAlone)
        .map(it -> " AND " + it.hitHasValue(sql))
        .orElse("");
  }

  /** The ids of all sessions that may have hits in the period and pass the sessions' filters. */
  private String knownIds(String columns, Set<String> read, Period period) {
    return hits.everyId(
        columns,
        sessions.rows(
            read,
            period.start().minus(HitsSql.LONGEST_SESSION),
            period.end(),
            ofSessionAlone,
            List.of()));
  }

  /** Sessions with their key as {@code g}: their own, or each that a hit of them has. */
  private String fromSessions(Period period) {
    List<Filter> own =
        question.filters().stream().filter(it -> !it.dimension().isOfHitAlone()).toList();
    Set<String> read = columns(Source.SESSIONS);
    Optional<Dimension> ownKey = dimension().filter(it -> !it.isOfHitAlone());
    ownKey.ifPresent(it -> read.add(it.sessionColumn()));
    boolean byHit = dimension().filter(Dimension::isOfHitAlone).isPresent();
    String rows =
        sessions.rows(read, period.start(), period.end(), own, byHit ? List.of() : ofHitAlone);
    if (!byHit) {
      String key = ownKey.map(it -> ", " + it.sessionKey() + " AS g").orElse("");
      return "SELECT *%s FROM (%s)".formatted(key, rows);
    }
    String keys =
        "SELECT session_id, toString(%s) AS g%s%s"
            .formatted(
                dimension().orElseThrow().hitColumn(sql),
                hits.counted(
                    period.start(), period.end().plus(HitsSql.LONGEST_SESSION), ofHitAlone),
                withKey());
    // The smaller side, sessions, on the right: of that a table is made.
    return "SELECT s.*, h.g AS g FROM (SELECT id, g FROM (%s) GROUP BY id, g) AS h INNER JOIN (%s) AS s ON s.session_id = h.id"
        .formatted(hits.placed(", h.g AS g", keys), rows);
  }
}
