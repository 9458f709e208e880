package footfall.load.peer;

import footfall.api.collect.EventsTopic;
import footfall.load.bench.FilledTopic;
import footfall.load.bench.peers.ExpectedRows;
import footfall.load.bench.peers.PagePaths;
import footfall.load.oracle.LogEntry;
import footfall.load.oracle.RecordReader;
import footfall.load.topic.TopicReader;
import footfall.load.topic.TopicRecord;
import footfall.load.traffic.Traffic;
import footfall.load.traffic.TrafficHit;
import footfall.load.traffic.TrafficSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A small topic in which every seventh hit comes twice, hits come up to 90 s out of order, and late
 * arrivals join sessions that had begun apart; nothing comes later than is allowed.
 */
final class AwkwardTopic {
  private static final long SEED = 5;
  private static final int HITS = 5_000;
  private static final Duration SPAN = Duration.ofMinutes(100);
  private static final long BLOCK_MS = 55_000;
  private static final long COPY_MS = 30_000;
  private static final int COPIED_ONE_IN = 7;
  private static final int JOINED = 20;

  /** Holds nothing but sessions that began apart. */
  static final String JOINING = "joining";

  /** A hit and when it is sent, in event time. */
  private record Sent(long at, byte[] key, byte[] json) {}

  private final String bootstrap;
  private final Random random = new Random(SEED);

  AwkwardTopic(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** Makes the topic and fills it; returns the number of its records. */
  int fill() {
    List<Sent> hits = new ArrayList<>();
    long beginning = System.currentTimeMillis() - Duration.ofHours(2).plus(SPAN).toMillis();
    addTraffic(beginning, hits);
    for (int i = 0; i < JOINED; i++) {
      addTwoThatBecomeOne(beginning + i * 120_000L, "joined-" + i, hits);
    }
    hits.sort(Comparator.comparingLong(Sent::at));
    List<Sent> shuffled = shuffled(hits);
    send(shuffled);
    return shuffled.size();
  }

  private void addTraffic(long beginning, List<Sent> hits) {
    List<String> websites = List.of("w1", "w2", "w3", "w4", "w5");
    Traffic traffic =
        new Traffic(new TrafficSettings(SEED, websites, HITS / (double) SPAN.toSeconds(), 0.01));
    int number = 0;
    for (TrafficHit hit : traffic.take(HITS, beginning)) {
      Sent sent =
          new Sent(
              hit.clientTimestamp(), hit.kafkaKey().getBytes(StandardCharsets.UTF_8), hit.json());
      hits.add(sent);
      if (number++ % COPIED_ONE_IN == 0) {
        hits.add(new Sent(sent.at() + COPY_MS, sent.key(), sent.json()));
      }
    }
  }

  /** Two hits 30 min 10 s apart, and then one of between them. */
  private static void addTwoThatBecomeOne(long first, String visitor, List<Sent> hits) {
    long second = first + 1_810_000;
    hits.add(sent(first, first, visitor));
    hits.add(sent(second, second, visitor));
    hits.add(sent(second + 1, first + 900_000, visitor));
  }

  private static Sent sent(long at, long time, String visitor) {
    String json =
        "{\"website_id\":\"%s\",\"event_type\":\"event\",\"event_name\":\"e\",\"event_id\":\"%s\",\"visitor_id\":\"%s\",\"client_timestamp\":%d}"
            .formatted(JOINING, new UUID(visitor.hashCode(), time), visitor, time);
    return new Sent(
        at,
        (JOINING + ":" + visitor).getBytes(StandardCharsets.UTF_8),
        json.getBytes(StandardCharsets.UTF_8));
  }

  private List<Sent> shuffled(List<Sent> hits) {
    List<Sent> result = new ArrayList<>();
    List<Sent> block = new ArrayList<>();
    for (Sent hit : hits) {
      if (!block.isEmpty() && hit.at() - block.get(0).at() > BLOCK_MS) {
        Collections.shuffle(block, random);
        result.addAll(block);
        block.clear();
      }
      block.add(hit);
    }
    result.addAll(block);
    return result;
  }

  private void send(List<Sent> hits) {
    Map<String, Object> properties = Map.of("bootstrap.servers", bootstrap, "acks", "all");
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap));
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      EventsTopic.ensure(admin, FilledTopic.PARTITIONS);
      for (Sent hit : hits) {
        var unused = producer.send(new ProducerRecord<>(FilledTopic.TOPIC, hit.key(), hit.json()));
      }
    }
  }

  /**
   * What the oracle finds in the topic if every copy is a hit of its own, and without the sessions
   * that join: the hits that join them are late for their minutes, and how late is too late there
   * Flink judges by a watermark that it moves only now and then.
   */
  ExpectedRows expectedIfCopiesCounted() {
    RecordReader reader =
        new RecordReader(new PagePaths(), record -> Optional.empty(), FilledTopic.PARTITIONS);
    List<LogEntry> log = new ArrayList<>();
    new TopicReader(bootstrap)
        .read(
            FilledTopic.TOPIC,
            record -> {
              if (!new String(record.key(), StandardCharsets.UTF_8).startsWith(JOINING)) {
                log.add(reader.read(withAnIdOfItsOwn(record)));
              }
            });
    return ExpectedRows.of(log);
  }

  private static TopicRecord withAnIdOfItsOwn(TopicRecord record) {
    String json =
        new String(record.value(), StandardCharsets.UTF_8)
            .replaceFirst(
                "\"event_id\":\"[^\"]*\"",
                "\"event_id\":\"" + new UUID(record.partition(), record.offset() + 1) + "\"");
    return new TopicRecord(
        record.partition(),
        record.offset(),
        record.appendTime(),
        record.key(),
        record.headers(),
        json.getBytes(StandardCharsets.UTF_8));
  }
}
