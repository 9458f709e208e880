package footfall.load.bench.peers;

import footfall.load.oracle.Difference;
import footfall.load.oracle.ExpectedMinute;
import footfall.load.oracle.SketchAccuracy;
import footfall.load.oracle.TableComparison;
import footfall.load.oracle.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds what a peer answered against the oracle: every session row in every column, every
 * website-minute in both counters, the estimates of users by their known error.
 *
 * <p>Not compared: {@code version}, which numbers Footfall's own closing records, and {@code
 * session_joins}, which no peer writes. That a session is closed or still open at the end is each
 * engine's own rule; one that any rule must have closed has to be among the emitted rows.
 */
public final class PeerVerification {
  private static final TableComparison MINUTES =
      new TableComparison("website minutes", List.of("website_minute"));

  /** Gap, lateness, and half an hour, which is two seconds' work or more of the fastest engine. */
  private static final long SURELY_CLOSED_MS = (30 + 2 + 30) * 60_000L;

  private final ExpectedRows expected;

  public PeerVerification(ExpectedRows expected) {
    this.expected = expected;
  }

  /** Every difference; empty where the peer is exact. */
  public List<String> differences(PeerRows rows) {
    List<String> differences = new ArrayList<>(sessions(rows));
    differences.addAll(minutes(rows));
    return differences;
  }

  /** Differences in sessions alone. */
  public List<String> sessions(PeerRows rows) {
    List<String> differences = new ArrayList<>();
    Map<String, String> shown = new HashMap<>();
    for (String row : rows.emitted()) {
      if (shown.put(id(row), row) != null) {
        differences.add("session " + id(row) + " emitted twice");
      }
    }
    for (String row : rows.open()) {
      String emitted = shown.putIfAbsent(id(row), row);
      if (emitted == null && mustBeClosed(row)) {
        differences.add("session " + id(row) + " not emitted although it must be closed");
      } else if (emitted != null && !emitted.equals(row)) {
        differences.add("session " + id(row) + " changed after it was emitted");
      }
    }
    compareUnequal(shown).forEach(d -> differences.add(d.toString()));
    return differences;
  }

  /**
   * Differences of an engine that shows the rows of closed sessions and how many it has in all.
   *
   * @param sessions closed and open
   */
  List<String> closedAndOpen(List<String> closed, long sessions) {
    List<String> differences = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String row : closed) {
      if (!seen.add(id(row))) {
        differences.add("session " + id(row) + " closed twice");
      }
      if (!row.equals(expected.sessions().get(id(row)))) {
        differences.add("session " + id(row) + " differs: " + row);
      }
    }
    if (sessions != expected.sessions().size()) {
      differences.add(sessions + " sessions, expected " + expected.sessions().size());
    }
    return differences;
  }

  /** Columns are taken apart only where rows differ: there are a million of them. */
  private List<Difference> compareUnequal(Map<String, String> shown) {
    List<Map<String, String>> want = new ArrayList<>();
    List<Map<String, String>> have = new ArrayList<>();
    expected
        .sessions()
        .forEach(
            (id, row) -> {
              if (!row.equals(shown.get(id))) {
                want.add(ExpectedRows.columns(row));
              }
            });
    shown.forEach(
        (id, row) -> {
          if (!row.equals(expected.sessions().get(id))) {
            have.add(ExpectedRows.columns(row));
          }
        });
    return Tables.SESSIONS.compare(want, have);
  }

  private boolean mustBeClosed(String row) {
    long end = Long.parseLong(ExpectedRows.columns(row).get("session_end")) * 1000;
    return end + SURELY_CLOSED_MS < expected.lastEnd();
  }

  private static String id(String row) {
    int tab = row.indexOf('\t');
    return tab < 0 ? row : row.substring(0, tab);
  }

  /** Differences in website-minutes alone. */
  public List<String> minutes(PeerRows rows) {
    Map<String, PeerRows.Minute> shown = rows.minutes();
    List<Map<String, String>> want = new ArrayList<>();
    List<Map<String, String>> have = new ArrayList<>();
    SketchAccuracy users = new SketchAccuracy();
    expected.minutes().forEach((key, minute) -> want.add(row(key, minute)));
    shown.forEach(
        (key, minute) -> {
          have.add(row(key, minute.pageviews(), minute.events()));
          ExpectedMinute exact = expected.minutes().get(key);
          users.add(key, exact == null ? 0 : exact.users(), minute.users());
        });
    List<String> differences = new ArrayList<>();
    MINUTES.compare(want, have).forEach(d -> differences.add(d.toString()));
    users.findings().forEach(f -> differences.add("users of website minutes: " + f));
    return differences;
  }

  private static Map<String, String> row(String key, ExpectedMinute minute) {
    return row(key, minute.pageviews(), minute.events());
  }

  private static Map<String, String> row(String key, long pageviews, long events) {
    return Map.of(
        "website_minute",
        key,
        "pageviews",
        Long.toString(pageviews),
        "events",
        Long.toString(events));
  }
}
