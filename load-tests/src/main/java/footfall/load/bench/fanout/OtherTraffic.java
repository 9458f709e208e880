package footfall.load.bench.fanout;

import footfall.load.bench.KafkaHits;
import footfall.load.bench.Paced;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Traffic of websites nobody watches, at a rate or as much as the node takes. Its visitors stay the
 * same, so that a node has as many open sessions at the end of a measurement as at its beginning.
 */
final class OtherTraffic {
  private static final int WEBSITES = 100;
  private static final int VISITORS = 20_000;
  private static final int PAGES = 150;

  /** So many hits lie before the node at any time where it is to be busy. */
  private static final long BACKLOG = 100_000;

  private static final double ASKED_PER_SECOND = 3;
  private static final long PAUSE_NANOS = 1_000_000;

  private final KafkaHits kafka;
  private final SplittableRandom random = new SplittableRandom(1);

  OtherTraffic(KafkaHits kafka) {
    this.kafka = kafka;
  }

  /** Over all partitions, until it is closed. */
  Paced at(double hitsPerSecond) {
    return new Paced("traffic", () -> hitsPerSecond, () -> send(0));
  }

  /** Keeps a backlog before the node, in all partitions but those of the watched websites. */
  AutoCloseable backlog(BusyNode node) {
    AtomicLong taken = new AtomicLong(node.hits());
    long before = kafka.sent() - taken.get();
    Paced asking = new Paced("taken", () -> ASKED_PER_SECOND, () -> taken.set(node.hits()));
    Paced sending =
        new Paced(
            "backlog",
            () -> 1e6,
            () -> {
              if (kafka.sent() - before - taken.get() < BACKLOG) {
                send(MarkedHits.PARTITIONS);
              } else {
                LockSupport.parkNanos(PAUSE_NANOS);
              }
            });
    return () -> {
      sending.close();
      asking.close();
    };
  }

  private void send(int fromPartition) {
    int visitor = random.nextInt(VISITORS);
    String key = key(visitor);
    while (KafkaHits.partitionOf(key) < fromPartition) {
      visitor = random.nextInt(VISITORS);
      key = key(visitor);
    }
    UUID event = new UUID(random.nextLong(), random.nextLong());
    StringBuilder json = new StringBuilder(512);
    json.append("{\"website_id\":\"bench-").append(visitor % WEBSITES);
    json.append("\",\"event_type\":\"pageview\",\"event_id\":\"").append(event);
    json.append("\",\"visitor_id\":\"visitor-").append(visitor);
    json.append("\",\"client_timestamp\":").append(System.currentTimeMillis());
    json.append(",\"page_url\":\"https://www.example.com/page/").append(random.nextInt(PAGES));
    json.append("\",\"page_title\":\"A page of an example\",\"ip_address\":\"192.0.2.");
    json.append(visitor % 250).append("\",\"screen_resolution\":\"1920x1080\",\"language\":\"de\"");
    json.append(",\"user_agent\":\"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101");
    json.append(" Firefox/140.0\"}");
    kafka.send(key, json.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static String key(int visitor) {
    return "bench-" + visitor % WEBSITES + ":visitor-" + visitor;
  }
}
