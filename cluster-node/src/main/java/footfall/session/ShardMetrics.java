package footfall.session;

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
  public final LongAdder bots = new LongAdder();
  public final LongAdder rejected = new LongAdder();
  public final LongAdder misplaced = new LongAdder();
  public final LongAdder ticks = new LongAdder();
  public final LongAdder checkpoints = new LongAdder();
  public final LongAdder checkpointBytes = new LongAdder();
  public final LongAdder closedSessions = new LongAdder();
  public final LongAdder restarts = new LongAdder();

  /** The next offset to read, by partition; -1 where this node does not run the shard. */
  public final AtomicLongArray nextOffsets;

  public final AtomicLongArray openSessions;
  public final AtomicLongArray outbox;
  public final AtomicLongArray lastCheckpointAt;
  public final AtomicLongArray visitors;

  /** Raw rows not yet handed to ClickHouse's store. */
  public final AtomicLongArray waitingRows;

  public ShardMetrics(int partitions) {
    for (Outcome.Verdict verdict : Outcome.Verdict.values()) {
      hits.put(verdict, new LongAdder());
    }
    long[] unknown = new long[partitions];
    Arrays.fill(unknown, -1);
    nextOffsets = new AtomicLongArray(unknown);
    openSessions = new AtomicLongArray(partitions);
    outbox = new AtomicLongArray(partitions);
    lastCheckpointAt = new AtomicLongArray(partitions);
    visitors = new AtomicLongArray(partitions);
    waitingRows = new AtomicLongArray(partitions);
  }

  /** The shard of a partition does not run here, or is recovering. */
  void stopped(int partition) {
    nextOffsets.set(partition, -1);
    openSessions.set(partition, 0);
    outbox.set(partition, 0);
    visitors.set(partition, 0);
    waitingRows.set(partition, 0);
  }

  long allWaitingRows() {
    long all = 0;
    for (int partition = 0; partition < waitingRows.length(); partition++) {
      all += waitingRows.get(partition);
    }
    return all;
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
