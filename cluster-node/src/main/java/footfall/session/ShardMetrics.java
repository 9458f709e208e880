package footfall.session;

import footfall.protocol.hit.DropReason;
import footfall.protocol.measure.Timings;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the shards of a node report: counters since its start, and the last value of each partition.
 */
public final class ShardMetrics {
  private final Map<Outcome.Verdict, LongAdder> hits = new EnumMap<>(Outcome.Verdict.class);
  private final Map<DropReason, LongAdder> rejected = new EnumMap<>(DropReason.class);
  public final LongAdder bots = new LongAdder();
  public final LongAdder misplaced = new LongAdder();

  /** Hits whose record names a sampling rate that is none: each counted for itself alone. */
  public final LongAdder unreadRates = new LongAdder();

  public final LongAdder ticks = new LongAdder();
  public final LongAdder checkpoints = new LongAdder();
  public final LongAdder checkpointBytes = new LongAdder();
  public final LongAdder closedSessions = new LongAdder();

  /** Shards that began on this node: at its start, or moved here. */
  public final LongAdder starts = new LongAdder();

  /** Times a shard went back to its last checkpoint. */
  public final LongAdder restarts = new LongAdder();

  /** Hand-overs that ended before the last checkpoint was stored. */
  public final LongAdder overdueHandOvers = new LongAdder();

  /** From the order to hand a shard over until it stopped here. */
  public final Timings handOvers = new Timings(0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 10);

  /** From a start or restart until the shard reads, waiting for Cassandra included. */
  public final Timings recoveries = new Timings(0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300);

  /** From a checkpoint being taken until it is stored, waiting for rows before it included. */
  public final Timings checkpointTimes = new Timings(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60);

  /** One event of a shard's journal, until Cassandra has acknowledged it. */
  public final Timings journalWrites =
      new Timings(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10);

  /** The same for the journals of website-minutes. */
  public final Timings minuteWrites =
      new Timings(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10);

  /** Events that Cassandra did not acknowledge; each stops an incarnation of a shard. */
  public final LongAdder journalFailures = new LongAdder();

  /** The next offset to read, by partition; -1 where this node does not run the shard. */
  public final AtomicLongArray nextOffsets;

  public final AtomicLongArray openSessions;
  public final AtomicLongArray outbox;

  /**
   * When all of a shard was last in its journal, epoch ms: a checkpoint was stored, nothing had
   * changed since the last, or the shard had just begun. 0 where no shard is.
   */
  public final AtomicLongArray lastCheckpointAt;

  /** Partition time of what was taken in last, epoch ms; not known where it is 0 or less. */
  public final AtomicLongArray takenAt;

  public final AtomicLongArray visitors;

  /** Raw rows not yet handed to ClickHouse's store. */
  public final AtomicLongArray waitingRows;

  public ShardMetrics(int partitions) {
    for (DropReason reason : DropReason.values()) {
      rejected.put(reason, new LongAdder());
    }
    for (Outcome.Verdict verdict : Outcome.Verdict.values()) {
      hits.put(verdict, new LongAdder());
    }
    long[] unknown = new long[partitions];
    Arrays.fill(unknown, -1);
    nextOffsets = new AtomicLongArray(unknown);
    openSessions = new AtomicLongArray(partitions);
    outbox = new AtomicLongArray(partitions);
    lastCheckpointAt = new AtomicLongArray(partitions);
    takenAt = new AtomicLongArray(partitions);
    visitors = new AtomicLongArray(partitions);
    waitingRows = new AtomicLongArray(partitions);
  }

  /** A shard begins here, at epoch ms. */
  void began(int partition, long now) {
    starts.increment();
    lastCheckpointAt.set(partition, now);
  }

  /** All records before an offset are taken in, the last of them appended at epoch ms. */
  void took(int partition, long nextOffset, long appendTime) {
    takenAt.set(partition, appendTime);
    nextOffsets.set(partition, nextOffset);
  }

  /** The shard of a partition does not run here, or is recovering. */
  void stopped(int partition) {
    nextOffsets.set(partition, -1);
    openSessions.set(partition, 0);
    outbox.set(partition, 0);
    visitors.set(partition, 0);
    waitingRows.set(partition, 0);
  }

  /** The shard of a partition is not here any more. */
  void left(int partition) {
    stopped(partition);
    lastCheckpointAt.set(partition, 0);
  }

  /** Of all shards of this node. */
  public long allWaitingRows() {
    long all = 0;
    for (int partition = 0; partition < waitingRows.length(); partition++) {
      all += waitingRows.get(partition);
    }
    return all;
  }

  void reject(DropReason reason) {
    rejected.get(reason).increment();
  }

  /** Records refused for a reason, by the pipeline or behind it. */
  public long rejected(DropReason reason) {
    return rejected.get(reason).sum();
  }

  /** Records refused for any reason. */
  public long allRejected() {
    return rejected.values().stream().mapToLong(LongAdder::sum).sum();
  }

  void hit(Outcome.Verdict verdict) {
    hits.get(verdict).increment();
  }

  /** Hits that count, that were known, that came late. */
  public long counted() {
    return hits.get(Outcome.Verdict.COUNTED).sum();
  }

  public long duplicates() {
    return hits.get(Outcome.Verdict.DUPLICATE).sum();
  }

  public long late() {
    return hits.get(Outcome.Verdict.LATE).sum();
  }
}
