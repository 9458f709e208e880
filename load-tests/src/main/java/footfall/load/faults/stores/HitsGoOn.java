package footfall.load.faults.stores;

import footfall.load.faults.Cluster;
import footfall.load.faults.FaultOutcome.Notes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Hits are taken in, and stored, although a store is away: they do not need it. */
record HitsGoOn() implements Meanwhile {
  @Override
  public void pass(Cluster cluster, Duration time, Notes notes) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      Duration stored = cluster.recoveryFromNow().awaitAllCounted(Limits.NEVER);
      notes.took("hits stored meanwhile", stored, Limits.RESUMED);
      long left = end - System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(Math.min(left, Limits.RESUMED.toNanos()));
    }
  }
}
