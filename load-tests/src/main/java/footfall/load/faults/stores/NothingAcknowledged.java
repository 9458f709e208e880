package footfall.load.faults.stores;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.LoadCounts;
import footfall.load.faults.FaultOutcome.Notes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Without a broker no hit is acknowledged, and who sends one is told so. */
record NothingAcknowledged() implements Meanwhile {
  /** Answers that were under way when the broker went. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(2);

  /** The collector waits for the broker for 5 s before it refuses. */
  private static final Duration REFUSED = Duration.ofSeconds(8);

  @Override
  public void pass(Cluster cluster, Duration time, Notes notes) throws Exception {
    LoadCounts atOnce = cluster.counts();
    TimeUnit.NANOSECONDS.sleep(UNDER_WAY.toNanos());
    LoadCounts before = cluster.counts();
    TimeUnit.NANOSECONDS.sleep(time.minus(UNDER_WAY).toNanos());
    LoadCounts after = cluster.counts();
    long acknowledged = after.acknowledged() - before.acknowledged();
    if (acknowledged > 0) {
      notes.missed(acknowledged + " hits were acknowledged while no broker could have had them");
    }
    if (time.compareTo(REFUSED) > 0 && after.refused() == atOnce.refused()) {
      notes.missed("no sender was told (503) that the broker was away");
    }
  }
}
