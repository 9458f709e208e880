package footfall.load.faults.invariants;

import footfall.load.faults.ledger.Ledger;
import footfall.load.faults.ledger.LedgerHeader;
import footfall.load.faults.ledger.SentHit;
import footfall.load.oracle.LogEntry;
import footfall.load.oracle.RecordReader;
import footfall.load.oracle.Verdict;
import footfall.load.topic.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The topic from the beginning of a step on, as the oracle reads it. Websites of a step are new, so
 * nothing from before matters to them; hits of other steps' websites, sent again, only carry time.
 */
final class StepLog {
  private static final Verdict OF_ANOTHER_STEP = new Verdict(Verdict.Kind.TICK, null, "");

  private final String prefix;
  private final RecordReader reader;
  private final List<TopicRecord> own = new ArrayList<>();
  private final List<LogEntry> entries = new ArrayList<>();

  /**
   * @param prefix of the step's websites
   */
  StepLog(String prefix, Ledger.Entries ledger, RecordReader.Enriching enriching, int partitions) {
    this.prefix = prefix;
    this.reader = new RecordReader(enriching, record -> reasonOf(record, ledger), partitions);
  }

  private static Optional<String> reasonOf(TopicRecord record, Ledger.Entries ledger) {
    return LedgerHeader.of(record)
        .map(header -> ledger.sent().get(header.number()))
        .flatMap(SentHit::reason);
  }

  void add(TopicRecord record) {
    if (record.isTick()) {
      entries.add(reader.read(record));
      return;
    }
    Optional<LedgerHeader> header = LedgerHeader.of(record);
    if (header.isPresent() && !header.get().prefix().equals(prefix)) {
      entries.add(onlyTime(record));
      return;
    }
    LogEntry entry = reader.read(record);
    boolean foreign =
        header.isEmpty()
            && entry.hit().map(h -> !h.websiteId().startsWith(prefix + "-")).orElse(true);
    entries.add(foreign ? onlyTime(record) : entry);
    if (!foreign) {
      own.add(record);
    }
  }

  private static LogEntry onlyTime(TopicRecord record) {
    return LogEntry.timeOnly(
        record.partition(), record.offset(), record.appendTime(), OF_ANOTHER_STEP);
  }

  /** The step's own records. */
  List<TopicRecord> own() {
    return own;
  }

  List<LogEntry> entries() {
    return entries;
  }
}
