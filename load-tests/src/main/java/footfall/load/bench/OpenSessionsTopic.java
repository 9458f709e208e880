package footfall.load.bench;

import footfall.protocol.hit.HitKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Hits of many visitors, three each, of 10 to 20 minutes ago: their sessions stay open. */
final class OpenSessionsTopic {
  private static final int HITS = 3;
  private static final int WEBSITES = 100;
  private static final Duration BEGINNING = Duration.ofMinutes(20);
  private static final Duration BETWEEN = Duration.ofMinutes(4);

  private final String bootstrap;

  OpenSessionsTopic(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  void fill(int sessions) {
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
          String website = "open-" + session % WEBSITES;
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

  private static String json(String website, String visitor, long time, int page) {
    return """
        {"website_id":"%s","event_type":"pageview","event_id":"%s","visitor_id":"%s",\
        "client_timestamp":%d,"page_url":"https://%s.example/page/%d",\
        "user_agent":"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",\
        "ip_address":"8.8.8.8"}"""
        .formatted(website, UUID.randomUUID(), visitor, time, website, page);
  }
}
