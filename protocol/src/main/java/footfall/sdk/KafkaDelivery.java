package footfall.sdk;

import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.HitJson;
import footfall.protocol.hit.HitKey;
import footfall.protocol.hit.Validation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes hits to the topic {@code events}, each under the key that leads it to its visitor's
 * partition, behind an idempotent producer that waits for all replicas in sync.
 */
final class KafkaDelivery implements Delivery {
  private static final String TOPIC = "events";
  private static final byte[] JSON = HitDecoder.JSON.getBytes(StandardCharsets.US_ASCII);

  private final KafkaProducer<byte[], byte[]> producer;

  KafkaDelivery(String bootstrapServers, Map<String, String> access, Duration timeout) {
    Map<String, Object> settings = new HashMap<>(access);
    settings.putAll(settings(bootstrapServers, (int) timeout.toMillis()));
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Map<String, Object> settings(String bootstrapServers, int timeoutMillis) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ProducerConfig.CLIENT_ID_CONFIG,
        "footfall-sdk",
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        "lz4",
        ProducerConfig.LINGER_MS_CONFIG,
        0L,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        Math.max(1, timeoutMillis / 2),
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        timeoutMillis,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        (long) timeoutMillis);
  }

  @Override
  public void check(Hit hit) {
    if (HitDecoder.complete(hit) instanceof Validation.Rejected refusal) {
      throw new InvalidHitException(refusal);
    }
  }

  @Override
  public Attempt attempt(List<Hit> hits) throws InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>(hits.size());
    try {
      // Waits for them once, where each send would.
      var unused = producer.partitionsFor(TOPIC);
      long now = System.currentTimeMillis();
      hits.forEach(hit -> sent.add(producer.send(recordOf(hit, now))));
      producer.flush();
      return outcome(sent);
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      HitRefusedException refusal = refusal(e);
      return refusal == null
          ? Attempt.failed(hits.size(), Duration.ZERO, e.toString())
          : Attempt.refused(hits.size(), refusal);
    }
  }

  private static ProducerRecord<byte[], byte[]> recordOf(Hit hit, long now) {
    byte[] key = HitKey.of(hit.websiteId(), hit.identity().visitorKey());
    byte[] value = HitJson.write(hit.withTimes(hit.clientTimestamp(), now));
    ProducerRecord<byte[], byte[]> hitRecord = new ProducerRecord<>(TOPIC, key, value);
    hitRecord.headers().add("content-type", JSON);
    return hitRecord;
  }

  /** Of records that the producer has done with, one way or the other. */
  private static Attempt outcome(List<Future<RecordMetadata>> sent) throws InterruptedException {
    Map<Integer, HitRefusedException> refused = new HashMap<>();
    Set<Integer> again = new HashSet<>();
    String failure = "";
    for (int place = 0; place < sent.size(); place++) {
      try {
        var unused = sent.get(place).get();
      } catch (ExecutionException e) {
        HitRefusedException refusal = refusal(e.getCause());
        if (refusal == null) {
          again.add(place);
          failure = e.getCause().toString();
        } else {
          refused.put(place, refusal);
        }
      }
    }
    return new Attempt(refused, again, Duration.ZERO, failure);
  }

  /** Null where another attempt may succeed. */
  private static HitRefusedException refusal(Throwable failure) {
    boolean lasting =
        failure instanceof RecordTooLargeException
            || failure instanceof AuthorizationException
            || failure instanceof AuthenticationException
            || failure instanceof InvalidTopicException;
    return lasting
        ? new HitRefusedException(failure.getClass().getSimpleName(), failure.getMessage())
        : null;
  }

  private static InterruptedException interrupted(InterruptException e) {
    InterruptedException interrupted = new InterruptedException(e.getMessage());
    interrupted.initCause(e);
    return interrupted;
  }

  /** What was given to it is settled or given up by now. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
