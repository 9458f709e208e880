package footfall.load.faults.invariants;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sequence numbers of every persistence id go up by one. A website-minute's begin at 1 and are
 * there once. A session shard's may begin later, where an image has replaced what was before; and
 * one may be there twice where a writer that had been replaced wrote late, which its epoch makes
 * void (DESIGN 5.7).
 */
final class JournalsAreWhole implements Invariant {
  @Override
  public String id() {
    return "I5";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    List<String> findings = new ArrayList<>();
    byId(evidence.minuteJournal()).forEach((id, rows) -> checkMinute(id, rows, findings));
    byId(evidence.shardJournal()).forEach((id, rows) -> checkShard(id, rows, findings));
    return Findings.shortened(findings);
  }

  private static Map<String, SortedMap<Long, List<JournalRow>>> byId(List<JournalRow> rows) {
    Map<String, SortedMap<Long, List<JournalRow>>> byId = new TreeMap<>();
    rows.forEach(
        r ->
            byId.computeIfAbsent(r.persistenceId(), id -> new TreeMap<>())
                .computeIfAbsent(r.sequence(), s -> new ArrayList<>())
                .add(r));
    return byId;
  }

  private static void checkMinute(
      String id, SortedMap<Long, List<JournalRow>> rows, List<String> findings) {
    if (rows.firstKey() != 1) {
      findings.add(id + " begins at " + rows.firstKey());
    }
    checkGaps(id, rows, findings);
    rows.forEach(
        (sequence, same) -> {
          if (same.size() > 1) {
            findings.add(id + " has number " + sequence + " " + same.size() + " times");
          }
        });
  }

  private static void checkGaps(
      String id, SortedMap<Long, List<JournalRow>> rows, List<String> findings) {
    long count = rows.lastKey() - rows.firstKey() + 1;
    if (count != rows.size()) {
      findings.add(id + " has " + rows.size() + " of " + count + " numbers");
    }
  }

  private static void checkShard(
      String id, SortedMap<Long, List<JournalRow>> rows, List<String> findings) {
    checkGaps(id, rows, findings);
    rows.forEach(
        (sequence, same) -> {
          long writers = same.stream().map(JournalRow::writer).distinct().count();
          if (writers != same.size()) {
            findings.add(id + ": one writer wrote number " + sequence + " twice");
          }
        });
  }

  /** Rows that a replaced writer wrote after its successor had opened the journal. */
  static long voidRows(List<JournalRow> shardJournal) {
    return byId(shardJournal).values().stream().mapToLong(JournalsAreWhole::voidOf).sum();
  }

  private static long voidOf(SortedMap<Long, List<JournalRow>> rows) {
    Map<String, Long> epochs = new HashMap<>();
    rows.values().stream()
        .flatMap(List::stream)
        .filter(r -> r.event().has("epoch"))
        .forEach(r -> epochs.put(r.writer(), r.event().path("epoch").asLong()));
    long highest = 0;
    long stale = 0;
    for (List<JournalRow> same : rows.values()) {
      for (JournalRow row :
          same.stream().sorted(Comparator.comparingLong(JournalRow::written)).toList()) {
        long epoch = epochs.getOrDefault(row.writer(), highest);
        stale += epoch < highest ? 1 : 0;
        highest = Math.max(highest, epoch);
      }
    }
    return stale;
  }
}
