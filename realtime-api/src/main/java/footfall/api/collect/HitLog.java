package footfall.api.collect;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where hits are kept before anything else is done with them. */
public interface HitLog {
  /**
   * Appends all of the records; never blocks.
   *
   * @return completes once every one is stored on every replica that is in sync; fails when at
   *     least one is not known to be, after a bounded time
   */
  CompletionStage<Void> append(List<ProducerRecord<byte[], byte[]>> records);
}
