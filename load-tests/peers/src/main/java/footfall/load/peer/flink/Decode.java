package footfall.load.peer.flink;

import footfall.load.peer.PeerHit;
import footfall.load.peer.Progress;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A record's bytes to a hit. */
final class Decode implements KafkaRecordDeserializationSchema<PeerHit> {
  private static final long serialVersionUID = 1;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<PeerHit> out) {
    Header type = record.headers().lastHeader("content-type");
    PeerHit hit =
        PeerHit.decode(
            record.value(),
            type == null ? null : new String(type.value(), StandardCharsets.UTF_8),
            record.timestamp(),
            record.offset());
    if (hit != null) {
      out.collect(hit);
    }
    Progress.count();
  }

  @Override
  public TypeInformation<PeerHit> getProducedType() {
    return new FormType<>(PeerHit.class, HitSerializer.INSTANCE);
  }
}
