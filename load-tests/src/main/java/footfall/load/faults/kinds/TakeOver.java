package footfall.load.faults.kinds;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.FaultOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ends a node and measures what others see of it. */
final class TakeOver {
  static final Duration PATIENCE = Duration.ofMinutes(3);
  static final Duration READY = Duration.ofMinutes(2);

  /** Measured: from the end of a node until every partition is counted again. */
  static final String TAKE_OVER = "take-over";

  private static final Duration RECONNECTED = Duration.ofSeconds(5);
  private static final Duration UNAFFECTED = Duration.ofSeconds(1);

  private final Cluster cluster;
  private final FaultOutcome.Notes notes;

  TakeOver(Cluster cluster, FaultOutcome.Notes notes) {
    this.cluster = cluster;
    this.notes = notes;
  }

  /** kill -9, take-over by the others, then the node comes back. */
  void killed(Node victim, Duration most) throws Exception {
    List<Integer> unaffected = new ArrayList<>();
    List<Integer> shownByIt = new ArrayList<>();
    for (int partition : partitionsNotOn(victim.index())) {
      boolean isShownByIt = cluster.liveHome(partition).orElse(-1) == victim.index();
      (isShownByIt ? shownByIt : unaffected).add(partition);
    }
    Cluster.Recovery recovery = cluster.recoveryFromNow();
    long at = notes.did("kill -9 of node %d".formatted(victim.index())).nanos();
    victim.kill();
    notes.took(TAKE_OVER, recovery.awaitAllCounted(PATIENCE), most);
    noteUpdates("first update, website without a part on the node", unaffected, UNAFFECTED, at);
    noteUpdates("first update, website whose frames that node computed", shownByIt, most, at);
    for (Duration reconnect : cluster.reconnects(at)) {
      notes.took("dashboard of the dead node, to its next snapshot", reconnect, RECONNECTED);
    }
    back(victim);
  }

  private List<Integer> partitionsNotOn(int victim) throws Exception {
    List<Integer> elsewhere = new ArrayList<>();
    for (int partition : cluster.step().began().keySet()) {
      if (cluster.owner(partition).orElse(victim) != victim) {
        elsewhere.add(partition);
      }
    }
    return elsewhere;
  }

  private void noteUpdates(String what, List<Integer> partitions, Duration most, long at) {
    for (int partition : partitions) {
      cluster
          .firstUpdate(partition, at)
          .ifPresentOrElse(
              update -> notes.took(what, update, most),
              () -> notes.missed("%s: partition %d, none yet".formatted(what, partition)));
    }
  }

  /** Starts a node that has ended, and waits until every partition is counted beside it. */
  void back(Node node) throws Exception {
    notes.did("start of node %d".formatted(node.index()));
    node.launch();
    node.awaitReady(READY);
    cluster.recoveryFromNow().awaitAllCounted(PATIENCE);
  }
}
