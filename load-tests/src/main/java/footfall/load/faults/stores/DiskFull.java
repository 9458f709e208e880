package footfall.load.faults.stores;

import footfall.load.faults.Cluster;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.faults.FaultOutcome.Notes;
import footfall.load.faults.rig.SmallDisk;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The disk of a store is full, and has room again. The store may go on by itself, or end and be
 * started again; one that neither answers nor ends is found by its port, killed and started.
 *
 * @param folder of what the store cannot do without, under the stack's data
 * @param full how long the disk is full
 */
record DiskFull(String id, Service store, String folder, Duration full) implements Fault {
  private static final long SPARE = 96L << 20;

  /** A store that has room again is left alone for so long before it is started anew. */
  private static final Duration BY_ITSELF = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "the disk of %s is full for %d s".formatted(folder, full.toSeconds());
  }

  @Override
  public Optional<String> cannotRun() {
    return SmallDisk.cannotRun();
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    Notes notes = new Notes(id);
    Crew crew = Crew.of(cluster);
    LocalStack stores = cluster.stores();
    Path data = stores.data().resolve(folder);
    stores.stop(store);
    SmallDisk disk = SmallDisk.under(data, SPARE);
    try {
      stores.restart(store);
      notes.did("move %s to a disk of its own".formatted(folder));
      cluster.recoveryFromNow().awaitAllCounted(Limits.NEVER);
      fill(stores, disk, notes);
      Duration counted = crew.awaitCounted(cluster, cluster.recoveryFromNow(), notes);
      notes.took("hits stored again after the disk had room", counted, Limits.RETURNED);
    } finally {
      stores.stop(store);
      disk.close();
      stores.restart(store);
    }
    notes.did("move %s back".formatted(folder));
    crew.awaitCounted(cluster, cluster.recoveryFromNow(), notes);
    crew.mustAllLive("only the disk of " + store.label() + " was full", notes);
    return notes.outcome();
  }

  private void fill(LocalStack stores, SmallDisk disk, Notes notes) throws Exception {
    disk.fill();
    notes.did("fill the disk");
    long end = System.nanoTime() + full.toNanos();
    while (System.nanoTime() < end && stores.isAlive(store)) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    notes.did(stores.isAlive(store) ? "it has not ended" : "it has ended");
    disk.free();
    notes.did("free the disk");
    if (!stores.isAlive(store)) {
      stores.restart(store);
      notes.did("start " + store.label());
    } else if (!answersWithin(stores, BY_ITSELF)) {
      stores.kill(store);
      stores.restart(store);
      notes.did("kill and start " + store.label() + ", which no longer answered");
    }
  }

  private boolean answersWithin(LocalStack stores, Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (System.nanoTime() < end) {
      if (stores.answers(store)) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return false;
  }
}
