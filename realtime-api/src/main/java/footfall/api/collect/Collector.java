package footfall.api.collect;

import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.HitJson;
import footfall.protocol.hit.HitKey;
import footfall.protocol.hit.Limits;
import footfall.protocol.hit.Validation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the body of a request to records that Kafka has acknowledged. Any thread; never blocks. */
final class Collector {
  private static final Logger log = LoggerFactory.getLogger(Collector.class);
  private static final byte[] JSON = HitDecoder.JSON.getBytes(StandardCharsets.US_ASCII);

  private final HitCompletion completion;
  private final HitLog hitLog;
  private final int mostHits;
  private final LogClock clock;
  private final CollectCounters counters;

  Collector(
      HitCompletion completion,
      HitLog hitLog,
      int mostHits,
      LogClock clock,
      CollectCounters counters) {
    this.completion = completion;
    this.hitLog = hitLog;
    this.mostHits = mostHits;
    this.clock = clock;
    this.counters = counters;
  }

  CompletionStage<CollectReply> collect(byte[] body, Sender sender) {
    HitDecoder.Batch batch = HitDecoder.decodeBatch(body, mostHits);
    if (batch instanceof HitDecoder.Batch.Read read) {
      return take(read.items(), sender);
    }
    Validation.Rejected refusal = ((HitDecoder.Batch.Unreadable) batch).refusal();
    counters.countRefused(refusal.reason());
    return CompletableFuture.completedFuture(
        new CollectReply.Unreadable(refusal.reason().wire(), refusal.detail()));
  }

  private CompletionStage<CollectReply> take(List<Validation> items, Sender sender) {
    Instant receipt = clock.instant();
    boolean isSure = clock.isSure();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(items.size());
    List<CollectReply.Refusal> refused = new ArrayList<>();
    try {
      for (int index = 0; index < items.size(); index++) {
        if (items.get(index) instanceof Validation.Accepted accepted) {
          add(
              index,
              completion.complete(accepted.hit(), sender, receipt, isSure),
              receipt,
              records,
              refused);
        } else {
          Validation.Rejected why = (Validation.Rejected) items.get(index);
          refused.add(new CollectReply.Refusal(index, why.reason(), why.detail()));
        }
      }
    } catch (VisitorHashes.SaltUnknownException e) {
      return CompletableFuture.completedFuture(unavailable(e));
    }
    refused.forEach(refusal -> counters.countRefused(refusal.reason()));
    return append(records, refused);
  }

  private void add(
      int index,
      HitCompletion.Completed completed,
      Instant receipt,
      List<ProducerRecord<byte[], byte[]>> records,
      List<CollectReply.Refusal> refused) {
    Hit hit = completed.hit();
    byte[] value = HitJson.write(hit);
    if (value.length > Limits.HIT_BYTES) {
      String detail =
          "the hit has %d bytes with what the collector adds; send at most %d"
              .formatted(value.length, Limits.HIT_BYTES);
      refused.add(new CollectReply.Refusal(index, DropReason.TOO_LARGE, detail));
      return;
    }
    byte[] key = HitKey.of(hit.websiteId(), completed.route());
    ProducerRecord<byte[], byte[]> hitRecord = new ProducerRecord<>(EventsTopic.EVENTS, key, value);
    String receivedAt = Long.toString(receipt.toEpochMilli());
    hitRecord.headers().add("content-type", JSON);
    hitRecord.headers().add("received-at", receivedAt.getBytes(StandardCharsets.US_ASCII));
    records.add(hitRecord);
  }

  private CompletionStage<CollectReply> append(
      List<ProducerRecord<byte[], byte[]>> records, List<CollectReply.Refusal> refused) {
    if (records.isEmpty()) {
      return CompletableFuture.completedFuture(new CollectReply.Taken(0, refused));
    }
    long start = System.nanoTime();
    return hitLog
        .append(records)
        .handle(
            (acknowledged, failure) -> {
              if (failure != null) {
                return unavailable(failure);
              }
              counters.countAcknowledged(records.size(), System.nanoTime() - start);
              return new CollectReply.Taken(records.size(), refused);
            });
  }

  private CollectReply unavailable(Throwable failure) {
    if (counters.countUnavailable()) {
      log.warn("Hits are answered with 503: {}", failure.toString());
    }
    return new CollectReply.Unavailable(
        "the hits could not be stored now; send them again with the same event_id");
  }
}
