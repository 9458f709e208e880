package footfall.session;

import java.util.UUID;

/**
 * What became of a hit.
 *
 * @param sessionId the session that counted or knew it; null for a late one
 */
public record Outcome(Verdict verdict, UUID sessionId) {

  /** How a hit counts: once, not again, or not here. */
  public enum Verdict {
    COUNTED,
    DUPLICATE,
    LATE
  }

  static final Outcome LATE = new Outcome(Verdict.LATE, null);
}
