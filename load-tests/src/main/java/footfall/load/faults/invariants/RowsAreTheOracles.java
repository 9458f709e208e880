package footfall.load.faults.invariants;

import footfall.load.oracle.Difference;
import footfall.load.oracle.Tables;
import java.util.ArrayList;
import java.util.List;

/** Sessions, joins, raw rows and refused records are, column by column, what the log leads to. */
final class RowsAreTheOracles implements Invariant {
  @Override
  public String id() {
    return "I2";
  }

  @Override
  public List<String> violations(Evidence e) {
    List<String> findings = new ArrayList<>();
    note(findings, Tables.SESSIONS.compare(Tables.sessions(e.expected()), e.sessions()));
    note(findings, Tables.JOINS.compare(Tables.joins(e.expected()), e.joins()));
    note(findings, Tables.RAW_ROWS.compare(Tables.rawRows(e.expected()), e.rawRows()));
    note(
        findings,
        Tables.REJECTED.compare(Tables.rejected(e.expected()), List.copyOf(e.rejected())));
    if (!e.expected().open().isEmpty()) {
      findings.add(e.expected().open().size() + " sessions should still be open");
    }
    return findings;
  }

  private static void note(List<String> findings, List<Difference> differences) {
    findings.addAll(Findings.shortened(differences.stream().map(Difference::toString).toList()));
  }
}
