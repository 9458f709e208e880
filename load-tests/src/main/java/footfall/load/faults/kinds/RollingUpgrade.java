package footfall.load.faults.kinds;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * F7, mixed versions: node by node an earlier build takes this one's place, as if an upgrade were
 * taken back, and then this one the earlier's. Old and new nodes read each other's journals and
 * understand each other's messages meanwhile.
 */
public final class RollingUpgrade implements Fault {
  private static final Duration MOST = Duration.ofSeconds(10);

  private final Optional<Path> earlier;

  /**
   * @param earlier root of an earlier build's repository, built
   */
  public RollingUpgrade(Optional<Path> earlier) {
    this.earlier = earlier;
  }

  @Override
  public String id() {
    return "F7-upgrade";
  }

  @Override
  public String name() {
    return "an upgrade is taken back and made again, node by node";
  }

  @Override
  public Optional<String> cannotRun() {
    if (earlier.isEmpty()) {
      return Optional.of("name the folder of an earlier build by --earlier");
    }
    return Files.isDirectory(earlier.get().resolve("cluster-node/target/lib"))
        ? Optional.empty()
        : Optional.of("there is no build at --earlier: run mvn package -DskipTests there");
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    FaultOutcome.Notes notes = new FaultOutcome.Notes(id());
    Path earlierHome = earlier.orElseThrow();
    replaceEach(cluster, notes, "gap, to the earlier build", node -> node.launchBuild(earlierHome));
    replaceEach(cluster, notes, "gap, to this build", Node::launch);
    return notes.outcome();
  }

  private interface Start {
    void of(Node node) throws Exception;
  }

  /** The oldest comes last. */
  private static void replaceEach(
      Cluster cluster, FaultOutcome.Notes notes, String what, Start start) throws Exception {
    Node oldest = cluster.oldest();
    List<Node> order = new ArrayList<>(cluster.running());
    order.remove(oldest);
    order.add(oldest);
    for (Node node : order) {
      Cluster.Recovery recovery = cluster.recoveryFromNow();
      notes.did("SIGTERM of node %d".formatted(node.index()));
      node.stop();
      notes.took(what, recovery.awaitAllCounted(TakeOver.PATIENCE), MOST);
      start.of(node);
      node.awaitReady(TakeOver.READY);
      cluster.recoveryFromNow().awaitAllCounted(TakeOver.PATIENCE);
    }
  }
}
