package footfall.load.faults.stores;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.faults.FaultOutcome.Notes;
import footfall.load.faults.Place;
import footfall.load.faults.rig.ShiftedClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * One node's wall clock is wrong from its start on: it works with the others all the same.
 *
 * @param shift ahead of the right time, negative for behind
 * @param places where nodes are usually launched
 */
record WrongClock(String id, Duration shift, Duration time, Place.Places places) implements Fault {
  @Override
  public String name() {
    return "the clock of one node is wrong by %+d h for %d s"
        .formatted(shift.toHours(), time.toSeconds());
  }

  @Override
  public Optional<String> cannotRun() {
    return ShiftedClock.cannotRun();
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    Notes notes = new Notes(id);
    Crew crew = Crew.of(cluster);
    Node node = crew.any(random);
    node.stop();
    node.launch(wrong(places.of(node.index(), cluster.stores().addresses())));
    notes.did("restart %s with its clock wrong".formatted(Crew.name(node)));
    node.awaitReady(Limits.NEVER);
    notes.did("it is ready");
    long wrongPid = node.pid();
    Duration counted = cluster.recoveryFromNow().awaitAllCounted(Limits.NEVER);
    notes.took("hits stored with a wrong clock", counted, Limits.RETURNED);
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
    if (!node.isAlive() || node.pid() != wrongPid) {
      notes.missed("%s ended with its clock wrong".formatted(Crew.name(node)));
    }
    if (node.isAlive()) {
      node.kill();
      notes.did("kill -9 of it");
    }
    Cluster.Recovery recovery = cluster.recoveryFromNow();
    crew.restore(cluster, notes);
    notes.took(
        "hits stored again with all clocks right",
        recovery.awaitAllCounted(Limits.NEVER),
        Limits.RETURNED);
    return notes.outcome();
  }

  private Place wrong(Place usual) {
    Map<String, String> environment = new HashMap<>(usual.environment());
    environment.putAll(ShiftedClock.environment(shift));
    return new Place(usual.host(), usual.prefix(), environment, shift);
  }
}
