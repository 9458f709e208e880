package footfall.load.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.oracle.Difference.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One planted loss, one double, one move: the comparison must see each, and nothing else. */
class PlantedFaultsTest {
  private static final long T = Log.T;
  private final List<LogEntry> log = visitors(300);

  private static List<LogEntry> visitors(int hits) {
    SplittableRandom random = new SplittableRandom(7);
    Log log = new Log();
    for (int i = 0; i < hits; i++) {
      log.hit(T + 5L * i, "visitor-" + random.nextInt(20), i, T + 5L * i);
    }
    return log.ticks(T + 5L * hits, 2500).entries();
  }

  private static Expected recount(List<LogEntry> log) {
    return new Oracle(OracleSettings.PRODUCTION).recount(log);
  }

  @Test
  void anHonestResultShowsNoDifference() {
    Expected expected = recount(log);
    assertThat(expected.closed()).hasSizeGreaterThanOrEqualTo(20);
    assertThat(differences(expected, recount(log))).isEmpty();
  }

  @Test
  void aLostHitIsCaughtInItsSessionAndInItsMinute() {
    List<LogEntry> less = new ArrayList<>(log);
    LogEntry lost = less.get(150);
    less.set(150, LogEntry.tick(0, lost.offset(), lost.appendTime(), Optional.empty()));
    assertThat(differences(recount(log), recount(less)))
        .anyMatch(d -> d.table().equals("sessions") && d.column().equals("pageviews"))
        .anyMatch(d -> d.table().equals("website minutes") && d.column().equals("pageviews"))
        .anyMatch(d -> d.table().equals("events") && d.kind() == Kind.MISSING);
  }

  @Test
  void aHitCountedTwiceIsCaughtInItsSessionAndInItsMinute() {
    List<Map<String, String>> sessions = new ArrayList<>(Tables.sessions(recount(log)));
    sessions.set(3, changed(sessions.get(3), "pageviews", 1));
    assertThat(Tables.SESSIONS.compare(Tables.sessions(recount(log)), sessions))
        .singleElement()
        .satisfies(d -> assertThat(d.column()).isEqualTo("pageviews"));
    List<Map<String, String>> minutes = new ArrayList<>(Tables.minutes(recount(log)));
    minutes.set(3, changed(minutes.get(3), "pageviews", 1));
    assertThat(Tables.MINUTES.compare(Tables.minutes(recount(log)), minutes)).hasSize(1);
  }

  @Test
  void aHitMovedToAnotherSessionAndMinuteIsCaughtAlthoughTheTotalsAgree() {
    List<Map<String, String>> sessions = new ArrayList<>(Tables.sessions(recount(log)));
    sessions.set(3, changed(sessions.get(3), "pageviews", 1));
    sessions.set(4, changed(sessions.get(4), "pageviews", -1));
    assertThat(Tables.SESSIONS.compare(Tables.sessions(recount(log)), sessions)).hasSize(2);
    List<Map<String, String>> minutes = new ArrayList<>(Tables.minutes(recount(log)));
    minutes.set(3, changed(minutes.get(3), "pageviews", 1));
    minutes.set(4, changed(minutes.get(4), "pageviews", -1));
    assertThat(Tables.MINUTES.compare(Tables.minutes(recount(log)), minutes)).hasSize(2);
  }

  @Test
  void aWholeRowLostDoubledOrInventedIsCaught() {
    List<Map<String, String>> expected = Tables.sessions(recount(log));
    List<Map<String, String>> shown = new ArrayList<>(expected);
    shown.remove(5);
    shown.add(shown.get(0));
    Map<String, String> invented = new HashMap<>(shown.get(1));
    invented.put("session_id", "nobody");
    shown.add(invented);
    assertThat(Tables.SESSIONS.compare(expected, shown))
        .extracting(Difference::kind)
        .containsExactlyInAnyOrder(Kind.MISSING, Kind.DOUBLED, Kind.UNEXPECTED);
  }

  @Test
  void aRawRowStoredTwiceIsCaught() {
    List<Map<String, String>> rows = new ArrayList<>(Tables.rawRows(recount(log)));
    rows.add(rows.get(9));
    assertThat(Tables.RAW_ROWS.compare(Tables.rawRows(recount(log)), rows))
        .extracting(Difference::kind)
        .containsExactly(Kind.DOUBLED);
  }

  @Test
  void aRejectedRecordWithTheWrongReasonIsCaught() {
    Expected expected = new Log().refused(T, "malformed").recount();
    List<Map<String, String>> shown =
        List.of(Map.of("source_partition", "0", "source_offset", "0", "reason", "empty"));
    assertThat(Tables.REJECTED.compare(Tables.rejected(expected), shown))
        .singleElement()
        .satisfies(d -> assertThat(d.column()).isEqualTo("reason"));
  }

  private static Map<String, String> changed(Map<String, String> row, String column, int by) {
    Map<String, String> other = new HashMap<>(row);
    other.put(column, Integer.toString(Integer.parseInt(row.get(column)) + by));
    return other;
  }

  private static List<Difference> differences(Expected expected, Expected shown) {
    List<Difference> all = new ArrayList<>();
    all.addAll(Tables.SESSIONS.compare(Tables.sessions(expected), Tables.sessions(shown)));
    all.addAll(Tables.JOINS.compare(Tables.joins(expected), Tables.joins(shown)));
    all.addAll(Tables.RAW_ROWS.compare(Tables.rawRows(expected), Tables.rawRows(shown)));
    all.addAll(Tables.MINUTES.compare(Tables.minutes(expected), Tables.minutes(shown)));
    return all;
  }
}
