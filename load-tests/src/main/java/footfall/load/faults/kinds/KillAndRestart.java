package footfall.load.faults.kinds;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** F1-restart: kill -9 of a node that is started again at once, on the same address. */
public final class KillAndRestart implements Fault {
  /** RELIABILITY 5 says 15 s; the node's own start is in it. */
  private static final Duration MOST = Duration.ofSeconds(34);

  @Override
  public String id() {
    return "F1-restart";
  }

  @Override
  public String name() {
    return "kill -9 of a node, started again at once";
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    FaultOutcome.Notes notes = new FaultOutcome.Notes(id());
    List<Node> running = cluster.running();
    Node victim = running.get(random.nextInt(running.size()));
    Cluster.Recovery recovery = cluster.recoveryFromNow();
    notes.did("kill -9 and start of node %d".formatted(victim.index()));
    victim.kill();
    victim.launch();
    notes.took("counting again", recovery.awaitAllCounted(TakeOver.PATIENCE), MOST);
    victim.awaitReady(TakeOver.READY);
    return notes.outcome();
  }
}
