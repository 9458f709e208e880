package footfall.protocol.hit;

/** What a hit reports; its wire form is the lower-case name. */
public enum EventType {
  PAGEVIEW("pageview"),
  EVENT("event"),
  TRANSACTION("transaction");

  private final String wire;

  EventType(String wire) {
    this.wire = wire;
  }

  /** The form in JSON, in Protobuf and in ClickHouse. */
  public String wire() {
    return wire;
  }

  /** The type of that wire form; null where there is none. */
  static EventType ofWire(String wire) {
    return switch (wire) {
      case "pageview" -> PAGEVIEW;
      case "event" -> EVENT;
      case "transaction" -> TRANSACTION;
      default -> null;
    };
  }
}
