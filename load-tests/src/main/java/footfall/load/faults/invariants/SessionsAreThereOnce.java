package footfall.load.faults.invariants;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * With FINAL a session is one row; without, rows sent again are identical: one session in one
 * version never has two contents.
 */
final class SessionsAreThereOnce implements Invariant {
  @Override
  public String id() {
    return "I7";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    List<String> findings = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Map<String, String> row : evidence.sessions()) {
      if (!ids.add(row.get("session_id"))) {
        findings.add("session " + row.get("session_id") + " is there twice with FINAL");
      }
    }
    Map<String, Map<String, String>> versions = new HashMap<>();
    for (Map<String, String> row : evidence.sessionRows()) {
      Map<String, String> before =
          versions.putIfAbsent(row.get("session_id") + "/" + row.get("version"), row);
      if (before != null && !before.equals(row)) {
        findings.add("session " + row.get("session_id") + " has two contents in one version");
      }
    }
    return Findings.shortened(findings);
  }
}
