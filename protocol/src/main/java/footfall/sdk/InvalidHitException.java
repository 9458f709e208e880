package footfall.sdk;

import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.Validation;

/** A hit that would be refused. Its message says which field and what to do. */
public final class InvalidHitException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final DropReason reason;

  InvalidHitException(Validation.Rejected refusal) {
    this(refusal.reason(), refusal.detail());
  }

  InvalidHitException(DropReason reason, String detail) {
    super(reason.wire() + ": " + detail);
    this.reason = reason;
  }

  public DropReason reason() {
    return reason;
  }
}
