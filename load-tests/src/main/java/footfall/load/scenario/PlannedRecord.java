package footfall.load.scenario;

import java.util.Optional;

/**
 * One line of the generator's file: what is sent, how, and what is known to become of it.
 *
 * @param number from 0, in the order of sending
 * @param sendAt event time of the traffic at which it is sent, epoch ms
 * @param eventId of the hit; empty for poison
 * @param contentType header, or null for none
 * @param reason why it is to be refused; empty for hits
 */
record PlannedRecord(
    int number,
    long sendAt,
    Kind kind,
    Route route,
    String eventId,
    byte[] key,
    byte[] value,
    String contentType,
    Optional<String> reason) {

  enum Kind {
    IN_ORDER,
    OUT_OF_ORDER,
    BEYOND_LATENESS,
    SENT_AGAIN,
    RARE,
    POISON
  }

  enum Route {
    /** Straight to Kafka, as a server SDK does. */
    KAFKA,
    COLLECTOR
  }

  PlannedRecord numbered(int n) {
    return new PlannedRecord(n, sendAt, kind, route, eventId, key, value, contentType, reason);
  }
}
