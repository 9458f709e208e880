package footfall.load.faults.invariants;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Many findings of one kind as one sentence. */
final class Findings {
  private static final int EXAMPLES = 4;

  /** The first few, and how many there are. */
  static List<String> shortened(List<String> all) {
    return all.size() <= EXAMPLES
        ? List.copyOf(all)
        : Stream.concat(
                all.stream().limit(EXAMPLES), Stream.of("and " + (all.size() - EXAMPLES) + " more"))
            .collect(Collectors.toList());
  }

  private Findings() {}
}
