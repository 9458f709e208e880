package footfall.api.collect;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topic {@code events} behind an idempotent producer that waits for all replicas in sync. */
public final class KafkaHitLog implements HitLog, AutoCloseable {
  /** Shorter than clients wait; a batch that expires may yet be stored, and is then sent again. */
  private static final Duration DELIVERY = Duration.ofSeconds(5);

  private static final Duration REQUEST = Duration.ofSeconds(3);

  private static final Duration LINGER = Duration.ofMillis(2);

  private static final int BATCH_BYTES = 128 * 1024;
  private static final long BUFFER_BYTES = 32L * 1024 * 1024;
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;
  private final LogClock clock;

  private KafkaHitLog(KafkaProducer<byte[], byte[]> producer, LogClock clock) {
    this.producer = producer;
    this.clock = clock;
  }

  /**
   * Connects in the background; the first hits wait for no one if Kafka is up by then.
   *
   * @param access further client properties: how to prove who we are, whom to trust
   * @param clock is told when records were appended
   */
  public static KafkaHitLog connect(
      String bootstrapServers, Map<String, String> access, LogClock clock) {
    Map<String, Object> settings = new HashMap<>(access);
    settings.putAll(settings(bootstrapServers));
    KafkaHitLog log =
        new KafkaHitLog(
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
            clock);
    log.learnPartitions();
    return log;
  }

  private static Map<String, Object> settings(String bootstrapServers) {
    return Map.ofEntries(
        Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
        Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "footfall-collector"),
        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis()),
        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis()),
        Map.entry(ProducerConfig.LINGER_MS_CONFIG, LINGER.toMillis()),
        Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES),
        Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES),
        Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
        // Never block a thread of the server: a full buffer or an unknown topic fails at once.
        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L),
        // A topic without hits for 5 minutes would otherwise be forgotten, and the next hit fail.
        Map.entry(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(3_650).toMillis()),
        Map.entry(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50L),
        Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L));
  }

  /** Asks for the topic's partitions, so that they are known when the first hit comes. */
  private void learnPartitions() {
    try {
      producer.partitionsFor(EventsTopic.EVENTS);
    } catch (org.apache.kafka.common.errors.TimeoutException asked) {
      // The answer arrives in the background: waiting is what max.block.ms = 0 rules out.
      return;
    }
  }

  @Override
  public CompletionStage<Void> append(List<ProducerRecord<byte[], byte[]>> records) {
    Acknowledgements outstanding = new Acknowledgements(records.size(), clock);
    try {
      for (ProducerRecord<byte[], byte[]> hit : records) {
        var unused = producer.send(hit, outstanding);
      }
    } catch (KafkaException | IllegalStateException e) {
      outstanding.all.completeExceptionally(e);
    }
    return outstanding.all;
  }

  /** Sends what was taken, for at most 5 seconds, and stops. */
  @Override
  public void close() {
    producer.close(CLOSE);
  }

  /** Counts down the records of one request; the first failure is the request's. */
  private static final class Acknowledgements implements Callback {
    private final CompletableFuture<Void> all = new CompletableFuture<>();
    private final AtomicInteger missing;
    private final LogClock clock;

    Acknowledgements(int records, LogClock clock) {
      this.clock = clock;
      this.missing = new AtomicInteger(records);
      if (records == 0) {
        all.complete(null);
      }
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception failure) {
      if (failure != null) {
        all.completeExceptionally(failure);
      } else if (missing.decrementAndGet() == 0) {
        clock.acknowledged(metadata.timestamp());
        all.complete(null);
      }
    }
  }
}
