package footfall.load.bench;

import footfall.load.traffic.TrafficSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Hits that wait in a topic.
 *
 * @param hits at least 1
 * @param span event time between the first hit and the last
 * @param seed of all chance
 * @param partitions of the topic
 * @param websites whose sizes follow zipf
 * @param largestShare of the visits that go to the first website whatever its size, 0 to 1
 */
public record Backlog(
    int hits, Duration span, long seed, int partitions, int websites, double largestShare) {
  private static final int WEBSITES = 100;
  private static final double CRAWLERS = 0.01;

  public Backlog {
    if (hits < 1) {
      throw new IllegalArgumentException("a backlog needs at least one hit, was " + hits);
    }
  }

  /** A hundred websites in {@value FilledTopic#PARTITIONS} partitions. */
  public static Backlog of(int hits, Duration span, long seed) {
    return new Backlog(hits, span, seed, FilledTopic.PARTITIONS, WEBSITES, 0);
  }

  /** The first n-th of it: as many hits a minute, for a shorter time. */
  public Backlog part(int n) {
    return new Backlog(
        Math.max(1, hits / n), span.dividedBy(n), seed, partitions, websites, largestShare);
  }

  public Backlog withPartitions(int other) {
    return new Backlog(hits, span, seed, other, websites, largestShare);
  }

  public Backlog withWebsites(int other) {
    return new Backlog(hits, span, seed, partitions, other, largestShare);
  }

  public Backlog withLargestShare(double other) {
    return new Backlog(hits, span, seed, partitions, websites, other);
  }

  TrafficSettings traffic() {
    List<String> ids = IntStream.rangeClosed(1, websites).mapToObj(i -> "bench-" + i).toList();
    double perSecond = hits / (span.toMillis() / 1e3);
    return new TrafficSettings(seed, ids, perSecond, CRAWLERS, largestShare);
  }
}
