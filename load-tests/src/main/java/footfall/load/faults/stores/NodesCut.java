package footfall.load.faults.stores;

import footfall.load.faults.Cluster;
import footfall.load.faults.Cluster.Node;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.faults.FaultOutcome.Notes;
import footfall.load.faults.rig.Networks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Nodes do not hear each other, while stores and senders of hits hear all of them.
 *
 * @param networks of the nodes; empty where they have none of their own
 */
record NodesCut(String id, Kind kind, Duration time, Optional<Networks> networks) implements Fault {

  /** Who does not hear whom. */
  enum Kind {
    /** One node and all others: it is the minority and must end. */
    ISOLATED("one node cut from all others"),
    /** What one node sends the others is lost; they still send to it. */
    ONE_WAY("what one node sends the others is lost"),
    /** Two nodes; both hear the third. */
    PAIR("two of three nodes cut from each other, both hear the third");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  static Optional<String> cannotCut(Optional<Networks> networks) {
    return networks.isPresent()
        ? Optional.empty()
        : Networks.cannotRun()
            .or(() -> Optional.of("the nodes were not started in networks of their own"));
  }

  @Override
  public String name() {
    return kind.text + " for " + time.toSeconds() + " s";
  }

  @Override
  public Optional<String> cannotRun() {
    return cannotCut(networks);
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    Notes notes = new Notes(id);
    Crew crew = Crew.of(cluster);
    Node alone = crew.any(random);
    List<Node> others = crew.without(alone);
    long start = System.nanoTime();
    try {
      cut(alone, others, notes);
      if (kind != Kind.PAIR) {
        awaitDowned(crew, alone, notes);
        // Until its end it goes on with its own shards: only what comes later is the others' doing.
        Duration decided = Duration.ofNanos(System.nanoTime() - start);
        Duration counted = cluster.recoveryFromNow().awaitAllCounted(Limits.NEVER);
        notes.took("takeover", decided.plus(counted), Limits.TAKEN_OVER);
      }
      TimeUnit.NANOSECONDS.sleep(time.toNanos() - (System.nanoTime() - start));
    } finally {
      networks.orElseThrow().healAll();
    }
    notes.did("heal it; %d of %d nodes have ended".formatted(ended(crew), crew.nodes().size()));
    if (crew.nodes().stream().noneMatch(Node::isAlive)) {
      notes.missed("no node was left");
    }
    crew.restore(cluster, notes);
    Duration counted = cluster.recoveryFromNow().awaitAllCounted(Limits.NEVER);
    notes.took("hits stored again after all nodes were back", counted, Limits.RETURNED);
    return notes.outcome();
  }

  private void cut(Node alone, List<Node> others, Notes notes) throws IOException {
    Networks network = networks.orElseThrow();
    List<Node> from = kind == Kind.PAIR ? others.subList(0, 1) : others;
    for (Node other : from) {
      if (kind == Kind.ONE_WAY) {
        network.cut(alone.index(), other.index());
      } else {
        network.cutBoth(alone.index(), other.index());
      }
    }
    notes.did(
        "cut %s %s %s"
            .formatted(
                Crew.name(alone),
                kind == Kind.ONE_WAY ? "one way from" : "from",
                from.stream().map(Crew::name).toList()));
  }

  private void awaitDowned(Crew crew, Node alone, Notes notes) throws Exception {
    long start = System.nanoTime();
    if (alone.awaitEnd(time)) {
      notes.took("minority ended", Duration.ofNanos(System.nanoTime() - start), Limits.DOWNED);
      notes.did("%s ended with %d".formatted(Crew.name(alone), alone.exitCode()));
    } else {
      notes.missed(Crew.name(alone) + " alone did not end within " + time.toSeconds() + " s");
    }
    if (ended(crew) > 1) {
      notes.missed("more nodes ended than the one that was alone: " + ended(crew));
    }
  }

  private static long ended(Crew crew) {
    return crew.ended().size();
  }
}
