package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import footfall.api.collect.EventsTopic;
import footfall.ingest.kafka.KafkaSettings;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.session.ShardMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The lag that a node shows, on a real Kafka that goes away and comes back. */
class PartitionLagIT {
  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void whileKafkaIsAwayALagGrowsOrIsNotKnownAndAfterwardsItIsKnownAgain() throws Exception {
    try (LocalStack stack = LocalStack.forTests(Service.KAFKA);
        Admin admin =
            Admin.create(
                Map.of(
                    "bootstrap.servers", stack.addresses().kafka(),
                    "default.api.timeout.ms", "5000",
                    "request.timeout.ms", "2000"))) {
      EventsTopic.ensure(admin, PARTITIONS);
      send(stack, 0, 5);
      send(stack, 1, 5);
      ShardMetrics shards = new ShardMetrics(PARTITIONS);
      try (PartitionLag lag = new PartitionLag(admin, shards, Clock.systemUTC())) {
        read(shards, 0, 5);
        read(shards, 1, 2);
        awaitValue(lag::records, "0", 0);
        awaitValue(lag::records, "1", 3);
        assertThat(lag.records()).as("no shard reads the third here").containsOnlyKeys("0", "1");
        assertThat(lag.seconds()).containsEntry("0", 0.0);
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(noted(admin))
                        .containsEntry(new TopicPartition("events", 1), offset(2)));

        stack.kill(Service.KAFKA);
        double before = lag.seconds().get("1");
        await().atMost(PATIENCE).until(() -> lag.records().get("0").isNaN());
        assertThat(lag.records()).containsEntry("1", Double.NaN);
        assertThat(lag.seconds()).containsEntry("0", Double.NaN);
        await().atMost(PATIENCE).until(() -> lag.seconds().get("1") > before + 5);

        stack.restart(Service.KAFKA);
        awaitValue(lag::records, "0", 0);
        awaitValue(lag::records, "1", 3);
        assertThat(lag.seconds()).containsEntry("0", 0.0);
      }
    }
  }

  /** As a shard does whose last record was appended now. */
  private static void read(ShardMetrics shards, int partition, long nextOffset) {
    shards.takenAt.set(partition, System.currentTimeMillis());
    shards.nextOffsets.set(partition, nextOffset);
  }

  private static void awaitValue(
      Supplier<Map<String, Double>> values, String partition, double value) {
    await().atMost(PATIENCE).until(() -> values.get().get(partition) == value);
  }

  private static Map<TopicPartition, OffsetAndMetadata> noted(Admin admin) throws Exception {
    return admin.listConsumerGroupOffsets("footfall").partitionsToOffsetAndMetadata().get();
  }

  private static OffsetAndMetadata offset(long offset) {
    return new OffsetAndMetadata(offset);
  }

  private static void send(LocalStack stack, int partition, int records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.addresses().kafka(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < records; i++) {
        producer
            .send(new ProducerRecord<>(KafkaSettings.EVENTS, partition, null, new byte[] {1}))
            .get();
      }
    }
  }
}
