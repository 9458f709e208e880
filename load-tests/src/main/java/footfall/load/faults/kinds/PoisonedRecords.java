package footfall.load.faults.kinds;

import footfall.load.faults.Cluster;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.faults.ledger.LoadPlan;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** F16: beside every fiftieth hit comes a record that is none, of every known kind. */
public final class PoisonedRecords implements Fault {
  private static final double SHARE = 0.02;
  private static final long SECONDS = 30;

  /** A partition may stall for a second; the wait for an insert of raw rows is in it. */
  private static final Duration MOST = Duration.ofSeconds(4);

  @Override
  public String id() {
    return "F16";
  }

  @Override
  public String name() {
    return "spoiled records among the hits";
  }

  @Override
  public LoadPlan load(LoadPlan usual) {
    return usual.withPoison(SHARE);
  }

  @Override
  public boolean isAlone() {
    return true;
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    FaultOutcome.Notes notes = new FaultOutcome.Notes(id());
    notes.did("traffic for " + SECONDS + " s");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end) {
      notes.took(
          "counting beside them",
          cluster.recoveryFromNow().awaitAllCounted(TakeOver.PATIENCE),
          MOST);
    }
    return notes.outcome();
  }
}
