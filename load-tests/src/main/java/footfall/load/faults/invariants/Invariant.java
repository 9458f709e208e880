package footfall.load.faults.invariants;

import java.util.List;

/** One thing that must hold of all evidence. */
public interface Invariant {
  /** Its number in RELIABILITY 4.2. */
  String id();

  /** One sentence for each kind of violation; empty where it holds. */
  List<String> violations(Evidence evidence);
}
