package footfall.load.faults.stores;

import footfall.load.faults.Cluster;
import footfall.load.faults.FaultOutcome.Notes;
import java.time.Duration;

/** What must hold while a store is away; takes up the time that it is. */
interface Meanwhile {
  void pass(Cluster cluster, Duration time, Notes notes) throws Exception;
}
