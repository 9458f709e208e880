package footfall.session;

/**
 * What became of a hit.
 *
 * @param session the session that counted or knew it; null for a late one
 */
record Outcome(Verdict verdict, Session session) {

  /** How a hit counts: once, not again, or not here. */
  enum Verdict {
    COUNTED,
    DUPLICATE,
    LATE
  }

  static final Outcome LATE = new Outcome(Verdict.LATE, null);
}
