package footfall.load.bench;

import footfall.api.collect.EventsTopic;
import footfall.load.traffic.Traffic;
import footfall.load.traffic.TrafficHit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topic {@code events} with a backlog in it: hits in order, the last of them 2 h ago. */
public final class FilledTopic {
  public static final String TOPIC = "events";
  public static final int PARTITIONS = 8;

  private final String bootstrap;

  /**
   * @param bootstrap host:port of Kafka
   */
  public FilledTopic(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** Makes the topic, empty, where it is not there yet. */
  public void ensure(int partitions) {
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
      EventsTopic.ensure(admin, partitions);
      // A producer whose first batches meet a partition without a leader may never recover:
      // OUT_OF_ORDER_SEQUENCE_NUMBER until it gives up (64 partitions, busy machine).
      admin.listOffsets(ends(partitions)).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("Kafka does not lead every partition of " + TOPIC, e);
    }
  }

  /**
   * Makes the topic and fills it.
   *
   * @return mean bytes of a value
   */
  public double fill(Backlog backlog) {
    ensure(backlog.partitions());
    int hits = backlog.hits();
    long beginning = Instant.now().minus(Duration.ofHours(2)).minus(backlog.span()).toEpochMilli();
    Traffic traffic = new Traffic(backlog.traffic());
    AtomicReference<Exception> failure = new AtomicReference<>();
    long bytes = 0;
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties())) {
      for (int i = 0; i < hits; i++) {
        TrafficHit hit = traffic.next(beginning + traffic.dueMs());
        bytes += hit.json().length;
        byte[] key = hit.kafkaKey().getBytes(StandardCharsets.UTF_8);
        var unused =
            producer.send(
                new ProducerRecord<>(TOPIC, key, hit.json()),
                (metadata, e) -> failure.compareAndSet(null, e));
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException("Kafka did not take a hit", failure.get());
    }
    return bytes / (double) hits;
  }

  private static Map<TopicPartition, OffsetSpec> ends(int partitions) {
    return IntStream.range(0, partitions)
        .boxed()
        .collect(Collectors.toMap(p -> new TopicPartition(TOPIC, p), p -> OffsetSpec.latest()));
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrap);
    properties.put("acks", "all");
    properties.put("linger.ms", "20");
    properties.put("batch.size", "262144");
    properties.put("buffer.memory", "134217728");
    properties.put("key.serializer", ByteArraySerializer.class.getName());
    properties.put("value.serializer", ByteArraySerializer.class.getName());
    return properties;
  }
}
