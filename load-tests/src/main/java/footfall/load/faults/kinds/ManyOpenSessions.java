package footfall.load.faults.kinds;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.faults.ledger.LoadPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** F18: kill -9 of a node while a crowd of visitors has sessions open. */
public final class ManyOpenSessions implements Fault {
  private static final Duration MOST = Duration.ofMinutes(1);
  private static final long CROWD_COMES_SECONDS = 12;

  private final int visitors;

  /**
   * @param visitors 50,000 in RELIABILITY
   */
  public ManyOpenSessions(int visitors) {
    this.visitors = visitors;
  }

  @Override
  public String id() {
    return "F18";
  }

  @Override
  public String name() {
    return "kill -9 of a node with %,d sessions open in the cluster".formatted(visitors);
  }

  @Override
  public LoadPlan load(LoadPlan usual) {
    return usual.withCrowd(visitors);
  }

  @Override
  public boolean isAlone() {
    return true;
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    FaultOutcome.Notes notes = new FaultOutcome.Notes(id());
    TimeUnit.SECONDS.sleep(CROWD_COMES_SECONDS);
    cluster.recoveryFromNow().awaitAllCounted(TakeOver.PATIENCE);
    List<Node> running = cluster.running();
    Node victim = running.get(random.nextInt(running.size()));
    notes.did("open sessions: %.0f".formatted(openSessions(running)));
    Cluster.Recovery recovery = cluster.recoveryFromNow();
    notes.did("kill -9 of node %d".formatted(victim.index()));
    victim.kill();
    notes.took(TakeOver.TAKE_OVER, recovery.awaitAllCounted(TakeOver.PATIENCE), MOST);
    new TakeOver(cluster, notes).back(victim);
    return notes.outcome();
  }

  private static double openSessions(List<Node> nodes) throws Exception {
    double sum = 0;
    for (Node node : nodes) {
      sum += node.metric("footfall_open_sessions");
    }
    return sum;
  }
}
