package footfall.load.faults.kinds;

import footfall.load.faults.Cluster;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.faults.ledger.LoadPlan;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * F20, as far as processes reach: website-minutes of hundreds of small websites get the final parts
 * of their partitions one by one, over about the time after which an idle one is passivated.
 */
public final class RacingPassivation implements Fault {
  private static final int WEBSITES = 400;
  private static final long SECONDS = 40;

  @Override
  public String id() {
    return "F20";
  }

  @Override
  public String name() {
    return "finals that come as website-minutes are passivated";
  }

  @Override
  public LoadPlan load(LoadPlan usual) {
    return usual.withWebsites(WEBSITES);
  }

  @Override
  public boolean isAlone() {
    return true;
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    FaultOutcome.Notes notes = new FaultOutcome.Notes(id());
    notes.did("traffic on %d websites for %d s".formatted(WEBSITES, SECONDS));
    TimeUnit.SECONDS.sleep(SECONDS);
    return notes.outcome();
  }
}
