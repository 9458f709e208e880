package footfall.ingest.kafka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.japi.function.Function;
import akka.japi.function.Function2;
import akka.kafka.ConsumerSettings;
import akka.kafka.Subscriptions;
import akka.kafka.javadsl.Consumer;
import akka.stream.KillSwitches;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.typed.javadsl.ActorSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads partitions of topic {@code events} from any offset, manually assigned: Akka decides who
 * owns a partition, Kafka is a log. Batches are as large as the reader's actor lets them grow, up
 * to a maximum.
 */
public final class PartitionReader {
  private static final Duration START_WITHIN = Duration.ofSeconds(10);

  private final ActorSystem<?> system;
  private final KafkaSettings settings;
  private final RecordReading reading;

  public PartitionReader(ActorSystem<?> system, KafkaSettings settings, RecordReading reading) {
    this.system = system;
    this.settings = settings;
    this.reading = reading;
  }

  /** The answer that asks the stream for its next batch. */
  public enum More {
    MORE
  }

  /** How the messages of a stream are named in its actor's protocol. */
  public interface Messages<M> {
    M opened(ActorRef<More> stream);

    M batch(ActorRef<More> stream, List<PartitionRecord> records);

    M ended();

    M failed(Throwable cause);
  }

  /** A stream that is running; it ends some time after {@link #stop}. */
  public interface Reading {
    void stop();
  }

  /** Asks Kafka where a partition begins now; fails while Kafka is away. */
  public CompletionStage<PartitionStart> start(int partition) {
    return CompletableFuture.supplyAsync(
        () -> askStart(new TopicPartition(KafkaSettings.EVENTS, partition)),
        system.dispatchers().lookup(DispatcherSelector.blocking()));
  }

  private PartitionStart askStart(TopicPartition where) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            settings.client(
                Map.of(
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                    1,
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "none",
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false)),
            bytes,
            bytes)) {
      consumer.assign(List.of(where));
      long end = consumer.endOffsets(List.of(where)).get(where);
      long offset = consumer.beginningOffsets(List.of(where)).get(where);
      if (offset >= end) {
        return new PartitionStart(offset, 0);
      }
      consumer.seek(where, offset);
      for (ConsumerRecord<byte[], byte[]> first : consumer.poll(START_WITHIN)) {
        return new PartitionStart(offset, first.timestamp());
      }
      throw new IllegalStateException(
          where + " has records from offset " + offset + ", but Kafka does not send the first");
    }
  }

  /**
   * Reads from an offset on until it is stopped or fails. An offset that Kafka does not have fails
   * it with {@code OffsetOutOfRangeException}.
   */
  public <M> Reading read(int partition, long offset, ActorRef<M> to, Messages<M> messages) {
    Function2<ActorRef<More>, List<PartitionRecord>, M> batch = messages::batch;
    Function<ActorRef<More>, M> opened = messages::opened;
    Function<Throwable, M> failed = messages::failed;
    UniqueKillSwitch stop =
        Consumer.plainSource(
                consumerSettings(),
                Subscriptions.assignmentWithOffset(
                    new TopicPartition(KafkaSettings.EVENTS, partition), offset))
            .viaMat(KillSwitches.single(), Keep.right())
            .map(reading::read)
            .batch(settings.maxBatch(), PartitionReader::first, PartitionReader::and)
            .toMat(
                ActorSink.actorRefWithBackpressure(
                    to, batch, opened, More.MORE, messages.ended(), failed),
                Keep.left())
            .run(system);
    return stop::shutdown;
  }

  private static List<PartitionRecord> first(PartitionRecord record) {
    List<PartitionRecord> batch = new ArrayList<>();
    batch.add(record);
    return batch;
  }

  private static List<PartitionRecord> and(List<PartitionRecord> batch, PartitionRecord record) {
    batch.add(record);
    return batch;
  }

  private ConsumerSettings<byte[], byte[]> consumerSettings() {
    return ConsumerSettings.create(system, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .withBootstrapServers(settings.bootstrapServers())
        .withProperties(settings.access())
        .withProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none")
        .withProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false")
        .withProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
  }
}
