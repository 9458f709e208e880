package footfall.load.oracle;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Computes from the records of a topic, by brute force, everything the cluster should show. */
public final class Oracle {
  private final OracleSettings settings;

  public Oracle(OracleSettings settings) {
    this.settings = settings;
  }

  /** Recounts; the records may come in any order and from any number of partitions. */
  public Expected recount(List<LogEntry> records) {
    Expected expected = new Expected();
    Map<Integer, List<LogEntry>> partitions =
        records.stream()
            .collect(Collectors.groupingBy(LogEntry::partition, TreeMap::new, Collectors.toList()));
    partitions.values().forEach(log -> recountPartition(log, expected));
    return expected;
  }

  private void recountPartition(List<LogEntry> unordered, Expected expected) {
    List<LogEntry> log =
        unordered.stream().sorted(Comparator.comparingLong(LogEntry::offset)).toList();
    Map<String, LoggedHit[]> websites = new HashMap<>();
    for (int i = 0; i < log.size(); i++) {
      LogEntry record = log.get(i);
      if (record.hit().isPresent()) {
        LoggedHit hit = record.hit().get();
        websites.computeIfAbsent(hit.websiteId(), w -> new LoggedHit[log.size()])[i] = hit;
      } else {
        expected.judge(record.place(), record.withoutHit());
      }
    }
    websites.forEach((id, hits) -> new WebsiteRecount(id, settings, expected).run(log, hits));
  }
}
