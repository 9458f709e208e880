package footfall.load.faults.invariants;

import java.util.ArrayList;
import java.util.List;

/** Everything that must hold, in the order of RELIABILITY 4.2. */
public final class Invariants {
  private static final List<Invariant> ALL =
      List.of(
          new AcknowledgedAreInTheLog(),
          new RowsAreTheOracles(),
          new MinutesAreStored(),
          new JournalsAreWhole(),
          new CheckpointsHold(),
          new SessionsAreThereOnce(),
          new DashboardsAgree(),
          new OneOwner());

  /** What a check has found. */
  public record Checked(Tally tally, List<String> violations, long voidRows) {
    public boolean holds() {
      return violations.isEmpty() && tally.lost() == 0 && tally.doubled() == 0;
    }
  }

  /** Checks all of them. */
  public static Checked check(Evidence evidence) {
    Tally tally = Tally.of(evidence);
    List<String> violations = new ArrayList<>();
    tally.findings().forEach(f -> violations.add("I1, I2: " + f));
    for (Invariant invariant : ALL) {
      invariant.violations(evidence).forEach(v -> violations.add(invariant.id() + ": " + v));
    }
    return new Checked(
        tally, List.copyOf(violations), JournalsAreWhole.voidRows(evidence.shardJournal()));
  }

  private Invariants() {}
}
