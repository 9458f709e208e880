package footfall.load.bench;

import footfall.load.topic.TopicReader;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.Validation;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The least that any reader of the topic must do: consume it, with and without decoding. */
public final class PlainRead {
  private final TopicReader reader;
  private final ProcessCpu cpu;

  /**
   * @param brokerPid of Kafka
   */
  public PlainRead(String bootstrap, long brokerPid) {
    this.reader = new TopicReader(bootstrap);
    this.cpu = new ProcessCpu(Map.of("reader", ProcessHandle.current().pid(), "kafka", brokerPid));
  }

  Measured read() throws IOException {
    return measure("plain KafkaConsumer", value -> true);
  }

  public Measured readAndDecode() throws IOException {
    return measure(
        "KafkaConsumer + decode and validate",
        value -> HitDecoder.decode(value, null) instanceof Validation.Accepted);
  }

  private interface Work {
    boolean take(byte[] value);
  }

  private Measured measure(String what, Work work) throws IOException {
    AtomicLong hits = new AtomicLong();
    Map<String, Double> before = cpu.seconds();
    long start = System.nanoTime();
    reader.read(
        FilledTopic.TOPIC,
        record -> {
          if (record.value() != null && work.take(record.value())) {
            hits.incrementAndGet();
          }
        });
    double seconds = (System.nanoTime() - start) / 1e9;
    return Measured.between(what, hits.get(), seconds, before, cpu.seconds());
  }
}
