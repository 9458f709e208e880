package footfall.load.bench;

import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Hits sent to Kafka as the collector would, header {@code received-at} included: at rates that no
 * HTTP generator reaches beside a node on two cores. For any thread.
 */
public final class KafkaHits implements HitSink, AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final LongAdder sent = new LongAdder();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public KafkaHits(String bootstrap) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrap);
    properties.put("acks", "all");
    // As the collector's: what waits here longer counts as latency.
    properties.put("linger.ms", "2");
    properties.put("batch.size", "262144");
    properties.put("buffer.memory", "67108864");
    properties.put("key.serializer", ByteArraySerializer.class.getName());
    properties.put("value.serializer", ByteArraySerializer.class.getName());
    producer = new KafkaProducer<>(properties);
  }

  /** The partition of a key, as every Java producer computes it. */
  public static int partitionOf(String key) {
    return BuiltInPartitioner.partitionForKey(
        key.getBytes(StandardCharsets.UTF_8), FilledTopic.PARTITIONS);
  }

  /**
   * Sends one hit, received now.
   *
   * @throws IllegalStateException when Kafka did not take an earlier one
   */
  @Override
  public void send(String key, byte[] json) {
    if (failure.get() != null) {
      throw new IllegalStateException("Kafka did not take a hit", failure.get());
    }
    ProducerRecord<byte[], byte[]> hit =
        new ProducerRecord<>(FilledTopic.TOPIC, key.getBytes(StandardCharsets.UTF_8), json);
    String now = Long.toString(System.currentTimeMillis());
    hit.headers().add("received-at", now.getBytes(StandardCharsets.US_ASCII));
    var unused = producer.send(hit, (metadata, e) -> failure.compareAndSet(null, e));
    sent.increment();
  }

  public long sent() {
    return sent.sum();
  }

  @Override
  public void close() {
    producer.close();
  }
}
