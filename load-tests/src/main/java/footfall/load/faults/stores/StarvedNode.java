package footfall.load.faults.stores;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.faults.FaultOutcome.Notes;
import footfall.load.faults.rig.CpuQuota;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * One node gets a small part of a CPU: it may be given up, but takes no other with it.
 *
 * @param percent of one CPU
 */
record StarvedNode(String id, int percent, Duration time) implements Fault {
  @Override
  public String name() {
    return "one node has %d %% of a CPU for %d s".formatted(percent, time.toSeconds());
  }

  @Override
  public Optional<String> cannotRun() {
    return CpuQuota.cannotRun();
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    Notes notes = new Notes(id);
    Crew crew = Crew.of(cluster);
    Node starved = crew.any(random);
    CpuQuota quota = CpuQuota.of(starved.pid(), percent);
    notes.did("give %s %d %% of a CPU".formatted(Crew.name(starved), percent));
    try (quota) {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
    notes.did("give it all again");
    Survivors.mustBeMost(crew, notes);
    crew.restore(cluster, notes);
    Duration counted = cluster.recoveryFromNow().awaitAllCounted(Limits.NEVER);
    notes.took("hits stored again after the quota went", counted, Limits.RETURNED);
    return notes.outcome();
  }
}
