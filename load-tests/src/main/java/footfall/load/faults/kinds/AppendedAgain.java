package footfall.load.faults.kinds;

import footfall.load.faults.Cluster;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.topic.TopicReader;
import footfall.load.topic.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** F15: everything that the step has in the topic so far is appended once more, and once more. */
public final class AppendedAgain implements Fault {
  private static final String TOPIC = "events";
  private static final int TIMES = 2;
  private static final long SECONDS = 15;

  @Override
  public String id() {
    return "F15";
  }

  @Override
  public String name() {
    return "the topic's contents appended again, twice";
  }

  @Override
  public boolean isAlone() {
    return true;
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    FaultOutcome.Notes notes = new FaultOutcome.Notes(id());
    String kafka = cluster.stores().addresses().kafka();
    TimeUnit.SECONDS.sleep(SECONDS);
    List<TopicRecord> all = new ArrayList<>();
    new TopicReader(kafka)
        .read(
            TOPIC,
            cluster.step().began(),
            record -> {
              if (!record.isTick()) {
                all.add(record);
              }
            });
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties(kafka))) {
      for (int time = 0; time < TIMES; time++) {
        notes.did("%d records appended again".formatted(all.size()));
        append(all, producer);
      }
    }
    notes.took("counting after it", cluster.recoveryFromNow().awaitAllCounted(TakeOver.PATIENCE));
    return notes.outcome();
  }

  private static void append(List<TopicRecord> all, KafkaProducer<byte[], byte[]> producer)
      throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (TopicRecord record : all) {
      ProducerRecord<byte[], byte[]> copy =
          new ProducerRecord<>(TOPIC, record.partition(), record.key(), record.value());
      for (Map.Entry<String, byte[]> header : record.headers().entrySet()) {
        copy.headers().add(header.getKey(), header.getValue());
      }
      sent.add(producer.send(copy));
    }
    for (Future<RecordMetadata> acknowledgement : sent) {
      acknowledgement.get();
    }
  }

  private static Properties properties(String bootstrap) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrap);
    properties.put("acks", "all");
    properties.put("key.serializer", ByteArraySerializer.class.getName());
    properties.put("value.serializer", ByteArraySerializer.class.getName());
    return properties;
  }
}
