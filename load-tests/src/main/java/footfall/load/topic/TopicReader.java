package footfall.load.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its first records to the ends that it had when reading began. */
public final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration STALLED = Duration.ofSeconds(60);

  private final String bootstrap;
  private final String isolation;

  /**
   * @param bootstrap host:port of a broker
   */
  public TopicReader(String bootstrap) {
    this(bootstrap, "read_uncommitted");
  }

  private TopicReader(String bootstrap, String isolation) {
    this.bootstrap = bootstrap;
    this.isolation = isolation;
  }

  /** A reader that sees what transactions have committed, and nothing else. */
  public static TopicReader ofCommitted(String bootstrap) {
    return new TopicReader(bootstrap, "read_committed");
  }

  /**
   * Hands over every record of the topic, each partition in order of offset.
   *
   * @throws IllegalStateException where nothing comes for a minute before the ends are reached
   */
  public void read(String topic, Consumer<TopicRecord> to) {
    read(topic, Map.of(), to);
  }

  /**
   * The same from given offsets on.
   *
   * @param from by partition; one that is not named is read from its first record
   */
  public void read(String topic, Map<Integer, Long> from, Consumer<TopicRecord> to) {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      partitions.stream()
          .filter(p -> from.containsKey(p.partition()))
          .forEach(p -> consumer.seek(p, from.get(p.partition())));
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long lastRecord = System.nanoTime();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          lastRecord = System.nanoTime();
          if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
            to.accept(copy(record));
          }
        }
        if (System.nanoTime() - lastRecord > STALLED.toNanos()) {
          throw new IllegalStateException(
              "topic " + topic + " at " + bootstrap + " gave no record for " + STALLED);
        }
      }
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrap);
    properties.put("key.deserializer", ByteArrayDeserializer.class.getName());
    properties.put("value.deserializer", ByteArrayDeserializer.class.getName());
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "none");
    properties.put("isolation.level", isolation);
    properties.put("fetch.min.bytes", "65536");
    properties.put("max.partition.fetch.bytes", "4194304");
    properties.put("max.poll.records", "5000");
    return properties;
  }

  private static TopicRecord copy(ConsumerRecord<byte[], byte[]> record) {
    Map<String, byte[]> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), header.value() == null ? new byte[0] : header.value());
    }
    return new TopicRecord(
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        headers,
        record.value());
  }
}
