package footfall.load.faults;

import footfall.localstack.LocalStack;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Running stores, nodes that can be started and ended one by one, and traffic that goes on. */
public interface Cluster {
  /** The stores: kill, restart, process ids, addresses. */
  LocalStack stores();

  /** All nodes, running or not; more can be added by index up to {@link #most}. */
  List<Node> nodes();

  /** How many nodes may run at once. */
  int most();

  /** Nodes whose process runs now. */
  default List<Node> running() {
    return nodes().stream().filter(Node::isAlive).toList();
  }

  /** The node on which the coordinator of all shards runs: the one that has run longest. */
  Node oldest();

  /** What is sent and what became of it. */
  LoadCounts counts();

  /** Watches how soon hits count again; begin one at the moment of the fault. */
  Recovery recoveryFromNow() throws Exception;

  /** What this step's records are, and where in the topic they begin. */
  Step step();

  /** The node whose shard reads a partition now, as the nodes' logs say. */
  OptionalInt owner(int partition) throws Exception;

  /** The node that computes the frames of that partition's website, as the nodes' logs say. */
  OptionalInt liveHome(int partition) throws Exception;

  /**
   * How long after a moment a dashboard first showed a newer state of the website whose hits are
   * all in one partition; empty where none has yet.
   *
   * @param since {@link System#nanoTime}
   */
  Optional<Duration> firstUpdate(int partition, long since);

  /**
   * From the loss of a dashboard's socket to the snapshot of its next, of all lost since a moment.
   *
   * @param since {@link System#nanoTime}
   */
  List<Duration> reconnects(long since);

  /** Folder for logs and data of this step. */
  Path folder();

  /** Tells the person at the terminal. */
  void say(String line);

  /**
   * One step of the campaign.
   *
   * @param prefix its websites begin with this and a hyphen
   * @param began offset of the first record of it, by partition
   */
  record Step(String prefix, Map<Integer, Long> began) {}

  /**
   * Hits so far.
   *
   * @param sent written to the ledger and sent at least once
   * @param acknowledged by the collector with 202, or by Kafka where sent there directly
   * @param refused answered with 503 or 429, before they were sent again
   * @param unknown without an answer, before they were sent again
   */
  record LoadCounts(long sent, long acknowledged, long refused, long unknown) {}

  /** Reads from the raw stores when partitions are counted again. */
  interface Recovery {
    /**
     * Waits until of every partition a record that was appended after the beginning is stored.
     *
     * @return the time from the beginning until the last partition had one
     * @throws IllegalStateException where that does not happen in time; names the partitions
     */
    Duration awaitAllCounted(Duration most) throws Exception;
  }

  /** One node: a JVM with 512 MiB and one processor. */
  interface Node {
    int index();

    /** Its address. */
    String host();

    URI url();

    long pid();

    Path log();

    boolean isAlive();

    /** Exit code of the process that ran last. */
    int exitCode();

    /** Launches it in its usual place; does not wait. */
    void launch() throws Exception;

    /** Launches it elsewhere or otherwise, this once; does not wait. */
    void launch(Place place) throws Exception;

    /**
     * Launches another build of the product in its usual place; does not wait.
     *
     * @param home root of that build's repository
     */
    void launchBuild(Path home) throws Exception;

    /** Waits until it answers {@code /ready} with 200. */
    void awaitReady(Duration most) throws Exception;

    /** kill -9; returns when it is gone. */
    void kill() throws Exception;

    /** SIGTERM; returns when it is gone, after {@code kill -9} where that takes over a minute. */
    void stop() throws Exception;

    /** Sends a signal such as {@code STOP} or {@code CONT}. */
    void signal(String name) throws Exception;

    /** Returns when the process is gone by itself; false where it is not in time. */
    boolean awaitEnd(Duration most) throws Exception;

    /** Sum of a metric over its labels; -1 where it is not shown. */
    double metric(String name) throws Exception;
  }
}
