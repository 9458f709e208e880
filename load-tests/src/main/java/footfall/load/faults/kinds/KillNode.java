package footfall.load.faults.kinds;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** F1 and F2: kill -9 of one node, of any but the oldest or of the oldest. */
public final class KillNode implements Fault {
  /** Five seconds of heartbeat pause on two cores add to RELIABILITY's 30 and 35 s (DESIGN 10). */
  private static final Duration MOST_OF_ANY = Duration.ofSeconds(34);

  private static final Duration MOST_OF_OLDEST = Duration.ofSeconds(39);

  private final boolean oldest;

  private KillNode(boolean oldest) {
    this.oldest = oldest;
  }

  public static Fault any() {
    return new KillNode(false);
  }

  public static Fault oldest() {
    return new KillNode(true);
  }

  @Override
  public String id() {
    return oldest ? "F2" : "F1";
  }

  @Override
  public String name() {
    return oldest ? "kill -9 of the oldest node" : "kill -9 of a node";
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    FaultOutcome.Notes notes = new FaultOutcome.Notes(id());
    Node first = cluster.oldest();
    List<Node> others = cluster.running().stream().filter(n -> n != first).toList();
    Node victim = oldest ? first : others.get(random.nextInt(others.size()));
    new TakeOver(cluster, notes).killed(victim, oldest ? MOST_OF_OLDEST : MOST_OF_ANY);
    return notes.outcome();
  }
}
