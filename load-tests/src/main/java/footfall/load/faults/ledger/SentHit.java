package footfall.load.faults.ledger;

import java.util.Optional;

/**
 * One record that is to be sent, as the ledger holds it.
 *
 * @param number within its ledger, from 0
 * @param eventId of the hit; empty for a spoiled record
 * @param key of its Kafka record, {@code website_id:visitor key}
 * @param eventTime what its client's clock shows, epoch ms
 * @param hash of the bytes sent
 * @param reason for which it must be refused; empty for hits
 */
public record SentHit(
    long number,
    Route route,
    String eventId,
    String websiteId,
    String key,
    long eventTime,
    int hash,
    Optional<String> reason) {

  /** How it goes. */
  public enum Route {
    /** By POST, to any node that lives. */
    COLLECTOR,
    /** Straight to Kafka, as a server SDK does. */
    KAFKA
  }

  private static final String NONE = "-";

  /** One line, without its end. */
  String line() {
    return String.join(
        "\t",
        "S",
        Long.toString(number),
        route.name(),
        eventId.isEmpty() ? NONE : eventId,
        websiteId,
        key,
        Long.toString(eventTime),
        Integer.toString(hash),
        reason.orElse(NONE));
  }

  static SentHit of(String[] line) {
    return new SentHit(
        Long.parseLong(line[1]),
        Route.valueOf(line[2]),
        line[3].equals(NONE) ? "" : line[3],
        line[4],
        line[5],
        Long.parseLong(line[6]),
        Integer.parseInt(line[7]),
        line[8].equals(NONE) ? Optional.empty() : Optional.of(line[8]));
  }
}
