package footfall.load.faults.stores;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.faults.FaultOutcome.Notes;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** All nodes but one are killed at once: the one that is left cannot know, and must end itself. */
record MajorityKilled(String id) implements Fault {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "kill -9 of all nodes but one at once";
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    Notes notes = new Notes(id);
    Crew crew = Crew.of(cluster);
    Node left = crew.any(random);
    for (Node node : crew.without(left)) {
      node.kill();
      notes.did("kill -9 of " + Crew.name(node));
    }
    long start = System.nanoTime();
    if (left.awaitEnd(PATIENCE)) {
      notes.took("minority ended", Duration.ofNanos(System.nanoTime() - start), Limits.DOWNED);
      notes.did("%s ended with %d".formatted(Crew.name(left), left.exitCode()));
    } else {
      notes.missed("%s, left alone, did not end within %s".formatted(Crew.name(left), PATIENCE));
    }
    Cluster.Recovery recovery = cluster.recoveryFromNow();
    crew.restore(cluster, notes);
    notes.took(
        "hits stored again after the launch of all nodes",
        recovery.awaitAllCounted(Limits.NEVER),
        Limits.RETURNED);
    return notes.outcome();
  }
}
