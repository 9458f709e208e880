package footfall.load.oracle;

import footfall.load.topic.HomePartition;
import footfall.load.topic.TopicRecord;
import footfall.protocol.hit.Enrichment;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells what each record of a dump is: a tick, a refused record, a hit, or a hit that lies in the
 * wrong partition. The last only carries time: what counts is the copy that its shard sends home
 * (DESIGN 3.2), a record of its own in the dump.
 */
public final class RecordReader {
  private static final Pattern HASHED_ROUTE = Pattern.compile("[0-9a-fA-F]{4}");
  private static final Pattern EPOCH_MS = Pattern.compile("-?[0-9]+");

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
  private final int partitions;

  /**
   * @param partitions of the topic
   */
  public RecordReader(Enriching enriching, Refusals refusals, int partitions) {
    this.enriching = enriching;
    this.refusals = refusals;
    this.partitions = partitions;
  }

  /**
   * What a record is.
   *
   * @throws IllegalArgumentException for a record that is no hit although nobody spoiled it
   */
  public LogEntry read(TopicRecord record) {
    if (record.isTick()) {
      return LogEntry.tick(
          record.partition(), record.offset(), record.appendTime(), SaidRules.of(record));
    }
    Optional<String> reason = refusals.reasonOf(record);
    if (reason.isPresent()) {
      return LogEntry.refused(
          record.partition(), record.offset(), record.appendTime(), reason.get());
    }
    try {
      RecordFields fields = RecordFields.of(record);
      return isAtHome(record, fields)
          ? LogEntry.of(hit(record, fields))
          : LogEntry.misplaced(record.partition(), record.offset(), record.appendTime());
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("record " + record.place() + " is no hit", e);
    }
  }

  /** The event_id of a record that is a hit. */
  public static String eventIdOf(TopicRecord record) {
    try {
      return RecordFields.of(record).text("event_id");
    } catch (IOException e) {
      throw new IllegalArgumentException("record " + record.place() + " is no hit", e);
    }
  }

  /**
   * Home is where the key {@code website_id:visitor key} belongs; a hit without a session that came
   * under four hexadecimal digits, as hashed visitors do, is at home where that key belongs.
   */
  private boolean isAtHome(TopicRecord record, RecordFields fields) {
    String website = fields.text("website_id");
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    boolean hashed =
        fields.text("session_id").isEmpty()
            && !fields.text("visitor_id").isEmpty()
            && key.startsWith(website + ":")
            && HASHED_ROUTE.matcher(key.substring(website.length() + 1)).matches();
    String home = hashed ? key : website + ":" + visitorKey(fields);
    byte[] bytes = home.getBytes(StandardCharsets.UTF_8);
    return HomePartition.of(bytes, partitions) == record.partition();
  }

  private static String visitorKey(RecordFields fields) {
    return Stream.of("session_id", "visitor_id", "user_id")
        .map(fields::text)
        .filter(id -> !id.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private LoggedHit hit(TopicRecord record, RecordFields fields) {
    return new LoggedHit(
        record.partition(),
        record.offset(),
        record.appendTime(),
        fields.text("website_id"),
        visitorKey(fields),
        fields.text("previous_visitor_id"),
        UUID.fromString(fields.text("event_id")),
        fields.text("event_type"),
        fields.text("event_name"),
        time(fields.text("client_timestamp")),
        fields.text("visitor_id"),
        fields.text("user_id"),
        revenue(fields.text("transaction_revenue")),
        enriching.enrich(record));
  }

  private static long time(String value) {
    return EPOCH_MS.matcher(value).matches()
        ? Long.parseLong(value)
        : OffsetDateTime.parse(value).toInstant().toEpochMilli();
  }

  private static long revenue(String value) {
    return value.isEmpty() ? 0 : new BigDecimal(value).movePointRight(4).longValueExact();
  }
}
