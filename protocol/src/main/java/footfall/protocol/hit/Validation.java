package footfall.protocol.hit;

/** What became of a value that claims to be a hit. */
public sealed interface Validation {
  record Accepted(Hit hit) implements Validation {}

  /** Refused, with a sentence for the sender that says which field and what to do. */
  record Rejected(DropReason reason, String detail) implements Validation {}
}
