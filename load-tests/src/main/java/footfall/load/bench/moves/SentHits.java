package footfall.load.bench.moves;

import footfall.load.bench.FilledTopic;
import footfall.load.traffic.TrafficHit;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends hits straight to Kafka and remembers which of them it has acknowledged. */
final class SentHits implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * Sends nothing yet.
   *
   * @param bootstrap host:port of Kafka
   */
  SentHits(String bootstrap) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrap);
    properties.put("acks", "all");
    properties.put("linger.ms", "2");
    properties.put("key.serializer", ByteArraySerializer.class.getName());
    properties.put("value.serializer", ByteArraySerializer.class.getName());
    producer = new KafkaProducer<>(properties);
  }

  void send(TrafficHit hit) {
    byte[] key = hit.kafkaKey().getBytes(StandardCharsets.UTF_8);
    var unused =
        producer.send(
            new ProducerRecord<>(FilledTopic.TOPIC, key, hit.json()),
            (where, refused) -> {
              if (refused == null) {
                acknowledged.add(hit.eventId());
              } else {
                failure.compareAndSet(null, refused);
              }
            });
  }

  /**
   * Waits for Kafka.
   *
   * @return the ids of all hits
   * @throws IllegalStateException where Kafka did not take one
   */
  Set<UUID> allAcknowledged() {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("Kafka did not take a hit", failure.get());
    }
    return acknowledged;
  }

  @Override
  public void close() {
    producer.close();
  }
}
