package footfall.sdk;

/** The other side refused the hit for good; sending it again would not help. */
public final class HitRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  HitRefusedException(String reason, String detail) {
    super(reason + ": " + detail);
    this.reason = reason;
  }

  /**
   * A name such as {@code unknown_website}, as in {@code protocol/README.md}; {@code http_404} for
   * a status that says no more; the name of an exception of Kafka's client.
   */
  public String reason() {
    return reason;
  }
}
