package footfall.load.oracle;

import java.util.UUID;

/**
 * What becomes of one record.
 *
 * @param session the session that counted the hit or knew it already; null for the others
 * @param reason why it was refused; empty for the others
 */
public record Verdict(Kind kind, UUID session, String reason) {
  /** The kinds of records. */
  public enum Kind {
    COUNTED,
    DUPLICATE,
    LATE,
    BOT,
    REJECTED,
    /** A hit in the wrong partition: carries time there, and counts where it is sent home. */
    MISPLACED,
    TICK
  }

  static Verdict of(Kind kind) {
    return new Verdict(kind, null, "");
  }

  static Verdict of(Kind kind, UUID session) {
    return new Verdict(kind, session, "");
  }

  static Verdict rejected(String reason) {
    return new Verdict(Kind.REJECTED, null, reason);
  }
}
