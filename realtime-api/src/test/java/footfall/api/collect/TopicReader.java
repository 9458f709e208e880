package footfall.api.collect;

import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.Validation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what a topic holds, from its first offset to its last, as a shard would. */
final class TopicReader {
  private TopicReader() {}

  static List<ConsumerRecord<byte[], byte[]>> all(String bootstrapServers, String topic) {
    Map<String, Object> settings =
        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  static Hit hit(ConsumerRecord<byte[], byte[]> read) {
    Validation decoded = HitDecoder.decode(read.value(), header(read, "content-type"));
    if (decoded instanceof Validation.Accepted accepted) {
      return accepted.hit();
    }
    throw new AssertionError("the collector wrote what a shard refuses: " + decoded);
  }

  static String header(ConsumerRecord<byte[], byte[]> read, String name) {
    return new String(read.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  static String key(ConsumerRecord<byte[], byte[]> read) {
    return new String(read.key(), StandardCharsets.UTF_8);
  }
}
