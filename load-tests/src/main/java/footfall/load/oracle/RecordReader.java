package footfall.load.oracle;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import footfall.load.topic.TopicRecord;
import footfall.protocol.hit.Enrichment;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Reads records of a dump with a JSON tree of its own, not with the product's decoder. */
public final class RecordReader {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** Path, source, device and geography of a hit: inputs of the oracle. */
  public interface Enriching {
    Enrichment enrich(TopicRecord record);
  }

  /** What the generator knows of the records that it spoiled: the reason, empty for all others. */
  public interface Refusals {
    Optional<String> reasonOf(TopicRecord record);
  }

  private final Enriching enriching;
  private final Refusals refusals;

  public RecordReader(Enriching enriching, Refusals refusals) {
    this.enriching = enriching;
    this.refusals = refusals;
  }

  /**
   * What a record is.
   *
   * @throws IllegalArgumentException for a record that is no hit although nobody spoiled it
   */
  public LogEntry read(TopicRecord record) {
    if (record.isTick()) {
      return LogEntry.tick(record.partition(), record.offset(), record.appendTime());
    }
    Optional<String> reason = refusals.reasonOf(record);
    if (reason.isPresent()) {
      return LogEntry.refused(
          record.partition(), record.offset(), record.appendTime(), reason.get());
    }
    try {
      return LogEntry.of(hit(record, JSON.readTree(record.value())));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("record " + record.place() + " is no hit", e);
    }
  }

  /** The event_id of a record that is a hit. */
  public static String eventIdOf(TopicRecord record) {
    try {
      return text(JSON.readTree(record.value()), "event_id");
    } catch (IOException e) {
      throw new IllegalArgumentException("record " + record.place() + " is no hit", e);
    }
  }

  private LoggedHit hit(TopicRecord record, JsonNode json) {
    String visitor = text(json, "visitor_id");
    String user = text(json, "user_id");
    String session = text(json, "session_id");
    String key = !session.isEmpty() ? session : !visitor.isEmpty() ? visitor : user;
    return new LoggedHit(
        record.partition(),
        record.offset(),
        record.appendTime(),
        text(json, "website_id"),
        key,
        text(json, "previous_visitor_id"),
        UUID.fromString(text(json, "event_id")),
        text(json, "event_type"),
        time(json.get("client_timestamp")),
        visitor,
        user,
        revenue(json.get("transaction_revenue")),
        enriching.enrich(record));
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.get(field);
    return value == null || value.isNull() ? "" : value.asText();
  }

  private static long time(JsonNode value) {
    return value.isTextual()
        ? OffsetDateTime.parse(value.asText()).toInstant().toEpochMilli()
        : value.longValue();
  }

  private static long revenue(JsonNode value) {
    return value == null || value.isNull()
        ? 0
        : new BigDecimal(value.asText()).movePointRight(4).longValueExact();
  }
}
