package footfall.load.bench;

import footfall.load.scenario.NodeProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Keeps more hits before a node than it can take, no more than a second or two of them. */
final class KeptAhead {
  private static final long MOST_AHEAD = 60_000;
  private static final long PAUSE_NANOS = 1_000_000;
  private static final Duration ASKED_EVERY = Duration.ofMillis(300);

  private final NodeProcess node;
  private final KafkaHits kafka;
  private final LiveTraffic traffic;

  KeptAhead(NodeProcess node, KafkaHits kafka, LiveTraffic traffic) {
    this.node = node;
    this.kafka = kafka;
    this.traffic = traffic;
  }

  /**
   * Feeds the node for so long from the calling thread.
   *
   * @return hits/s taken in, of each interval
   */
  List<Double> feed(Duration time, Duration interval) {
    long first = NodeFigures.of(node).hits();
    long sentBefore = kafka.sent();
    long taken = first;
    long start = System.nanoTime();
    long asked = start;
    long intervalStart = start;
    long intervalHits = first;
    List<Double> rates = new ArrayList<>();
    while (System.nanoTime() - start < time.toNanos()) {
      long now = System.nanoTime();
      if (now - asked > ASKED_EVERY.toNanos()) {
        taken = NodeFigures.of(node).hits();
        asked = System.nanoTime();
        if (asked - intervalStart >= interval.toNanos()) {
          rates.add((taken - intervalHits) * 1e9 / (asked - intervalStart));
          intervalStart = asked;
          intervalHits = taken;
        }
      }
      if (kafka.sent() - sentBefore - (taken - first) < MOST_AHEAD) {
        traffic.sendNext(kafka);
      } else {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return rates;
  }
}
