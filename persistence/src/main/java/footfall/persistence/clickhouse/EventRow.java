package footfall.persistence.clickhouse;

import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.SamplingRate;
import java.util.UUID;

/**
 * One row of {@code events}: a record of the topic as it was received, named by its offset.
 *
 * @param serverTimestamp append time of the record in Kafka, epoch ms
 * @param eventTime epoch ms (DESIGN 4)
 * @param clientTimed true where {@code event_time_source} is client, false where it is server
 * @param sessionId the session that counted it (or knew it, for a duplicate); null for late hits
 *     and bots
 * @param samplingRate share of visitors that was counted when the hit was taken
 */
public record EventRow(
    Hit hit,
    Enrichment enrichment,
    long serverTimestamp,
    long eventTime,
    boolean clientTimed,
    UUID sessionId,
    boolean isDuplicate,
    boolean isLate,
    int kafkaPartition,
    long kafkaOffset,
    double samplingRate) {

  /** A hit that stands for itself alone. */
  public EventRow(
      Hit hit,
      Enrichment enrichment,
      long serverTimestamp,
      long eventTime,
      boolean clientTimed,
      UUID sessionId,
      boolean isDuplicate,
      boolean isLate,
      int kafkaPartition,
      long kafkaOffset) {
    this(
        hit,
        enrichment,
        serverTimestamp,
        eventTime,
        clientTimed,
        sessionId,
        isDuplicate,
        isLate,
        kafkaPartition,
        kafkaOffset,
        SamplingRate.ALL);
  }
}
