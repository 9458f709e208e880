package footfall.load.scenario;

import footfall.load.oracle.Difference;
import footfall.load.oracle.Expected;
import footfall.load.oracle.ExpectedMinute;
import footfall.load.oracle.SketchAccuracy;
import footfall.load.oracle.Tables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds everything that the cluster shows against what the oracle expects. */
final class ProofComparison {
  private static final int EXAMPLES = 5;

  private final Expected expected;
  private final List<String> findings = new ArrayList<>();
  private final Map<String, Long> compared = new HashMap<>();

  ProofComparison(Expected expected) {
    this.expected = expected;
  }

  /** Compares everything; one sentence for each kind of difference, with the first few of it. */
  List<String> run(Shown shown) throws IOException, InterruptedException {
    note("sessions", Tables.SESSIONS.compare(Tables.sessions(expected), shown.sessions()));
    note("session joins", Tables.JOINS.compare(Tables.joins(expected), shown.joins()));
    note("raw rows", Tables.RAW_ROWS.compare(Tables.rawRows(expected), shown.rawRows()));
    note(
        "refused records",
        Tables.REJECTED.compare(Tables.rejected(expected), List.copyOf(shown.rejected())));
    if (shown.contradictorySessions() > 0) {
      findings.add("a session was written twice with one version and different values");
    }
    compareMinutes(shown);
    return List.copyOf(findings);
  }

  /** How many rows of each kind were compared. */
  Map<String, Long> sizes() {
    Map<String, Long> sizes = new HashMap<>(compared);
    sizes.put("sessions", (long) expected.closed().size());
    sizes.put("session joins", (long) expected.joins().size());
    sizes.put("raw rows", (long) Tables.rawRows(expected).size());
    sizes.put("refused records", (long) Tables.rejected(expected).size());
    return sizes;
  }

  private void compareMinutes(Shown shown) throws IOException, InterruptedException {
    List<Map<String, String>> rows = new ArrayList<>();
    long first = expected.minutes().keySet().stream().mapToLong(k -> k.minute()).min().orElse(0);
    long last = expected.minutes().keySet().stream().mapToLong(k -> k.minute()).max().orElse(0);
    Set<String> websites =
        expected.minutes().keySet().stream().map(k -> k.websiteId()).collect(Collectors.toSet());
    for (String website : websites) {
      rows.addAll(shown.minutes(website, first, last + 1));
    }
    List<Map<String, String>> counted = rows.stream().filter(ProofComparison::hasCounted).toList();
    note("website minutes", Tables.MINUTES.compare(Tables.minutes(expected), counted));
    compareUsers(counted);
    compared.put("website minutes", (long) expected.minutes().size());
  }

  private static boolean hasCounted(Map<String, String> row) {
    return !row.get("pageviews").equals("0")
        || !row.get("events").equals("0")
        || !row.get("active_users").equals("0");
  }

  private void compareUsers(List<Map<String, String>> rows) {
    SketchAccuracy accuracy = new SketchAccuracy();
    for (Map<String, String> row : rows) {
      String website = row.get("website_id");
      long minute = Long.parseLong(row.get("minute"));
      ExpectedMinute exact = expected.minutes().get(new Expected.MinuteOf(website, minute));
      if (exact != null) {
        double estimate = Double.parseDouble(row.get("active_users"));
        accuracy.add(website + " " + minute, exact.users(), estimate);
      }
    }
    findings.addAll(accuracy.findings());
  }

  private void note(String what, List<Difference> differences) {
    if (!differences.isEmpty()) {
      findings.add(
          differences.size()
              + " differences in "
              + what
              + ": "
              + differences.stream()
                  .limit(EXAMPLES)
                  .map(Difference::toString)
                  .collect(Collectors.joining("; ")));
    }
  }
}
