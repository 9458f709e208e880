package footfall.load.faults.stores;

import footfall.load.faults.FaultOutcome.Notes;

/** What must be left of a cluster of which one node was treated badly. */
final class Survivors {
  /** A figure is missed where more than one node has ended. */
  static void mustBeMost(Crew crew, Notes notes) {
    int ended = crew.ended().size();
    notes.did("%d of %d nodes have ended".formatted(ended, crew.nodes().size()));
    if (ended > 1) {
      notes.missed(
          "%d of %d nodes ended, at most one was allowed: %s"
              .formatted(
                  ended, crew.nodes().size(), crew.ended().stream().map(Crew::name).toList()));
    }
  }

  private Survivors() {}
}
