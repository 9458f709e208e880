package footfall.sdk;

/**
 * The sender was closed before the hit was acknowledged. It may have arrived all the same: sent
 * again with its event id, it counts once.
 */
public final class NotDeliveredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotDeliveredException(String lastFailure) {
    super(
        "the sender was closed before the hit was acknowledged"
            + (lastFailure.isEmpty() ? "" : "; last failure: " + lastFailure));
  }
}
