package footfall.load.faults.stores;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.faults.FaultOutcome.Notes;
import footfall.localstack.Service;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A node starts while a store is away: it waits, or ends with a code other than 0 and is launched
 * again as an orchestrator would; once the store is back it becomes ready without anybody's help.
 *
 * @param away how long the store is away from the launch on
 */
record StoreAwayAtStart(String id, Service store, Duration away) implements Fault {
  @Override
  public String name() {
    return "a node starts while %s is away for %d s".formatted(store.label(), away.toSeconds());
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    Notes notes = new Notes(id);
    Crew crew = Crew.of(cluster);
    Node node = crew.any(random);
    node.stop();
    notes.did("stop of " + Crew.name(node));
    cluster.stores().kill(store);
    notes.did("kill -9 of " + store.label());
    int ended = 0;
    try {
      node.launch();
      notes.did("launch of " + Crew.name(node));
      ended = launchAgainFor(node, notes);
    } finally {
      cluster.stores().restart(store);
    }
    long back = System.nanoTime();
    notes.did("%s answers; until then the node ended %d times".formatted(store.label(), ended));
    crew.restore(cluster, notes);
    notes.took(
        "node ready after return of " + store.label(),
        Duration.ofNanos(System.nanoTime() - back),
        Limits.RETURNED);
    Duration counted = cluster.recoveryFromNow().awaitAllCounted(Limits.NEVER);
    notes.took("hits stored again", counted, Limits.RESUMED);
    for (Node other : crew.ended()) {
      if (other != node) {
        notes.missed(Crew.name(other) + " ended, although only " + store.label() + " was away");
      }
    }
    return notes.outcome();
  }

  /** How often it ended by itself. */
  private int launchAgainFor(Node node, Notes notes) throws Exception {
    long end = System.nanoTime() + away.toNanos();
    int ended = 0;
    for (long left = away.toNanos(); left > 0; left = end - System.nanoTime()) {
      if (node.awaitEnd(Duration.ofNanos(left))) {
        ended++;
        if (node.exitCode() == 0) {
          notes.missed(Crew.name(node) + " ended with 0 although it could not start");
        }
        node.launch();
      }
    }
    return ended;
  }
}
