package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import footfall.api.collect.EventsTopic;
import footfall.api.collect.KafkaHitLog;
import footfall.api.collect.LogClock;
import footfall.ingest.kafka.KafkaSettings;
import footfall.ingest.kafka.PartitionReader;
import footfall.ingest.kafka.PartitionReader.More;
import footfall.ingest.kafka.PartitionRecord;
import footfall.ingest.kafka.PartitionWriter;
import footfall.ingest.kafka.RecordReading;
import footfall.protocol.hit.DropReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each Kafka client of a node, and a real broker that asks who is there. */
class KafkaAccessIT {
  private record Opened(ActorRef<More> stream) {}

  private record Batch(List<PartitionRecord> records) {}

  private static final byte[] HIT = {1};
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString(
                  "akka.actor.provider = local, akka.coordinated-shutdown.exit-jvm = off")
              .withFallback(ConfigFactory.load()));

  @TempDir private static Path folder;
  private static GuardedBroker broker;
  private static KafkaSettings settings;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = GuardedBroker.start(folder);
    Path file = Files.writeString(folder.resolve("client.properties"), GuardedBroker.CLIENT);
    settings = settings(KafkaProperties.read(file.toString()));
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
    broker.close();
  }

  @Test
  void everyClientThatIsToldThePasswordIsLetIn() throws Exception {
    try (Admin admin = Stores.admin(settings);
        KafkaHitLog hits =
            KafkaHitLog.connect(
                settings.bootstrapServers(), settings.access(), new LogClock(Clock.systemUTC()));
        PartitionWriter writer = new PartitionWriter(settings, new LogClock(Clock.systemUTC()))) {
      assertThat(EventsTopic.ensure(admin, 1).partitions()).isEqualTo(1);
      writer.tick(0).toCompletableFuture().get(20, TimeUnit.SECONDS);
      append(hits);
    }

    PartitionReader reader = new PartitionReader(KIT.system(), settings, refusingAll());
    assertThat(reader.start(0).toCompletableFuture().get(20, TimeUnit.SECONDS).offset()).isZero();
    assertThat(firstBatch(reader)).isNotEmpty();
  }

  @Test
  void aClientWithAnotherPasswordIsNot() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("wrong.properties"), GuardedBroker.CLIENT.replace("let me in", "guess"));

    try (Admin stranger = Stores.admin(settings(KafkaProperties.read(file.toString())))) {
      assertThatThrownBy(() -> stranger.describeCluster().nodes().get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  /** The first may fail while partitions are not known yet: senders try again. */
  private static void append(KafkaHitLog hits) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(hits.append(List.of(new ProducerRecord<>("events", 0, null, HIT))))
                    .succeedsWithin(Duration.ofSeconds(5)));
  }

  private static List<PartitionRecord> firstBatch(PartitionReader reader) {
    TestProbe<Object> shard = KIT.createTestProbe(Object.class);
    reader.read(
        0,
        0,
        shard.ref(),
        new PartitionReader.Messages<Object>() {
          @Override
          public Object opened(ActorRef<More> stream) {
            return new Opened(stream);
          }

          @Override
          public Object batch(ActorRef<More> stream, List<PartitionRecord> records) {
            return new Batch(records);
          }

          @Override
          public Object ended() {
            return "ended";
          }

          @Override
          public Object failed(Throwable cause) {
            return cause;
          }
        });
    shard.expectMessageClass(Opened.class, Duration.ofSeconds(20)).stream().tell(More.MORE);
    return shard.expectMessageClass(Batch.class, Duration.ofSeconds(20)).records();
  }

  private static RecordReading refusingAll() {
    return new RecordReading(
        1, (value, contentType) -> new PartitionRecord.Refused(DropReason.MALFORMED, "test"));
  }

  private static KafkaSettings settings(Map<String, String> access) {
    return new KafkaSettings(broker.address(), 1, 500, Duration.ofSeconds(10), access);
  }
}
