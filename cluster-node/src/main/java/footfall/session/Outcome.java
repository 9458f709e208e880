package footfall.session;

import java.util.List;
import java.util.UUID;

/**
 * What became of a hit.
 *
 * @param session the session that counted or knew it; null for a late one
 * @param goals that the session has met with it
 */
record Outcome(Verdict verdict, Session session, List<UUID> goals) {

  /** How a hit counts: once, not again, or not here. */
  enum Verdict {
    COUNTED,
    DUPLICATE,
    LATE
  }

  static final Outcome LATE = new Outcome(Verdict.LATE, null, List.of());

  static Outcome duplicate(Session session) {
    return new Outcome(Verdict.DUPLICATE, session, List.of());
  }
}
