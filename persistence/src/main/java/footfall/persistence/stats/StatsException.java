package footfall.persistence.stats;

/** A question that got no answer. */
public final class StatsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What stood in the way. */
  public enum Reason {
    /** Too many rows, too much memory or too long: a smaller question may be answered. */
    TOO_HEAVY,
    /** A regular expression that ClickHouse's RE2 does not know, such as a look-ahead. */
    BAD_PATTERN,
    /** More questions wait than are taken. */
    BUSY,
    /** ClickHouse does not answer, or not this. */
    UNAVAILABLE
  }

  private final Reason reason;

  /** {@code message} quotes nothing of the question. */
  public StatsException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
