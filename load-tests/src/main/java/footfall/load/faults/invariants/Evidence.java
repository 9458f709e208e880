package footfall.load.faults.invariants;

import footfall.load.faults.ledger.Ledger;
import footfall.load.faults.live.Shown;
import footfall.load.faults.nodes.Tenure;
import footfall.load.oracle.Expected;
import footfall.load.oracle.SipHash;
import footfall.load.topic.TopicDump;
import footfall.load.topic.TopicRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * All that is known of one step: what was sent, what the log has of it, what the oracle makes of
 * that log, and what the raw stores hold. Rows are texts by column name.
 *
 * @param dump the step's records in topic events, ticks left out
 * @param expected by the oracle, of all partitions
 * @param byPartition the same, each partition recounted alone
 * @param rawRows of ClickHouse's events, as they lie there
 * @param sessions of ClickHouse with FINAL, and as they lie there
 * @param rejected of topic events-rejected, each source once
 * @param shardJournal rows of the session shards' journal, of all steps
 * @param minuteJournal rows of the website-minutes' journal, of this step's websites
 * @param userHash keyed as the cluster's own
 * @param shown on the dashboards
 * @param tenures of all session shards, from the nodes' logs
 */
public record Evidence(
    Ledger.Entries ledger,
    List<TopicRecord> dump,
    Expected expected,
    Map<Integer, Expected> byPartition,
    List<Map<String, String>> rawRows,
    List<Map<String, String>> sessions,
    List<Map<String, String>> sessionRows,
    List<Map<String, String>> joins,
    Collection<Map<String, String>> rejected,
    List<JournalRow> shardJournal,
    List<JournalRow> minuteJournal,
    SipHash userHash,
    List<Shown> shown,
    List<Tenure> tenures) {

  /** Keeps the records, and what the stores hold, in files. */
  public void writeTo(Path folder) throws IOException {
    try (TopicDump.Writer dumped = new TopicDump.Writer(folder.resolve("events.dump"))) {
      dump.forEach(dumped);
    }
    lines(folder, "raw-rows", rawRows);
    lines(folder, "sessions", sessions);
    lines(folder, "session-rows", sessionRows);
    lines(folder, "joins", joins);
    lines(folder, "rejected", rejected);
    lines(folder, "shard-journal", shardJournal);
    lines(folder, "minute-journal", minuteJournal);
    lines(folder, "tenures", tenures);
    for (Shown dashboard : shown) {
      lines(folder, "frames-" + dashboard.websiteId(), dashboard.frames());
    }
    lines(folder, "expected-closed", expected.closed());
  }

  private static void lines(Path folder, String name, Collection<?> rows) throws IOException {
    Files.write(folder.resolve(name + ".txt"), rows.stream().map(Object::toString).toList());
  }
}
