package footfall.load.oracle;

import footfall.load.oracle.Expected.MinuteOf;
import footfall.load.oracle.Verdict.Kind;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What is expected, in the form in which the stores answer: texts by column name. */
public final class Tables {
  public static final TableComparison SESSIONS =
      new TableComparison("sessions", List.of("website_id", "session_id"));
  public static final TableComparison JOINS =
      new TableComparison("session_joins", List.of("website_id", "lost", "kept"));
  public static final TableComparison RAW_ROWS =
      new TableComparison("events", List.of("kafka_partition", "kafka_offset"));
  public static final TableComparison MINUTES =
      new TableComparison("website minutes", List.of("website_id", "minute"));
  public static final TableComparison REJECTED =
      new TableComparison("events-rejected", List.of("source_partition", "source_offset"));

  private static final Set<Kind> WITHOUT_RAW_ROW =
      EnumSet.of(Kind.TICK, Kind.REJECTED, Kind.MISPLACED);
  private static final String NIL = new UUID(0, 0).toString();

  /** Closed sessions, every column of {@code sessions}. */
  public static List<Map<String, String>> sessions(Expected expected) {
    return expected.closed().stream().map(Tables::session).toList();
  }

  /** One session, every column of {@code sessions}; that of an open one has version -1. */
  public static Map<String, String> session(ExpectedSession s) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("session_id", s.sessionId().toString());
    row.put("website_id", s.websiteId());
    row.put("visitor_id", s.visitorId());
    row.put("user_id", s.userId());
    row.put("session_start", Long.toString(Math.floorDiv(s.start(), 1000)));
    row.put("session_end", Long.toString(Math.floorDiv(s.end(), 1000)));
    row.put("session_duration", Long.toString(s.durationSeconds()));
    row.put("pageviews", Integer.toString(s.pageviews()));
    row.put("events", Integer.toString(s.events()));
    row.put("transactions", Integer.toString(s.transactions()));
    row.put("revenue", money(s.revenue()));
    row.put("landing_page", s.landingPage());
    row.put("exit_page", s.exitPage());
    row.put("traffic_source", s.first().traffic().source());
    row.put("traffic_medium", s.first().traffic().medium());
    row.put("traffic_campaign", s.first().traffic().campaign());
    row.put("device_type", s.first().device().type());
    row.put("browser", s.first().device().browser());
    row.put("os", s.first().device().os());
    row.put("country", s.first().geography().country());
    row.put("city", s.first().geography().city());
    row.put("is_bounce", flag(s.isBounce()));
    row.put("is_conversion", flag(s.isConversion()));
    row.put("goals", String.join(",", s.goals()));
    row.put("version", Long.toString(s.version()));
    row.put("is_deleted", "0");
    return row;
  }

  public static List<Map<String, String>> joins(Expected expected) {
    return expected.joins().stream()
        .map(
            j ->
                Map.of(
                    "website_id", j.websiteId(),
                    "lost", j.lost().toString(),
                    "kept", j.kept().toString()))
        .toList();
  }

  /** One row for each record that is a hit in its place, whatever its verdict. */
  public static List<Map<String, String>> rawRows(Expected expected) {
    return expected.verdicts().entrySet().stream()
        .filter(e -> !WITHOUT_RAW_ROW.contains(e.getValue().kind()))
        .map(e -> rawRow(e.getKey(), e.getValue(), expected.isRobotAt(e.getKey())))
        .toList();
  }

  private static Map<String, String> rawRow(
      Expected.Place place, Verdict verdict, boolean isRobot) {
    return Map.of(
        "kafka_partition", Integer.toString(place.partition()),
        "kafka_offset", Long.toString(place.offset()),
        "session_id", verdict.session() == null ? NIL : verdict.session().toString(),
        "is_duplicate", flag(verdict.kind() == Kind.DUPLICATE),
        "is_late", flag(verdict.kind() == Kind.LATE),
        "is_bot", flag(isRobot));
  }

  /** Exact counters; users are compared by their sketches. */
  public static List<Map<String, String>> minutes(Expected expected) {
    return expected.minutes().entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<MinuteOf, ExpectedMinute> e) -> e.getKey().websiteId())
                .thenComparing(e -> e.getKey().minute()))
        .map(
            e ->
                Map.of(
                    "website_id", e.getKey().websiteId(),
                    "minute", Long.toString(e.getKey().minute()),
                    "pageviews", Long.toString(e.getValue().pageviews()),
                    "events", Long.toString(e.getValue().events()),
                    "conversions", Long.toString(e.getValue().conversions())))
        .toList();
  }

  /** One row for each refused record. */
  public static List<Map<String, String>> rejected(Expected expected) {
    return expected.verdicts().entrySet().stream()
        .filter(e -> e.getValue().kind() == Kind.REJECTED)
        .map(
            e ->
                Map.of(
                    "source_partition", Integer.toString(e.getKey().partition()),
                    "source_offset", Long.toString(e.getKey().offset()),
                    "reason", e.getValue().reason()))
        .toList();
  }

  /** Ten-thousandths as ClickHouse prints a Decimal(18,4) with toString: no trailing zeros. */
  private static String money(long tenThousandths) {
    BigDecimal plain = BigDecimal.valueOf(tenThousandths, 4).stripTrailingZeros();
    return plain.signum() == 0 ? "0" : plain.toPlainString();
  }

  private static String flag(boolean set) {
    return set ? "1" : "0";
  }

  private Tables() {}
}
