package footfall.load.faults.ledger;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One record on its way.
 *
 * @param partition where it is put against its key; null where its key decides
 * @param sentKey as it is sent, null for none
 * @param value null for none
 * @param contentType null for none
 */
record Outgoing(SentHit hit, Integer partition, byte[] sentKey, byte[] value, String contentType) {
  private static final String TOPIC = "events";

  /** A hit as its visitor would send it. */
  static Outgoing plain(SentHit hit, byte[] value) {
    return new Outgoing(hit, null, hit.key().getBytes(StandardCharsets.UTF_8), value, null);
  }

  /**
   * For Kafka.
   *
   * @param prefix of the step
   */
  ProducerRecord<byte[], byte[]> record(String prefix) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(TOPIC, partition, sentKey, value);
    new LedgerHeader(prefix, hit.number()).writeTo(record);
    if (contentType != null) {
      record.headers().add("content-type", contentType.getBytes(StandardCharsets.UTF_8));
    }
    return record;
  }
}
