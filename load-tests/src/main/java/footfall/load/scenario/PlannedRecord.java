package footfall.load.scenario;

import java.util.Optional;

/**
 * One line of the generator's file: what is sent, how, and what is known to become of it.
 *
 * @param number from 0, in the order of sending
 * @param sendAt event time of the traffic at which it is sent, epoch ms
 * @param eventId of the hit; empty for poison
 * @param key the right one of its hit
 * @param contentType header, or null for none
 * @param stray where and how a misplaced record is put; empty for all that are put by their key
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
    Optional<Stray> stray,
    Optional<String> reason) {

  /**
   * A record put in a partition that is not its own.
   *
   * @param key the one it is sent with; null for none
   */
  record Stray(int partition, byte[] key) {}

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
    return new PlannedRecord(
        n, sendAt, kind, route, eventId, key, value, contentType, stray, reason);
  }

  /** The key it is sent with; null for none. */
  byte[] sentKey() {
    return stray.isPresent() ? stray.get().key() : key;
  }
}
