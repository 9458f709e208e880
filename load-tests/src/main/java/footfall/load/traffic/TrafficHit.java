package footfall.load.traffic;

import java.util.UUID;

/**
 * One hit as a visitor's browser would send it.
 *
 * @param visitorKey the first of session_id, visitor_id and user_id that it carries (DESIGN 3.1)
 * @param clientTimestamp epoch ms
 * @param json the whole hit, UTF-8
 */
public record TrafficHit(
    String websiteId, String visitorKey, UUID eventId, long clientTimestamp, byte[] json) {

  /** The key of its Kafka record: partition by murmur2 of these bytes. */
  public String kafkaKey() {
    return websiteId + ":" + visitorKey;
  }
}
