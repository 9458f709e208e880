package footfall.load.peer.streams;

import footfall.load.peer.PeerHit;
import footfall.load.peer.Progress;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** A record's bytes to a hit at its event time; keeps the key, so nothing is repartitioned. */
final class Decode extends ContextualFixedKeyProcessor<Bytes, byte[], PeerHit> {
  @Override
  public void process(FixedKeyRecord<Bytes, byte[]> record) {
    Header type = record.headers().lastHeader("content-type");
    PeerHit hit =
        PeerHit.decode(
            record.value(),
            type == null ? null : new String(type.value(), StandardCharsets.UTF_8),
            record.timestamp(),
            context().recordMetadata().orElseThrow().offset());
    if (hit != null) {
      context().forward(record.withValue(hit).withTimestamp(hit.time()));
    }
    Progress.count();
  }
}
