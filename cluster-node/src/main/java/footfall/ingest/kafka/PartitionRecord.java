package footfall.ingest.kafka;

import footfall.protocol.counting.CountingRules;
import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.Hit;
import java.util.OptionalDouble;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of topic {@code events} as its shard sees it.
 *
 * @param content what it holds
 * @param source the record as it was read
 * @param receivedAt when the collector took it, epoch ms; the append time where no collector did
 * @param samplingRate share of visitors that the collector counted when it took the hit, 1 where
 *     the record does not say; empty where what it says is no such share
 */
public record PartitionRecord(
    Content content,
    ConsumerRecord<byte[], byte[]> source,
    long receivedAt,
    OptionalDouble samplingRate) {

  /** What a record holds. */
  public sealed interface Content {}

  /** Nothing but its time. */
  public enum Tick implements Content {
    TICK
  }

  /** A tick that says by which rules a website counts from here on. */
  public record Rules(CountingRules rules) implements Content {}

  public record Accepted(Hit hit, Enrichment enrichment) implements Content {}

  public record Refused(DropReason reason, String detail) implements Content {}

  /** A hit that belongs to another partition, under this key. */
  public record Misplaced(byte[] key) implements Content {}

  public long offset() {
    return source.offset();
  }

  /** Kafka's append time, epoch ms: the hit's {@code server_timestamp}. */
  public long appendTime() {
    return source.timestamp();
  }
}
