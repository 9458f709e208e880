package footfall.ingest.kafka;

import footfall.ingest.kafka.PartitionRecord.Content;
import footfall.protocol.counting.CountingRulesForm;
import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitKey;
import footfall.protocol.hit.SamplingRate;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What a record of topic {@code events} is: a tick, with or without rules, a refused record, a hit,
 * or a hit in the wrong partition.
 *
 * <p>A hit is in its place when its key is {@code website_id:route}, route is the visitor key or
 * the four hexadecimal digits of a hashed visitor, and the key's hash names this partition.
 */
public final class RecordReading {
  static final String TICK = "tick";

  /** Of a tick: in a header, because earlier versions take any value for that of a hit. */
  static final String RULES = "rules";

  private static final int HASHED_ROUTE_LENGTH = 4;

  /** Between receipt and append lie seconds, or two clocks that differ. */
  private static final long RECEIPT_WITHIN_MS = 600_000;

  private static final OptionalDouble EVERY_VISITOR = OptionalDouble.of(SamplingRate.ALL);

  private final int partitions;
  private final HitReader hitReader;

  /** Decodes, validates and enriches a value; never throws. */
  public interface HitReader {
    /** An accepted or a refused hit; the content type is null where the record names none. */
    Content read(byte[] value, String contentType);
  }

  public RecordReading(int partitions, HitReader hitReader) {
    this.partitions = partitions;
    this.hitReader = hitReader;
  }

  public PartitionRecord read(ConsumerRecord<byte[], byte[]> source) {
    return new PartitionRecord(content(source), source, receivedAt(source), samplingRate(source));
  }

  private Content content(ConsumerRecord<byte[], byte[]> source) {
    if (source.value() == null) {
      return source.headers().lastHeader(TICK) == null
          ? new PartitionRecord.Refused(DropReason.EMPTY, "the record has no value; send a hit")
          : tick(source.headers().lastHeader(RULES));
    }
    Content read = hitReader.read(source.value(), text(source, "content-type"));
    return read instanceof PartitionRecord.Accepted accepted ? placed(source, accepted) : read;
  }

  /** Who may write to the log may write nonsense: that is a tick like any other. */
  private static Content tick(Header rules) {
    if (rules == null || rules.value() == null) {
      return PartitionRecord.Tick.TICK;
    }
    try {
      return new PartitionRecord.Rules(CountingRulesForm.read(rules.value()));
    } catch (IllegalArgumentException noRules) {
      return PartitionRecord.Tick.TICK;
    }
  }

  private Content placed(ConsumerRecord<byte[], byte[]> source, PartitionRecord.Accepted accepted) {
    byte[] key = rightKey(source.key(), accepted);
    return HitKey.partition(key, partitions) == source.partition()
        ? accepted
        : new PartitionRecord.Misplaced(key);
  }

  private static byte[] rightKey(byte[] key, PartitionRecord.Accepted accepted) {
    String website = accepted.hit().websiteId();
    byte[] byVisitor = HitKey.of(website, accepted.hit().identity().visitorKey());
    boolean right =
        key != null
            && (Arrays.equals(key, byVisitor)
                || (mayBeHashed(accepted.hit().identity())
                    && isHashedRoute(key, website.length())));
    return right ? key : byVisitor;
  }

  /** The collector hashes only visitors that bring no session id. */
  private static boolean mayBeHashed(Hit.Identity identity) {
    return identity.sessionId().isEmpty() && !identity.visitorId().isEmpty();
  }

  /** Website ids are ASCII, so their length in bytes is their length. */
  private static boolean isHashedRoute(byte[] key, int websiteLength) {
    if (key.length != websiteLength + 1 + HASHED_ROUTE_LENGTH || key[websiteLength] != ':') {
      return false;
    }
    for (int i = websiteLength + 1; i < key.length; i++) {
      if (Character.digit(key[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static long receivedAt(ConsumerRecord<byte[], byte[]> source) {
    String text = text(source, "received-at");
    if (text == null) {
      return source.timestamp();
    }
    try {
      long received = Long.parseLong(text);
      return isPlausible(received, source.timestamp()) ? received : source.timestamp();
    } catch (NumberFormatException notANumber) {
      return source.timestamp(); // used for lag only: a wrong header must not refuse a hit
    }
  }

  /** Anyone may write the header, and lag is watched: it may not come from thin air. */
  private static boolean isPlausible(long received, long appended) {
    return received > appended - RECEIPT_WITHIN_MS && received < appended + RECEIPT_WITHIN_MS;
  }

  private static OptionalDouble samplingRate(ConsumerRecord<byte[], byte[]> source) {
    String text = text(source, SamplingRate.HEADER);
    return text == null ? EVERY_VISITOR : SamplingRate.read(text);
  }

  private static String text(ConsumerRecord<byte[], byte[]> source, String name) {
    Header header = source.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
