package footfall.load.faults.kinds;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** F7: every node is stopped by SIGTERM and started again, one after the other, the oldest last. */
public final class RollingRestart implements Fault {
  private static final Duration MOST = Duration.ofSeconds(10);

  @Override
  public String id() {
    return "F7";
  }

  @Override
  public String name() {
    return "rolling restart (SIGTERM) of all nodes";
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    FaultOutcome.Notes notes = new FaultOutcome.Notes(id());
    Node oldest = cluster.oldest();
    List<Node> order = new ArrayList<>(cluster.running());
    order.remove(oldest);
    order.add(oldest);
    for (Node node : order) {
      Cluster.Recovery recovery = cluster.recoveryFromNow();
      notes.did("SIGTERM of node %d".formatted(node.index()));
      long began = System.nanoTime();
      node.stop();
      notes.took("node ends", Duration.ofNanos(System.nanoTime() - began));
      notes.took(
          node == oldest ? "gap, oldest" : "gap",
          recovery.awaitAllCounted(TakeOver.PATIENCE),
          MOST);
      new TakeOver(cluster, notes).back(node);
    }
    return notes.outcome();
  }
}
