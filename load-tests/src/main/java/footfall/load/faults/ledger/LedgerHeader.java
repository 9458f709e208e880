package footfall.load.faults.ledger;

import footfall.load.topic.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Header of records sent straight to Kafka: whose ledger they are in, and their number there. */
public record LedgerHeader(String prefix, long number) {
  private static final String NAME = "ledger";
  private static final char BETWEEN = ':';

  void writeTo(ProducerRecord<byte[], byte[]> record) {
    String text = prefix + BETWEEN + number;
    record.headers().add(NAME, text.getBytes(StandardCharsets.UTF_8));
  }

  /** That of a record; empty for ticks and for what a collector wrote. */
  public static Optional<LedgerHeader> of(TopicRecord record) {
    byte[] value = record.headers().get(NAME);
    if (value == null) {
      return Optional.empty();
    }
    String text = new String(value, StandardCharsets.UTF_8);
    int between = text.indexOf(BETWEEN);
    return Optional.of(
        new LedgerHeader(text.substring(0, between), Long.parseLong(text.substring(between + 1))));
  }
}
