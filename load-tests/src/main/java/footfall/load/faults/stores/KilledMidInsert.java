package footfall.load.faults.stores;

import footfall.load.faults.Cluster;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.faults.FaultOutcome.Notes;
import footfall.localstack.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * ClickHouse is killed while it takes an insert, so that nobody is told whether the rows are there.
 * The local engine holds what it is sent in a file of its own for as long as an insert runs.
 *
 * @param times how often
 */
record KilledMidInsert(String id, int times) implements Fault {
  private static final Duration FIRST_INSERT = Duration.ofMinutes(1);
  private static final long LOOK_AGAIN_NANOS = 200_000;

  /** An insert takes some 50 ms: the kill falls anywhere into it, or just after it. */
  private static final long LATEST_NANOS = 40_000_000;

  @Override
  public String name() {
    return "kill -9 of clickhouse in the middle of an insert, " + times + " times";
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    Notes notes = new Notes(id);
    Crew crew = Crew.of(cluster);
    Path uploads = cluster.stores().data().resolve("clickhouse/uploads");
    for (int time = 0; time < times; time++) {
      awaitInsert(uploads);
      TimeUnit.NANOSECONDS.sleep(random.nextLong(LATEST_NANOS));
      cluster.stores().kill(Service.CLICKHOUSE);
      notes.did("kill -9 of clickhouse, " + count(uploads) + " inserts under way");
      cluster.stores().restart(Service.CLICKHOUSE);
    }
    notes.did("clickhouse answers");
    Duration drained = crew.awaitCounted(cluster, cluster.recoveryFromNow(), notes);
    notes.took("hits stored again after return of clickhouse", drained, Limits.DRAINED);
    crew.mustAllLive("only clickhouse was away", notes);
    return notes.outcome();
  }

  private static void awaitInsert(Path uploads) throws IOException {
    long end = System.nanoTime() + FIRST_INSERT.toNanos();
    while (count(uploads) == 0) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("no insert within " + FIRST_INSERT + ": are there hits?");
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  private static long count(Path uploads) throws IOException {
    try (Stream<Path> files = Files.list(uploads)) {
      return files.count();
    }
  }
}
