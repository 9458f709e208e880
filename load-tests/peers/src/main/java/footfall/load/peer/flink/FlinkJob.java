package footfall.load.peer.flink;

import footfall.load.peer.PeerHit;
import footfall.load.peer.PeerRun;
import footfall.load.peer.SessionTally;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Hits to closed sessions and to website-minutes. */
final class FlinkJob {
  private final PeerRun run;

  private FlinkJob(PeerRun run) {
    this.run = run;
  }

  static void build(PeerRun run, StreamExecutionEnvironment environment) {
    FlinkJob job = new FlinkJob(run);
    DataStream<PeerHit> hits =
        environment.fromSource(
            job.source(),
            WatermarkStrategy.<PeerHit>forBoundedOutOfOrderness(
                    Duration.ofMillis(PeerRun.LATENESS_MS))
                .withTimestampAssigner((hit, appended) -> hit.time()),
            "hits");
    job.sessions(hits);
    job.minutes(hits);
  }

  private KafkaSource<PeerHit> source() {
    return KafkaSource.<PeerHit>builder()
        .setBootstrapServers(run.bootstrap())
        .setTopics(PeerRun.HITS)
        .setGroupId(run.name())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new Decode())
        .setProperty("fetch.min.bytes", "65536")
        .setProperty("max.partition.fetch.bytes", "4194304")
        .setProperty("max.poll.records", "5000")
        .build();
  }

  private void sessions(DataStream<PeerHit> hits) {
    hits.keyBy(PeerHit::sessionKey, Types.STRING)
        .window(EventTimeSessionWindows.withGap(Duration.ofMillis(PeerRun.GAP_MS)))
        .aggregate(
            new CountSession(),
            new FormType<>(SessionTally.class, SessionSerializer.INSTANCE),
            Types.STRING)
        .name("sessions")
        .sinkTo(
            KafkaSink.<String>builder()
                .setBootstrapServers(run.bootstrap())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(run.name())
                .setProperty("transaction.timeout.ms", "600000")
                .setProperty("batch.size", "262144")
                .setProperty("linger.ms", "100")
                .setRecordSerializer(
                    KafkaRecordSerializationSchema.<String>builder()
                        .setTopic(run.sessionsTopic())
                        .setValueSerializationSchema(new SimpleStringSchema())
                        .build())
                .build());
  }

  /** A row replaces the one before it, so that one sent twice after a failure does no harm. */
  private void minutes(DataStream<PeerHit> hits) {
    String topic = run.minutesTopic();
    hits.transform(
            "gather minutes",
            new FormType<>(MinutePart.class, MinutePartSerializer.INSTANCE),
            new GatherMinutes.Factory())
        .keyBy(MinutePart::websiteMinute, Types.STRING)
        .process(new MergeMinutes(), Types.STRING)
        .name("minutes")
        .sinkTo(
            KafkaSink.<String>builder()
                .setBootstrapServers(run.bootstrap())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty("batch.size", "262144")
                .setProperty("linger.ms", "100")
                .setRecordSerializer((row, context, now) -> keyed(topic, row))
                .build());
  }

  private static ProducerRecord<byte[], byte[]> keyed(String topic, String row) {
    int tab = row.indexOf('\t');
    return new ProducerRecord<>(
        topic,
        row.substring(0, tab).getBytes(StandardCharsets.UTF_8),
        row.substring(tab + 1).getBytes(StandardCharsets.UTF_8));
  }
}
