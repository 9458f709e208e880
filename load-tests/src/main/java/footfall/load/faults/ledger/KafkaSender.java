package footfall.load.faults.ledger;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends straight to Kafka, again and again until it is acknowledged. */
final class KafkaSender implements AutoCloseable {
  private static final long AGAIN_AFTER_MS = 500;

  private final String prefix;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Ledger ledger;
  private final ScheduledExecutorService again;
  private final AtomicInteger underWay;

  KafkaSender(
      String prefix,
      String bootstrap,
      Ledger ledger,
      ScheduledExecutorService again,
      AtomicInteger underWay) {
    this.prefix = prefix;
    this.producer = new KafkaProducer<>(properties(bootstrap));
    this.ledger = ledger;
    this.again = again;
    this.underWay = underWay;
  }

  void send(Outgoing outgoing) {
    try {
      var unused =
          producer.send(
              outgoing.record(prefix),
              (metadata, failure) -> {
                if (failure == null) {
                  ledger.became(List.of(outgoing.hit().number()), Fate.ACKNOWLEDGED);
                  underWay.decrementAndGet();
                } else {
                  later(outgoing);
                }
              });
    } catch (KafkaException e) {
      later(outgoing);
    }
  }

  private void later(Outgoing outgoing) {
    ledger.became(List.of(outgoing.hit().number()), Fate.UNKNOWN);
    try {
      var unused = again.schedule(() -> send(outgoing), AGAIN_AFTER_MS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      // the loader was closed in the midst: the hit stays unknown
    }
  }

  private static Properties properties(String bootstrap) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrap);
    properties.put("acks", "all");
    properties.put("enable.idempotence", "true");
    properties.put("linger.ms", "5");
    properties.put("request.timeout.ms", "5000");
    properties.put("delivery.timeout.ms", "20000");
    properties.put("reconnect.backoff.max.ms", "1000");
    properties.put("key.serializer", ByteArraySerializer.class.getName());
    properties.put("value.serializer", ByteArraySerializer.class.getName());
    return properties;
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ZERO);
  }
}
