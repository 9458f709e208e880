package footfall.load.faults.invariants;

import footfall.load.faults.nodes.Tenure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * At most one node has a partition at any time. A node that was stopped by a signal knows nothing
 * of its successor; the time it was stopped does not count, and after it the node must end within a
 * second.
 */
final class OneOwner implements Invariant {
  /** Between the end of a process and our seeing it. */
  private static final Duration SEEN_WITHIN = Duration.ofMillis(200);

  private static final Duration AFTER_A_PAUSE = Duration.ofSeconds(1);

  @Override
  public String id() {
    return "I9";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    Map<Integer, List<Tenure>> byPartition =
        evidence.tenures().stream()
            .collect(Collectors.groupingBy(Tenure::partition, TreeMap::new, Collectors.toList()));
    List<String> findings = new ArrayList<>();
    byPartition.values().forEach(tenures -> check(tenures, findings));
    return Findings.shortened(findings);
  }

  private static void check(List<Tenure> tenures, List<String> findings) {
    List<Tenure> ordered =
        tenures.stream().sorted(Comparator.comparingLong(Tenure::epoch)).toList();
    for (int i = 1; i < ordered.size(); i++) {
      Tenure before = ordered.get(i - 1);
      Tenure next = ordered.get(i);
      Duration both =
          before.to().equals(Instant.MAX)
              ? Duration.ofSeconds(Long.MAX_VALUE)
              : Duration.between(next.from(), before.to());
      boolean wasPaused = !before.paused().isZero();
      Duration allowed = wasPaused ? before.paused().plus(AFTER_A_PAUSE) : SEEN_WITHIN;
      if (both.compareTo(allowed) > 0) {
        findings.add(
            "partition %d: node %d with epoch %d until %s, node %d with epoch %d from %s"
                .formatted(
                    next.partition(),
                    before.node(),
                    before.epoch(),
                    before.to(),
                    next.node(),
                    next.epoch(),
                    next.from()));
      }
    }
  }
}
