package footfall.load.faults.stores;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.FaultOutcome.Notes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The nodes that lived when a fault began, and must live when it is over.
 *
 * @param pids process ids at the beginning, in the order of the nodes
 */
record Crew(List<Node> nodes, Map<Node, Long> pids) {
  /** Starting takes seconds; on a machine that does much else at once, more of them. */
  private static final Duration READY = Duration.ofMinutes(3);

  static Crew of(Cluster cluster) {
    List<Node> running = cluster.running();
    return new Crew(
        running, running.stream().collect(Collectors.toMap(Function.identity(), Node::pid)));
  }

  /** One of them by chance. */
  Node any(RandomGenerator random) {
    return nodes.get(random.nextInt(nodes.size()));
  }

  List<Node> without(Node one) {
    return nodes.stream().filter(node -> node != one).toList();
  }

  /** Those whose process of the beginning has ended. */
  List<Node> ended() {
    return nodes.stream().filter(n -> !n.isAlive() || n.pid() != pids.get(n)).toList();
  }

  /** A figure is missed for each that has ended although it had no reason to. */
  void mustAllLive(String although, Notes notes) {
    for (Node node : ended()) {
      notes.missed("%s ended, although %s".formatted(nameWithExit(node), although));
    }
  }

  /**
   * The time until hits of all partitions were stored again; every node is ready afterwards.
   *
   * @param recovery begun when nothing was in the way of hits any more
   */
  Duration awaitCounted(Cluster cluster, Cluster.Recovery recovery, Notes notes) throws Exception {
    if (nodes.stream().noneMatch(Node::isAlive)) {
      restore(cluster, notes);
    }
    Duration counted = recovery.awaitAllCounted(Limits.NEVER);
    restore(cluster, notes);
    return counted;
  }

  /** Launches again what has ended, and returns when every node is ready. */
  void restore(Cluster cluster, Notes notes) throws Exception {
    List<Node> gone = new ArrayList<>();
    for (Node node : nodes) {
      if (!node.isAlive()) {
        gone.add(node);
        notes.did("launch " + nameWithExit(node) + " again");
        node.launch();
      }
    }
    for (Node node : nodes) {
      awaitReady(cluster, node, notes);
    }
    if (!gone.isEmpty()) {
      notes.did("all nodes are ready again");
    }
  }

  /** A node may end while it starts, such as one that cannot join yet: it is launched again. */
  private static void awaitReady(Cluster cluster, Node node, Notes notes) throws Exception {
    long end = System.nanoTime() + READY.toNanos();
    while (true) {
      try {
        node.awaitReady(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        return;
      } catch (Exception notReady) {
        if (node.isAlive() || System.nanoTime() > end) {
          throw notReady;
        }
        cluster.say("  " + nameWithExit(node) + " ended while it started; once more");
        notes.did("launch " + nameWithExit(node) + " again, it ended while it started");
        node.launch();
      }
    }
  }

  static String name(Node node) {
    return "node " + node.index();
  }

  private static String nameWithExit(Node node) {
    return node.isAlive() ? name(node) : name(node) + " (exit code " + node.exitCode() + ")";
  }
}
