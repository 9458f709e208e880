package footfall.load.faults.ledger;

/** What a sender knows of one attempt. */
public enum Fate {
  /** 202, or Kafka's own acknowledgement: from now on it must not be lost. */
  ACKNOWLEDGED("A"),
  /** The collector said it does not take it now (503, 429): sent again. */
  REFUSED("R"),
  /** No answer: it may be there or not; sent again under the same id. */
  UNKNOWN("U");

  private final String mark;

  Fate(String mark) {
    this.mark = mark;
  }

  String mark() {
    return mark;
  }
}
