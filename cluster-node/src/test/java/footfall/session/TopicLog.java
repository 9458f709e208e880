package footfall.session;

import footfall.ingest.IngestPipeline;
import footfall.ingest.Ingested;
import footfall.ingest.kafka.KafkaSettings;
import footfall.ingest.kafka.PartitionRecord;
import footfall.ingest.kafka.RecordReading;
import footfall.metrics.Metrics;
import footfall.protocol.hit.EventTime;
import footfall.protocol.hit.HitKey;
import footfall.protocol.hit.SamplingRate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes hits to the real topic, and reads it back as the expectation of what shards make of it.
 */
final class TopicLog implements AutoCloseable {
  private final String servers;
  private final KafkaProducer<byte[], byte[]> producer;
  private final long firstId = System.nanoTime() % 1_000_000 * 1_000_000;
  private int sent;

  TopicLog(String servers) {
    this.servers = servers;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** The n-th visitor of a website whose hits belong to a partition. */
  static String visitor(String website, int partition, int n) {
    return visitors(website, partition).skip(n).findFirst().orElseThrow();
  }

  /** All visitors of a website whose hits belong to a partition, without an end. */
  static Stream<String> visitors(String website, int partition) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "v" + i)
        .filter(v -> HitKey.partition(HitKey.of(website, v), ShardStack.PARTITIONS) == partition);
  }

  /** Sends a pageview of now, under the right key; returns its offset. */
  long pageview(String website, String visitor, String path) {
    return pageview(website, visitor, path, System.currentTimeMillis());
  }

  long pageview(String website, String visitor, String path, long at) {
    return send(hit(website, visitor, path, at));
  }

  /** Sends a pageview of now for each, in this order; returns when Kafka has them all. */
  void pageviews(String website, Stream<String> visitors, String path) {
    long now = System.currentTimeMillis();
    visitors
        .map(visitor -> producer.send(hit(website, visitor, path, now)))
        .toList()
        .forEach(TopicLog::offset);
  }

  /** Sends a pageview of now with a header {@code sampling-rate}. */
  long sampled(String website, String visitor, String path, String rate) {
    ProducerRecord<byte[], byte[]> hit = hit(website, visitor, path, System.currentTimeMillis());
    hit.headers().add(SamplingRate.HEADER, rate.getBytes(StandardCharsets.UTF_8));
    return send(hit);
  }

  private ProducerRecord<byte[], byte[]> hit(String website, String visitor, String path, long at) {
    String json =
        """
        {"website_id":"%s","event_type":"pageview","client_timestamp":%d,"visitor_id":"%s",
         "page_url":"%s","event_id":"00000000-0000-4000-8000-%012d"}"""
            .formatted(website, at, visitor, path, firstId + sent++);
    return new ProducerRecord<>(
        KafkaSettings.EVENTS, HitKey.of(website, visitor), json.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends anything to a partition. */
  long raw(int partition, byte[] key, byte[] value) {
    return send(new ProducerRecord<>(KafkaSettings.EVENTS, partition, key, value));
  }

  private long send(ProducerRecord<byte[], byte[]> out) {
    return offset(producer.send(out));
  }

  private static long offset(Future<RecordMetadata> sent) {
    try {
      return sent.get().offset();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  List<ConsumerRecord<byte[], byte[]>> records(String topic, int partition) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(Map.of("bootstrap.servers", servers), bytes, bytes)) {
      TopicPartition where = new TopicPartition(topic, partition);
      consumer.assign(List.of(where));
      consumer.seekToBeginning(List.of(where));
      long end = consumer.endOffsets(List.of(where)).get(where);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (consumer.position(where) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  /** What one undisturbed reading of the whole partition yields. */
  Expected expected(int partition, SessionRules rules, long generation) {
    Outbox outbox = new Outbox(generation);
    OpenSessions open = new OpenSessions(rules, String::hashCode, outbox);
    RecordReading reading = reading();
    List<Long> hits = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records(KafkaSettings.EVENTS, partition)) {
      PartitionRecord read = reading.read(record);
      open.advance(read.offset(), read.appendTime());
      if (read.content() instanceof PartitionRecord.Accepted accepted) {
        hits.add(read.offset());
        EventTime time = EventTime.of(accepted.hit().clientTimestamp(), read.appendTime());
        double rate = read.samplingRate().orElse(SamplingRate.ALL);
        open.absorb(time, accepted.hit(), accepted.enrichment(), rate);
      } else if (read.content() instanceof PartitionRecord.Rules said) {
        open.count(said.rules());
      }
    }
    return new Expected(outbox.takeFresh(), open, hits);
  }

  /** Closed sessions and finals, what is still open, offsets of all hits. */
  record Expected(Outbox.Contents closed, OpenSessions open, List<Long> hits) {}

  static RecordReading reading() {
    IngestPipeline pipeline = new IngestPipeline(hit -> Hits.on(hit.page().url()), new Metrics());
    return new RecordReading(
        ShardStack.PARTITIONS, (value, type) -> content(pipeline.process(value, type)));
  }

  private static PartitionRecord.Content content(Ingested ingested) {
    if (ingested instanceof Ingested.Accepted accepted) {
      return new PartitionRecord.Accepted(accepted.hit(), accepted.enrichment());
    }
    Ingested.Rejected rejected = (Ingested.Rejected) ingested;
    return new PartitionRecord.Refused(rejected.reason(), rejected.detail());
  }

  @Override
  public void close() {
    producer.close();
  }
}
