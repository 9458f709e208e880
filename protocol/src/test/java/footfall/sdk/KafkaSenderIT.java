package footfall.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.HitKey;
import footfall.protocol.hit.Validation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class KafkaSenderIT {
  private static final int PARTITIONS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final SenderSettings QUICK =
      new SenderSettings(
          10_000, 500, Duration.ofSeconds(5), Duration.ofMillis(50), Duration.ofMillis(500));
  private static final LocalStack stack = LocalStack.forTests(Service.KAFKA);

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void hitsReachTheirVisitorsPartitionEachOnceAlthoughKafkaWasAway() throws Exception {
    List<Hit> sent = new ArrayList<>();
    try (HitSender sender = HitSender.toKafka(stack.addresses().kafka(), Map.of(), QUICK)) {
      sent.add(event("before the topic", "v-0"));
      CompletableFuture<Void> early = sender.send(sent.get(0));
      await().atMost(PATIENCE).until(() -> !sender.lastFailure().isEmpty());
      createTopic();
      early.join();

      IntStream.range(0, 1_500).mapToObj(i -> event("E" + i, "v-" + i % 97)).forEach(sent::add);
      List<CompletableFuture<Void>> all = sent.stream().skip(1).map(sender::send).toList();
      all.forEach(CompletableFuture::join);

      stack.stop(Service.KAFKA);
      Hit away = event("while Kafka is away", "v-1");
      sent.add(away);
      CompletableFuture<Void> waiting = sender.send(away);
      String before = sender.lastFailure();
      await().atMost(PATIENCE).until(() -> !sender.lastFailure().equals(before));
      assertThat(waiting).isNotDone();
      stack.restart(Service.KAFKA);

      sent.add(event("at the end", "v-2"));
      var unused = sender.send(sent.get(sent.size() - 1));
      assertThat(sender.close(PATIENCE)).isZero();
    }

    List<ConsumerRecord<byte[], byte[]>> records = read();
    assertThat(records.stream().map(one -> hit(one).eventId()).distinct())
        .containsExactlyInAnyOrderElementsOf(sent.stream().map(Hit::eventId).toList());
    assertThat(records).allSatisfy(KafkaSenderIT::isAsAShardWantsIt);
    assertThat(records.stream().map(ConsumerRecord::partition).distinct()).hasSize(PARTITIONS);
  }

  private static void isAsAShardWantsIt(ConsumerRecord<byte[], byte[]> written) {
    Hit hit = hit(written);
    assertThat(written.key()).isEqualTo(HitKey.of("shop", hit.identity().visitorId()));
    assertThat(written.partition()).isEqualTo(HitKey.partition(written.key(), PARTITIONS));
    assertThat(hit.sentAt()).isGreaterThanOrEqualTo(hit.clientTimestamp());
    assertThat(hit.client().sdkVersion()).isEqualTo("java/0.1.0");
    assertThat(
            new String(
                written.headers().lastHeader("content-type").value(), StandardCharsets.US_ASCII))
        .isEqualTo("application/json");
  }

  @Test
  void aHitWithoutAnIdentityIsRefusedAtOnceForNobodyFillsItIn() {
    Hit nobody =
        HitBuilder.pageview("shop", "https://shop.example/")
            .ipAddress("203.0.113.7")
            .userAgent("Mozilla/5.0 (X11)")
            .build();
    try (HitSender sender = HitSender.toKafka(stack.addresses().kafka(), Map.of(), QUICK)) {
      assertThatThrownBy(() -> sender.send(nobody))
          .isInstanceOf(InvalidHitException.class)
          .hasMessageContaining("send at least one of session_id, visitor_id and user_id");
    }
  }

  @Test
  void closingEndsAtItsDeadlineWhereThereIsNoKafka() {
    HitSender sender = HitSender.toKafka("127.0.0.1:1", Map.of(), QUICK);
    CompletableFuture<Void> lost = sender.send(event("lost", "v-1"));
    assertThat(sender.close(Duration.ofMillis(500))).isEqualTo(1);
    assertThatThrownBy(lost::join).hasCauseInstanceOf(NotDeliveredException.class);
  }

  private static Hit event(String name, String visitorId) {
    return HitBuilder.event("shop", name).visitorId(visitorId).build();
  }

  private static void createTopic() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.addresses().kafka()))) {
      admin.createTopics(List.of(new NewTopic("events", PARTITIONS, (short) 1))).all().get();
    }
  }

  private static Hit hit(ConsumerRecord<byte[], byte[]> written) {
    return ((Validation.Accepted) HitDecoder.decode(written.value(), HitDecoder.JSON)).hit();
  }

  private static List<ConsumerRecord<byte[], byte[]>> read() {
    List<TopicPartition> partitions =
        IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition("events", p)).toList();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", stack.addresses().kafka()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
      return all;
    }
  }
}
