package footfall.session;

import footfall.ingest.kafka.PartitionRecord;
import footfall.ingest.kafka.RecordReading;
import footfall.protocol.hit.EventTime;
import footfall.protocol.hit.HitKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Takes made-up hits through reading, rules and packing, in memory, before a node takes over
 * shards: the compiler has then seen the path of a hit, and the first real ones do not wait for it.
 * Nothing of it leaves this class.
 */
public final class WarmUp {
  private static final long BEGINNING = 1_700_000_000_000L;
  private static final int VISITORS = 500;
  private static final int WEBSITES = 20;
  private static final int HITS_PER_CHECKPOINT = 10_000;

  /** Between two hits: half an hour holds some 24,000. */
  private static final int STEP_MS = 75;

  private final RecordReading reading;
  private final SplittableRandom random = new SplittableRandom(1);
  private final String[] visitors = new String[VISITORS];
  private final OpenSessions open =
      new OpenSessions(
          SessionRules.DEFAULT, UserHash.keyedBy(new byte[UserHash.KEY_BYTES])::of, new Outbox(1));

  private WarmUp(RecordReading reading) {
    this.reading = reading;
  }

  /**
   * Returns how many hits it took in.
   *
   * @param reading of a topic with one partition, its counters thrown away
   * @throws IllegalStateException if a hit was refused, so that this warms the wrong path
   */
  public static long run(RecordReading reading, Duration atMost) {
    WarmUp warmUp = new WarmUp(reading);
    long end = System.nanoTime() + atMost.toNanos();
    long hits = 0;
    while (System.nanoTime() < end) {
      for (int i = 0; i < HITS_PER_CHECKPOINT; i++) {
        warmUp.take(hits++);
      }
      warmUp.checkpoint();
    }
    return hits;
  }

  private void take(long offset) {
    PartitionRecord record = reading.read(hit(offset));
    open.advance(record.offset(), record.appendTime());
    if (!(record.content() instanceof PartitionRecord.Accepted accepted)) {
      throw new IllegalStateException("a hit of the warm-up was refused: " + record.content());
    }
    EventTime time = EventTime.of(accepted.hit().clientTimestamp(), record.appendTime());
    open.absorb(time, accepted.hit(), accepted.enrichment());
  }

  private void checkpoint() {
    Outbox.Contents fresh = Checkpoint.of(open, 1, false).fresh();
    open.outbox()
        .acknowledgeSessions(
            List.copyOf(fresh.sessions.values()), List.copyOf(fresh.joins.values()));
    List.copyOf(fresh.finals.keySet()).forEach(open.outbox()::acknowledgeFinal);
  }

  private ConsumerRecord<byte[], byte[]> hit(long offset) {
    int slot = random.nextInt(VISITORS);
    if (visitors[slot] == null || random.nextInt(5) == 0) {
      visitors[slot] = uuid().toString();
    }
    String website = "warm-up-" + slot % WEBSITES;
    long time = BEGINNING + offset * STEP_MS;
    byte[] key = HitKey.of(website, visitors[slot]);
    byte[] value = json(website, visitors[slot], time).getBytes(StandardCharsets.UTF_8);
    return new ConsumerRecord<>(
        "warm-up",
        0,
        offset,
        time,
        TimestampType.LOG_APPEND_TIME,
        key.length,
        value.length,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private String json(String website, String visitor, long time) {
    int kind = random.nextInt(20);
    String page = "https://www.example.com/section/page-" + random.nextInt(200);
    return "{\"website_id\":\""
        + website
        + "\",\"event_id\":\""
        + uuid()
        + "\",\"client_timestamp\":"
        + (time - random.nextInt(2_000))
        + ",\"schema_version\":1,\"visitor_id\":\""
        + visitor
        + "\",\"page_url\":\""
        + page
        + (kind == 0 ? "?utm_source=news&utm_medium=email&utm_campaign=spring" : "")
        + "\",\"page_referrer\":\"https://search.example/?q=shoes\","
        + (kind < 17 ? "\"event_type\":\"pageview\",\"page_title\":\"A page\"" : action(kind))
        + ",\"user_agent\":\"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101"
        + " Firefox/140.0\",\"ip_address\":\"198.51.100."
        + random.nextInt(256)
        + "\",\"screen_resolution\":\"1920x1080\",\"language\":\"en-US\"}";
  }

  private String action(int kind) {
    return kind == 17
        ? "\"event_type\":\"transaction\",\"transaction_id\":\"t\",\"transaction_revenue\":12.50,"
            + "\"currency\":\"EUR\",\"products\":[{\"sku\":\"s\",\"price\":12.50,\"quantity\":1}]"
        : "\"event_type\":\"event\",\"event_name\":\"play\",\"event_category\":\"engagement\","
            + "\"event_value\":"
            + random.nextInt(100)
            + ",\"time_on_page\":12,\"custom_dimension_1\":\"variant-a\"";
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
