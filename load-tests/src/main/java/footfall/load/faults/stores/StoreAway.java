package footfall.load.faults.stores;

import footfall.load.faults.Cluster;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.faults.FaultOutcome.Notes;
import footfall.load.faults.rig.Pause;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A store is away and comes back.
 *
 * @param times how often
 * @param away how long each time; between two times it is there for a third of that
 * @param resumed most that may pass from its return until new hits of all partitions are stored
 */
record StoreAway(
    String id,
    Service store,
    How how,
    int times,
    Duration away,
    Duration resumed,
    Meanwhile meanwhile)
    implements Fault {

  /** How it is away. */
  enum How {
    /** kill -9: connections are refused. */
    KILLED("kill -9 of %s, away for %d s"),
    /** SIGSTOP: connections are taken, nothing answers. */
    PAUSED("SIGSTOP of %s for %d s");

    private final String text;

    How(String text) {
      this.text = text;
    }
  }

  @Override
  public String name() {
    String once = how.text.formatted(store.label(), away.toSeconds());
    return times == 1 ? once : once + ", " + times + " times";
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    Notes notes = new Notes(id);
    Crew crew = Crew.of(cluster);
    for (int time = 1; time <= times; time++) {
      takeAway(cluster, notes);
      if (time < times) {
        TimeUnit.MILLISECONDS.sleep(away.toMillis() / 3);
      }
    }
    Duration counted = crew.awaitCounted(cluster, cluster.recoveryFromNow(), notes);
    notes.took("hits stored again after return of " + store.label(), counted, resumed);
    crew.mustAllLive("only " + store.label() + " was away", notes);
    return notes.outcome();
  }

  private void takeAway(Cluster cluster, Notes notes) throws Exception {
    if (how == How.KILLED) {
      cluster.stores().kill(store);
      notes.did("kill -9 of " + store.label());
      try {
        meanwhile.pass(cluster, away, notes);
      } finally {
        restart(cluster.stores(), notes);
      }
    } else {
      pause(cluster, notes);
    }
  }

  private void pause(Cluster cluster, Notes notes) throws Exception {
    Pause pause = Pause.of(cluster.stores().pid(store));
    notes.did("SIGSTOP of " + store.label());
    try (pause) {
      meanwhile.pass(cluster, away, notes);
    }
    notes.did("SIGCONT of " + store.label());
    if (!cluster.stores().isAlive(store)) {
      notes.did(store.label() + " ended after its pause");
      restart(cluster.stores(), notes);
    }
  }

  private void restart(LocalStack stores, Notes notes) throws IOException {
    notes.did("start " + store.label());
    stores.restart(store);
    notes.did(store.label() + " answers");
  }
}
