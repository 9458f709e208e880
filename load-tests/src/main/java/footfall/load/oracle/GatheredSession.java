package footfall.load.oracle;

import footfall.protocol.hit.SessionIds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** An open session as the plain list of its hits; everything else is counted from that list. */
final class GatheredSession {
  private static final Comparator<LoggedHit> BY_TIME =
      Comparator.comparingLong(LoggedHit::eventTime).thenComparingLong(LoggedHit::offset);

  final LoggedHit opener;
  final UUID id;
  final Set<String> keys = new HashSet<>();
  final List<LoggedHit> hits = new ArrayList<>();
  final Set<String> goals = new TreeSet<>();

  /** Was within the gap of another session of its key because one of them was full. */
  boolean besideAFullOne;

  GatheredSession(LoggedHit opener) {
    this.opener = opener;
    this.id = SessionIds.of(opener.websiteId(), opener.key(), opener.eventId());
    take(opener);
  }

  void take(LoggedHit hit) {
    hits.add(hit);
    keys.add(hit.key());
    if (!hit.previousKey().isEmpty()) {
      keys.add(hit.previousKey());
    }
  }

  void takeAll(GatheredSession lost) {
    hits.addAll(lost.hits);
    keys.addAll(lost.keys);
    goals.addAll(lost.goals);
    besideAFullOne |= lost.besideAFullOne;
  }

  long start() {
    return hits.stream().mapToLong(LoggedHit::eventTime).min().orElseThrow();
  }

  long end() {
    return hits.stream().mapToLong(LoggedHit::eventTime).max().orElseThrow();
  }

  boolean holds(UUID eventId) {
    return hits.stream().anyMatch(h -> h.eventId().equals(eventId));
  }

  List<LoggedHit> inOrder() {
    return hits.stream().sorted(BY_TIME).toList();
  }
}
