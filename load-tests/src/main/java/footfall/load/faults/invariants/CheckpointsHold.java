package footfall.load.faults.invariants;

import footfall.load.oracle.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * No checkpoint's offset passes a hit that is not stored. Holds at any time, also under load: the
 * evidence has its checkpoints from before its raw rows.
 */
final class CheckpointsHold implements Invariant {
  private static final String END = "footfall.session.ShardEvent$CheckpointEnd";

  @Override
  public String id() {
    return "I6";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    Map<Integer, Long> checkpoints = new HashMap<>();
    for (JournalRow row : evidence.shardJournal()) {
      if (row.type().equals(END)) {
        String id = row.persistenceId();
        int partition = Integer.parseInt(id.substring(id.lastIndexOf('|') + 1));
        checkpoints.merge(partition, row.event().path("offset").asLong(), Math::max);
      }
    }
    Set<String> stored = new HashSet<>();
    evidence
        .rawRows()
        .forEach(r -> stored.add(r.get("kafka_partition") + "/" + r.get("kafka_offset")));
    List<String> findings = new ArrayList<>();
    for (Map<String, String> row : Tables.rawRows(evidence.expected())) {
      int partition = Integer.parseInt(row.get("kafka_partition"));
      long offset = Long.parseLong(row.get("kafka_offset"));
      if (offset <= checkpoints.getOrDefault(partition, -1L)
          && !stored.contains(partition + "/" + offset)) {
        findings.add(
            "partition %d has a checkpoint at %d, and %d is not stored"
                .formatted(partition, checkpoints.get(partition), offset));
      }
    }
    return Findings.shortened(findings);
  }
}
