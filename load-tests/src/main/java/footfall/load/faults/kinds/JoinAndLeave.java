package footfall.load.faults.kinds;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** F8: one more node joins under load, takes its share of partitions, and leaves again. */
public final class JoinAndLeave implements Fault {
  private static final Duration MOST = Duration.ofSeconds(10);

  @Override
  public String id() {
    return "F8";
  }

  @Override
  public String name() {
    return "a node joins and leaves";
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    FaultOutcome.Notes notes = new FaultOutcome.Notes(id());
    Node guest =
        cluster.nodes().stream()
            .filter(n -> !n.isAlive())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("there is no place for one more node"));
    notes.did("start of node %d".formatted(guest.index()));
    guest.launch();
    guest.awaitReady(TakeOver.READY);
    Cluster.Recovery joined = cluster.recoveryFromNow();
    notes.took("gap, joining", joined.awaitAllCounted(TakeOver.PATIENCE), MOST);
    Cluster.Recovery left = cluster.recoveryFromNow();
    notes.did("SIGTERM of node %d".formatted(guest.index()));
    guest.stop();
    notes.took("gap, leaving", left.awaitAllCounted(TakeOver.PATIENCE), MOST);
    return notes.outcome();
  }
}
