package footfall.session;

import footfall.ingest.kafka.PartitionRecord;
import footfall.persistence.clickhouse.EventRow;
import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.EventTime;
import footfall.protocol.hit.SamplingRate;
import footfall.session.Outcome.Verdict;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * Takes the records of one incarnation of a shard, one after the other: the state, the raw rows,
 * what is written back to Kafka, and what the live view is told. Confined to the shard's thread.
 */
final class ShardWork {
  private final ShardContext context;
  private final OpenSessions open;
  private final RawRows rows = new RawRows();
  private final ShardFeed feed;
  private final ActiveVisitors visitors;
  private final FailedRecords failed;

  /** Told when Kafka has acknowledged, or not, what was written for the record at an offset. */
  private final BiConsumer<Long, CompletionStage<Void>> written;

  private final TreeSet<Long> beingWritten = new TreeSet<>();

  ShardWork(
      ShardContext context,
      OpenSessions open,
      ShardFeed feed,
      ActiveVisitors visitors,
      FailedRecords failed,
      BiConsumer<Long, CompletionStage<Void>> written) {
    this.context = context;
    this.open = open;
    this.feed = feed;
    this.visitors = visitors;
    this.failed = failed;
    this.written = written;
  }

  OpenSessions open() {
    return open;
  }

  RawRows rows() {
    return rows;
  }

  /** Throws what the record's handling threw: then the state is no longer to be trusted. */
  void take(PartitionRecord record, long now) {
    if (failed.isPoison(record.offset())) {
      open.passOver(record.offset());
      reject(record, DropReason.FAILED, "handling this record failed twice; see the node's log");
      return;
    }
    open.advance(record.offset(), record.appendTime());
    PartitionRecord.Content content = record.content();
    if (content instanceof PartitionRecord.Accepted accepted) {
      absorb(record, accepted, now);
    } else if (content instanceof PartitionRecord.Refused refused) {
      reject(record, refused.reason(), refused.detail());
    } else if (content instanceof PartitionRecord.Rules said) {
      context.metrics().ticks.increment();
      open.count(said.rules());
    } else if (content instanceof PartitionRecord.Misplaced misplaced) {
      context.metrics().misplaced.increment();
      write(record.offset(), context.writer().resend(record.source(), misplaced.key()));
    } else {
      context.metrics().ticks.increment();
    }
  }

  private void absorb(PartitionRecord record, PartitionRecord.Accepted accepted, long now) {
    EventTime time = EventTime.of(accepted.hit().clientTimestamp(), record.appendTime());
    double rate = rate(record);
    if (accepted.enrichment().isBot() && open.leavesOut(time, accepted.hit())) {
      context.metrics().bots.increment();
      keepRow(record, accepted, time, rate, null);
      return;
    }
    Outcome outcome = open.absorb(time, accepted.hit(), accepted.enrichment(), rate);
    context.metrics().hit(outcome.verdict());
    keepRow(record, accepted, time, rate, outcome);
    if (outcome.verdict() == Verdict.COUNTED) {
      visitors.counted(outcome.session(), time.value(), now);
      feed.counted(
          accepted.hit(),
          accepted.enrichment(),
          time.value(),
          outcome.goals(),
          record.receivedAt(),
          now);
    }
  }

  /** Who writes to Kafka past the collector may write anything: no header stops a hit. */
  private double rate(PartitionRecord record) {
    if (record.samplingRate().isEmpty()) {
      context.metrics().unreadRates.increment();
    }
    return record.samplingRate().orElse(SamplingRate.ALL);
  }

  private void keepRow(
      PartitionRecord record,
      PartitionRecord.Accepted accepted,
      EventTime time,
      double samplingRate,
      Outcome outcome) {
    if (!context.settings().rawRows()) {
      return;
    }
    Session session = outcome == null ? null : outcome.session();
    rows.add(
        new EventRow(
            accepted.hit(),
            accepted.enrichment(),
            record.appendTime(),
            time.value(),
            time.clientTimed(),
            session == null ? null : session.id,
            outcome != null && outcome.verdict() == Verdict.DUPLICATE,
            outcome != null && outcome.verdict() == Verdict.LATE,
            record.source().partition(),
            record.offset(),
            samplingRate));
  }

  private void reject(PartitionRecord record, DropReason reason, String detail) {
    context.metrics().reject(reason);
    write(record.offset(), context.writer().reject(record.source(), reason, detail));
  }

  private void write(long offset, CompletionStage<Void> acknowledged) {
    beingWritten.add(offset);
    written.accept(offset, acknowledged);
  }

  void written(long offset) {
    beingWritten.remove(offset);
  }

  int beingWritten() {
    return beingWritten.size();
  }

  /** Whether everything that came of the records up to this offset is stored, sessions apart. */
  boolean storedThrough(long offset) {
    return rows.storedThrough(offset) && (beingWritten.isEmpty() || beingWritten.first() > offset);
  }
}
