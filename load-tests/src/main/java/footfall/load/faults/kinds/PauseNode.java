package footfall.load.faults.kinds;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** F4: a node is stopped by SIGSTOP, and goes on after a while as if nothing had happened. */
public final class PauseNode implements Fault {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(1);
  private static final Duration SURELY_ENDS = Duration.ofSeconds(20);

  /** Of the node when its guard finds the pause. */
  private static final int HALTED = 75;

  private final Duration pause;
  private final boolean oldest;

  private PauseNode(Duration pause, boolean oldest) {
    this.pause = pause;
    this.oldest = oldest;
  }

  public static Fault any(Duration pause) {
    return new PauseNode(pause, false);
  }

  public static Fault oldest(Duration pause) {
    return new PauseNode(pause, true);
  }

  @Override
  public String id() {
    return "F4-" + pause.toSeconds() + "s" + (oldest ? "-oldest" : "");
  }

  @Override
  public String name() {
    return "SIGSTOP of %s for %d s"
        .formatted(oldest ? "the oldest node" : "a node", pause.toSeconds());
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    FaultOutcome.Notes notes = new FaultOutcome.Notes(id());
    List<Node> running = cluster.running();
    Node victim = oldest ? cluster.oldest() : running.get(random.nextInt(running.size()));
    Cluster.Recovery recovery = cluster.recoveryFromNow();
    notes.did("SIGSTOP of node %d".formatted(victim.index()));
    victim.signal("STOP");
    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    notes.did("SIGCONT");
    victim.signal("CONT");
    if (pause.compareTo(LONGEST_PAUSE) > 0) {
      endsItself(victim, notes);
    }
    notes.took("counting again", recovery.awaitAllCounted(TakeOver.PATIENCE));
    if (!victim.isAlive()) {
      new TakeOver(cluster, notes).back(victim);
    }
    return notes.outcome();
  }

  private static void endsItself(Node victim, FaultOutcome.Notes notes) throws Exception {
    long thawed = System.nanoTime();
    if (!victim.awaitEnd(SURELY_ENDS)) {
      notes.missed("the node went on after the pause");
      victim.kill();
      return;
    }
    notes.took("ends after the pause", Duration.ofNanos(System.nanoTime() - thawed), ENDS_WITHIN);
    if (victim.exitCode() != HALTED) {
      notes.missed("the node ended with " + victim.exitCode() + ", not with " + HALTED);
    }
  }
}
