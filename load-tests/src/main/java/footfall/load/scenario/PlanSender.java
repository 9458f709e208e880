package footfall.load.scenario;

import footfall.load.collect.CollectorClient;
import footfall.load.collect.SendCounters;
import footfall.load.scenario.PlannedRecord.Route;
import footfall.load.scenario.PlannedRecord.Stray;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends a plan in its order, over a given time, each route by a thread of its own. */
final class PlanSender {
  private static final String TOPIC = "events";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int BATCH = 40;

  private final List<PlannedRecord> plan;
  private final Duration time;
  private final AtomicInteger sent = new AtomicInteger();

  PlanSender(List<PlannedRecord> plan, Duration time) {
    this.plan = plan;
    this.time = time;
  }

  /** How much of the plan is on its way, 0 to 1. */
  double progress() {
    return sent.get() / (double) plan.size();
  }

  /** Sends straight to Kafka; returns when Kafka has acknowledged everything. */
  void sendToKafka(String bootstrap) throws InterruptedException {
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    long start = System.nanoTime();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties(bootstrap))) {
      for (PlannedRecord record : plan) {
        if (record.route() == Route.KAFKA) {
          pace(record, start);
          acknowledgements.add(producer.send(produced(record)));
          sent.incrementAndGet();
        }
      }
      producer.flush();
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not take a record", e.getCause());
    }
  }

  /**
   * Sends through the collector, one request after the other, again and again until it is
   * acknowledged.
   */
  SendCounters sendToCollector(URI url) throws InterruptedException {
    SendCounters counters = new SendCounters();
    CollectorClient collector = new CollectorClient(url, 1, PATIENCE, counters);
    long start = System.nanoTime();
    List<byte[]> batch = new ArrayList<>();
    for (PlannedRecord record : plan) {
      if (record.route() == Route.COLLECTOR) {
        pace(record, start);
        batch.add(record.value());
        if (batch.size() == BATCH) {
          post(collector, batch);
        }
      }
    }
    post(collector, batch);
    return counters;
  }

  private void post(CollectorClient collector, List<byte[]> batch) throws InterruptedException {
    if (!batch.isEmpty() && !collector.post(List.copyOf(batch)).join()) {
      throw new IllegalStateException("the collector did not answer for " + PATIENCE);
    }
    sent.addAndGet(batch.size());
    batch.clear();
  }

  private void pace(PlannedRecord record, long start) {
    long due = start + (long) (time.toNanos() * (record.number() / (double) plan.size()));
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static ProducerRecord<byte[], byte[]> produced(PlannedRecord record) {
    Integer partition = record.stray().map(Stray::partition).orElse(null);
    ProducerRecord<byte[], byte[]> produced =
        new ProducerRecord<>(TOPIC, partition, record.sentKey(), record.value());
    String number = Integer.toString(record.number());
    produced.headers().add(Ledger.NUMBER_HEADER, number.getBytes(StandardCharsets.UTF_8));
    if (record.contentType() != null) {
      byte[] type = record.contentType().getBytes(StandardCharsets.UTF_8);
      produced.headers().add("content-type", type);
    }
    return produced;
  }

  private static Properties properties(String bootstrap) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrap);
    properties.put("acks", "all");
    properties.put("enable.idempotence", "true");
    properties.put("linger.ms", "5");
    properties.put("delivery.timeout.ms", "120000");
    properties.put("key.serializer", ByteArraySerializer.class.getName());
    properties.put("value.serializer", ByteArraySerializer.class.getName());
    return properties;
  }
}
