package footfall.load.peer;

import java.nio.file.Path;

/**
 * One run of a peer, as its command line names it.
 *
 * @param bootstrap host:port of Kafka
 * @param name of this run: consumer group, transactions and internal topics begin with it
 * @param folder for state and checkpoints; empty before the run
 */
public record PeerRun(String bootstrap, String name, Path folder) {
  /** What every peer reads. */
  public static final String HITS = "events";

  /** How often state, offsets and output become durable together, ms. */
  public static final long COMMIT_MS = 10_000;

  /** How often changed website-minutes are sent on, ms. */
  public static final long MINUTES_MS = 1_000;

  public static final long GAP_MS = 30 * 60_000;
  public static final long LATENESS_MS = 2 * 60_000;

  /** Threads, or subtasks. */
  public static final int PARALLELISM = 2;

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException where an argument is missing
   */
  public static PeerRun of(String... arguments) {
    if (arguments.length < 3) {
      throw new IllegalArgumentException("want BOOTSTRAP NAME FOLDER, got " + arguments.length);
    }
    return new PeerRun(
        arguments[0], arguments[1], Path.of(arguments[2]).toAbsolutePath().normalize());
  }

  /** Rows of closed sessions, each once. */
  public String sessionsTopic() {
    return name + "-sessions";
  }

  /** Website-minutes; of rows with the same key the last one counts. */
  public String minutesTopic() {
    return name + "-minutes";
  }
}
