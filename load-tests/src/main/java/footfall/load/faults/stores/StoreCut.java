package footfall.load.faults.stores;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.faults.FaultOutcome.Notes;
import footfall.load.faults.rig.Networks;
import footfall.localstack.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * One node and one store do not hear each other, while everybody else does: no node may be downed.
 *
 * @param networks of the nodes; empty where they have none of their own
 */
record StoreCut(String id, Service store, Duration time, Optional<Networks> networks)
    implements Fault {
  @Override
  public String name() {
    return "a node and %s cut from each other for %d s".formatted(store.label(), time.toSeconds());
  }

  @Override
  public Optional<String> cannotRun() {
    return NodesCut.cannotCut(networks);
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    Notes notes = new Notes(id);
    Crew crew = Crew.of(cluster);
    Node node = crew.any(random);
    int port = cluster.stores().addresses().port(store);
    Networks.Cut cut = networks.orElseThrow().cutFromStore(node.index(), port);
    notes.did("cut %s from %s".formatted(Crew.name(node), store.label()));
    try (cut) {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
    notes.did("heal it");
    Duration counted = crew.awaitCounted(cluster, cluster.recoveryFromNow(), notes);
    notes.took("hits stored again after healing", counted, Limits.RETURNED);
    crew.mustAllLive("only its way to " + store.label() + " was cut", notes);
    return notes.outcome();
  }
}
