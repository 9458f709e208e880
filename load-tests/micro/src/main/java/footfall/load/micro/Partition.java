package footfall.load.micro;

import footfall.ingest.IngestPipeline;
import footfall.ingest.Ingested;
import footfall.ingest.enrich.EnrichSettings;
import footfall.ingest.enrich.Enricher;
import footfall.ingest.kafka.PartitionRecord;
import footfall.ingest.kafka.RecordReading;
import footfall.load.traffic.Traffic;
import footfall.load.traffic.TrafficHit;
import footfall.load.traffic.TrafficSettings;
import footfall.metrics.Metrics;
import footfall.protocol.hit.HitKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * One of eight partitions of the traffic that the throughput benchmark sends, in memory: 100
 * websites, 8,000 hits a minute over all partitions.
 */
public final class Partition {
  private static final int PARTITIONS = 8;
  private static final int WEBSITES = 100;
  private static final double HITS_PER_SECOND = 8_000 / 60.0;
  private static final long BEGINNING = 1_790_000_000_000L;

  private Partition() {}

  /** Its first records, in order; always the same. */
  public static List<ConsumerRecord<byte[], byte[]>> records(int count) {
    List<String> websites = IntStream.rangeClosed(1, WEBSITES).mapToObj(i -> "bench-" + i).toList();
    Traffic traffic = new Traffic(new TrafficSettings(1, websites, HITS_PER_SECOND, 0.01));
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    while (records.size() < count) {
      long time = BEGINNING + traffic.dueMs();
      TrafficHit hit = traffic.next(time);
      byte[] key = hit.kafkaKey().getBytes(StandardCharsets.UTF_8);
      if (HitKey.partition(key, PARTITIONS) == 0) {
        records.add(record(records.size(), time, key, hit.json()));
      }
    }
    return records;
  }

  private static ConsumerRecord<byte[], byte[]> record(
      long offset, long time, byte[] key, byte[] value) {
    return new ConsumerRecord<>(
        "events",
        0,
        offset,
        time,
        TimestampType.LOG_APPEND_TIME,
        key.length,
        value.length,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  /** Geography and all, from the repository that {@code footfall.home} names. */
  static Enricher enricher() {
    return Enricher.open(EnrichSettings.bundled(Path.of(System.getProperty("footfall.home", "."))));
  }

  /** What a node makes of a record before its session sees it, enrichment included. */
  public static RecordReading reading() {
    IngestPipeline pipeline = new IngestPipeline(enricher()::enrich, new Metrics());
    return new RecordReading(
        PARTITIONS,
        (value, contentType) ->
            pipeline.process(value, contentType) instanceof Ingested.Accepted accepted
                ? new PartitionRecord.Accepted(accepted.hit(), accepted.enrichment())
                : PartitionRecord.Tick.TICK);
  }
}
