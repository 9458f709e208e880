package footfall.load.faults.stores;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.faults.FaultOutcome.Notes;
import footfall.load.faults.rig.Networks;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * One node is cut from all others and heard again, over and over: whatever is decided, most nodes
 * stay.
 *
 * @param networks of the nodes; empty where they have none of their own
 */
record Flapping(String id, Duration time, Optional<Networks> networks) implements Fault {
  private static final Duration PHASE = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "one node cut from all others every other %d s, for %d s"
        .formatted(PHASE.toSeconds(), time.toSeconds());
  }

  @Override
  public Optional<String> cannotRun() {
    return NodesCut.cannotCut(networks);
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    Notes notes = new Notes(id);
    Crew crew = Crew.of(cluster);
    Node alone = crew.any(random);
    Networks network = networks.orElseThrow();
    long end = System.nanoTime() + time.toNanos();
    try {
      while (System.nanoTime() < end) {
        for (Node other : crew.without(alone)) {
          network.cutBoth(alone.index(), other.index());
        }
        notes.did("cut " + Crew.name(alone));
        TimeUnit.NANOSECONDS.sleep(PHASE.toNanos());
        network.healAll();
        notes.did("heal it");
        TimeUnit.NANOSECONDS.sleep(PHASE.toNanos());
      }
    } finally {
      network.healAll();
    }
    Survivors.mustBeMost(crew, notes);
    crew.restore(cluster, notes);
    Duration counted = cluster.recoveryFromNow().awaitAllCounted(Limits.NEVER);
    notes.took("hits stored again after all nodes were back", counted, Limits.RETURNED);
    return notes.outcome();
  }
}
