package footfall.api.collect;

import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.HitJson;
import footfall.protocol.hit.HitKey;
import footfall.protocol.hit.Limits;
import footfall.protocol.hit.SamplingRate;
import footfall.protocol.hit.Validation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What becomes of the hits of one request, one after the other. Used by one thread. */
final class Intake {
  private static final byte[] JSON = HitDecoder.JSON.getBytes(StandardCharsets.US_ASCII);

  private final Collector.Parts parts;
  private final Sender sender;
  private final Instant receipt;
  private final boolean isSure;
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final List<CollectReply.Refusal> refused = new ArrayList<>();
  private int leftOut;
  private boolean isLimited;

  Intake(Collector.Parts parts, Sender sender, LogClock clock) {
    this.parts = parts;
    this.sender = sender;
    this.receipt = clock.instant();
    this.isSure = clock.isSure();
  }

  /** To be written to the topic. */
  List<ProducerRecord<byte[], byte[]>> records() {
    return records;
  }

  List<CollectReply.Refusal> refused() {
    return refused;
  }

  /** Hits of visitors whom their website's sampling does not count. */
  int leftOut() {
    return leftOut;
  }

  int accepted() {
    return records.size() + leftOut;
  }

  /** Whether a hit was refused that will be taken later. */
  boolean isLimited() {
    return isLimited;
  }

  /**
   * Refuses a hit, leaves it out, or makes its record.
   *
   * @param index its place in the request
   * @throws VisitorHashes.SaltUnknownException when it needs a visitor's hash and the day's salt is
   *     not known
   */
  void add(int index, Validation item) {
    if (item instanceof Validation.Rejected unreadable) {
      refuse(index, unreadable);
      return;
    }
    Hit draft = ((Validation.Accepted) item).hit();
    Validation.Rejected refusal = parts.admission().refusal(draft, sender.viewer());
    if (refusal != null) {
      isLimited |= refusal.reason() == DropReason.RATE_LIMITED;
      refuse(index, refusal);
      return;
    }
    double rate = parts.admission().samplingRate(draft.websiteId());
    HitCompletion.Completed completed = parts.completion().complete(draft, sender, receipt, isSure);
    if (parts.sampling().counts(draft.websiteId(), completed.visitor(), rate)) {
      write(index, completed, rate);
    } else {
      leftOut++;
    }
  }

  private void write(int index, HitCompletion.Completed completed, double samplingRate) {
    Hit hit = completed.hit();
    byte[] value = HitJson.write(hit);
    if (value.length > Limits.HIT_BYTES) {
      String detail =
          "the hit has %d bytes with what the collector adds; send at most %d"
              .formatted(value.length, Limits.HIT_BYTES);
      refuse(index, new Validation.Rejected(DropReason.TOO_LARGE, detail));
      return;
    }
    byte[] key = HitKey.of(hit.websiteId(), completed.route());
    ProducerRecord<byte[], byte[]> hitRecord = new ProducerRecord<>(EventsTopic.EVENTS, key, value);
    hitRecord.headers().add("content-type", JSON);
    hitRecord.headers().add("received-at", ascii(Long.toString(receipt.toEpochMilli())));
    if (samplingRate < 1) {
      hitRecord.headers().add(SamplingRate.HEADER, ascii(Double.toString(samplingRate)));
    }
    records.add(hitRecord);
  }

  private void refuse(int index, Validation.Rejected why) {
    refused.add(new CollectReply.Refusal(index, why.reason(), why.detail()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
