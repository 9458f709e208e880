package footfall.session;

import footfall.ingest.kafka.PartitionRecord;
import footfall.ingest.kafka.RecordReading;
import footfall.load.micro.Partition;
import footfall.protocol.hit.EventTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A shard without its stores: 100,000 records of a partition again and again, each time by a shard
 * that has seen none. In the package of what it measures, which nobody else may call.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ShardBenchmark {
  private static final int RECORDS = 100_000;
  private static final long CHECKPOINT_BYTES = 4L << 20;

  private final UserHash hash = UserHash.keyedBy(new byte[16]);
  private List<ConsumerRecord<byte[], byte[]>> sources;
  private PartitionRecord[] read;
  private RecordReading reading;
  private OpenSessions open;
  private int next;

  @Setup
  public void prepare() {
    sources = Partition.records(RECORDS);
    reading = Partition.reading();
    read = sources.stream().map(reading::read).toArray(PartitionRecord[]::new);
    begin();
  }

  private void begin() {
    open = new OpenSessions(SessionRules.DEFAULT, hash::of, new Outbox(1));
    next = 0;
  }

  /** Sessions and minutes, with checkpoints and acknowledgements as a shard has them. */
  @Benchmark
  public Outcome absorb() {
    return absorb(read[next]);
  }

  /** The same from the bytes in Kafka on. */
  @Benchmark
  public Outcome readAndAbsorb() {
    return absorb(reading.read(sources.get(next)));
  }

  private Outcome absorb(PartitionRecord record) {
    Outcome outcome = Outcome.LATE;
    open.advance(record.offset(), record.appendTime());
    if (record.content() instanceof PartitionRecord.Accepted accepted) {
      EventTime time = EventTime.of(accepted.hit().clientTimestamp(), record.appendTime());
      outcome = open.absorb(time, accepted.hit(), accepted.enrichment());
    }
    if (open.changes().bytes() > CHECKPOINT_BYTES) {
      checkpoint();
    }
    if (++next == RECORDS) {
      begin();
    }
    return outcome;
  }

  private void checkpoint() {
    Outbox.Contents fresh = Checkpoint.of(open, 1, false).fresh();
    Outbox outbox = open.outbox();
    outbox.acknowledgeSessions(
        List.copyOf(fresh.sessions.values()), List.copyOf(fresh.joins.values()));
    List.copyOf(fresh.finals.keySet()).forEach(outbox::acknowledgeFinal);
  }
}
