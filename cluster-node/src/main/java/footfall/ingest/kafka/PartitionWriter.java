package footfall.ingest.kafka;

import footfall.api.collect.LogClock;
import footfall.protocol.counting.CountingRules;
import footfall.protocol.counting.CountingRulesForm;
import footfall.protocol.hit.DropReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What a shard writes to Kafka: ticks, refused records, misplaced hits. Each stage completes with
 * the broker's acknowledgement, or fails after the send timeout.
 */
public final class PartitionWriter implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;
  private final LogClock clock;

  /**
   * Connects in the background.
   *
   * @param clock is told when ticks were appended
   */
  public PartitionWriter(KafkaSettings settings, LogClock clock) {
    this.clock = clock;
    int timeoutMs = Math.toIntExact(settings.sendTimeout().toMillis());
    producer =
        new KafkaProducer<>(
            settings.client(
                Map.of(
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    true,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    timeoutMs,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    timeoutMs / 2,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    (long) timeoutMs / 2,
                    ProducerConfig.LINGER_MS_CONFIG,
                    0)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Appends nothing but the time to a partition. */
  public CompletionStage<Void> tick(int partition) {
    return send(newTick(partition)).thenAccept(where -> clock.acknowledged(where.timestamp()));
  }

  /** Appends the rules by which a partition counts a website from then on. */
  public CompletionStage<Void> rules(int partition, CountingRules rules) {
    ProducerRecord<byte[], byte[]> tick = newTick(partition);
    tick.headers().add(RecordReading.RULES, CountingRulesForm.write(rules));
    return send(tick).thenAccept(where -> clock.acknowledged(where.timestamp()));
  }

  private static ProducerRecord<byte[], byte[]> newTick(int partition) {
    ProducerRecord<byte[], byte[]> tick =
        new ProducerRecord<>(KafkaSettings.EVENTS, partition, null, null);
    tick.headers().add(RecordReading.TICK, new byte[0]);
    return tick;
  }

  /** Keeps a refused record: its bytes, why, and where it was. */
  public CompletionStage<Void> reject(
      ConsumerRecord<byte[], byte[]> refused, DropReason reason, String detail) {
    ProducerRecord<byte[], byte[]> kept =
        new ProducerRecord<>(
            KafkaSettings.REJECTED, null, refused.key(), refused.value(), refused.headers());
    header(kept.headers(), "reason", reason.wire());
    header(kept.headers(), "detail", detail);
    header(kept.headers(), "source-partition", Integer.toString(refused.partition()));
    header(kept.headers(), "source-offset", Long.toString(refused.offset()));
    return send(kept).thenAccept(where -> {});
  }

  /** Sends a hit to the partition that its key names. */
  public CompletionStage<Void> resend(ConsumerRecord<byte[], byte[]> misplaced, byte[] key) {
    return send(new ProducerRecord<>(
            KafkaSettings.EVENTS, null, key, misplaced.value(), misplaced.headers()))
        .thenAccept(where -> {});
  }

  private static void header(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private CompletionStage<RecordMetadata> send(ProducerRecord<byte[], byte[]> out) {
    CompletableFuture<RecordMetadata> done = new CompletableFuture<>();
    Future<RecordMetadata> unused = // the callback tells more
        producer.send(
            out,
            (where, failure) -> {
              if (failure == null) {
                done.complete(where);
              } else {
                done.completeExceptionally(failure);
              }
            });
    return done;
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
