package footfall.load.bench;

import footfall.protocol.hit.HitKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Hits of many visitors, three each, of 14 to 6 minutes ago: their sessions stay open for another
 * 25 minutes, and none of the visitors counts as active now.
 */
public final class OpenSessionsTopic {
  /** Of each session. */
  public static final int HITS = 3;

  private static final int WEBSITES = 100;
  private static final Duration BEGINNING = Duration.ofMinutes(14);
  private static final Duration BETWEEN = Duration.ofMinutes(4);

  private final String bootstrap;
  private final SplittableRandom random = new SplittableRandom();

  /**
   * @param bootstrap host:port of Kafka
   */
  public OpenSessionsTopic(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /**
   * Opens sessions.
   *
   * @param round of filling: each has websites of its own, because those of an earlier one may have
   *     fallen idle meanwhile, and what is that old would then be late
   */
  public void fill(int sessions, int round) {
    long beginning = Instant.now().minus(BEGINNING).toEpochMilli();
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "20"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int hit = 0; hit < HITS; hit++) {
        long time = beginning + hit * BETWEEN.toMillis();
        for (int session = 0; session < sessions; session++) {
          String website = "open-" + round + "-" + session % WEBSITES;
          String visitor = "visitor-" + session;
          var unused =
              producer.send(
                  new ProducerRecord<>(
                      FilledTopic.TOPIC,
                      HitKey.of(website, visitor),
                      json(website, visitor, time, hit).getBytes(StandardCharsets.UTF_8)),
                  (metadata, e) -> failure.compareAndSet(null, e));
        }
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException("Kafka did not take a hit", failure.get());
    }
  }

  private String json(String website, String visitor, long time, int page) {
    return """
        {"website_id":"%s","event_type":"pageview","event_id":"%s","visitor_id":"%s",\
        "client_timestamp":%d,"page_url":"https://%s.example/page/%d",\
        "user_agent":"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",\
        "ip_address":"8.8.8.8"}"""
        .formatted(
            website, new UUID(random.nextLong(), random.nextLong()), visitor, time, website, page);
  }
}
