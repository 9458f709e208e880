package footfall.load.faults.kinds;

import footfall.load.faults.Cluster;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.faults.ledger.LoadPlan;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** F14, clients: the clocks of a third of them are wrong by up to a year. */
public final class WrongClocks implements Fault {
  private static final double SHARE = 0.33;
  private static final long SECONDS = 30;

  @Override
  public String id() {
    return "F14-clients";
  }

  @Override
  public String name() {
    return "a third of the clients' clocks wrong by up to a year";
  }

  @Override
  public LoadPlan load(LoadPlan usual) {
    return usual.withWrongClocks(SHARE);
  }

  @Override
  public boolean isAlone() {
    return true;
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    FaultOutcome.Notes notes = new FaultOutcome.Notes(id());
    notes.did("traffic for " + SECONDS + " s");
    TimeUnit.SECONDS.sleep(SECONDS);
    notes.took("counting", cluster.recoveryFromNow().awaitAllCounted(TakeOver.PATIENCE));
    return notes.outcome();
  }
}
