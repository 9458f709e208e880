package footfall.load.bench.fanout;

import footfall.load.bench.KafkaHits;
import footfall.load.bench.Paced;
import footfall.load.scenario.NodeProcess;
import footfall.load.traffic.Traffic;
import footfall.load.traffic.TrafficHit;
import footfall.load.traffic.TrafficSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Traffic of websites nobody watches, at a rate or as much as the node takes. */
final class OtherTraffic {
  private static final int WEBSITES = 100;
  private static final double VISITORS_OF_RATE = 20_000;

  /** So many hits lie before the node at any time where it is to be busy. */
  private static final long BACKLOG = 100_000;

  private static final long ASKED_EVERY_NANOS = 300_000_000;

  private final KafkaHits kafka;
  private final Traffic traffic;

  OtherTraffic(KafkaHits kafka) {
    List<String> ids = IntStream.rangeClosed(1, WEBSITES).mapToObj(i -> "bench-" + i).toList();
    this.kafka = kafka;
    this.traffic = new Traffic(new TrafficSettings(1, ids, VISITORS_OF_RATE, 0.01));
  }

  /** Over all partitions, until it is closed. */
  Paced at(double hitsPerSecond) {
    return new Paced("traffic", () -> hitsPerSecond, () -> send(0));
  }

  /** Keeps a backlog before the node, in all partitions but those of the watched websites. */
  AutoCloseable backlog(NodeProcess node) throws IOException, InterruptedException {
    AtomicLong taken = new AtomicLong((long) node.metric("footfall_hits_total"));
    long sentBefore = kafka.sent() - taken.get();
    Paced asking = new Paced("taken", () -> 1e9 / ASKED_EVERY_NANOS, () -> taken.set(hitsOf(node)));
    Paced sending =
        new Paced(
            "backlog",
            () -> 1e6,
            () -> {
              if (kafka.sent() - sentBefore - taken.get() < BACKLOG) {
                send(MarkedHits.PARTITIONS);
              } else {
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
              }
            });
    return () -> {
      sending.close();
      asking.close();
    };
  }

  private static long hitsOf(NodeProcess node) {
    try {
      return (long) node.metric("footfall_hits_total");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void send(int fromPartition) {
    TrafficHit hit = next();
    while (KafkaHits.partitionOf(hit.kafkaKey()) < fromPartition) {
      hit = next();
    }
    kafka.send(hit.kafkaKey(), hit.json());
  }

  private TrafficHit next() {
    return traffic.next(System.currentTimeMillis());
  }
}
