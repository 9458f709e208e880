package footfall.load.traffic;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What traffic to make.
 *
 * @param seed the same seed gives the same visitors, pages and hits, byte for byte
 * @param websites ids, the first the largest (zipf)
 * @param hitsPerSecond over all websites, in the visitors' own time
 * @param crawlerShare of visits made by bots, 0 to 1
 * @param largestShare of visits that go to the first website before the others are chosen by their
 *     sizes, 0 to 1
 */
public record TrafficSettings(
    long seed,
    List<String> websites,
    double hitsPerSecond,
    double crawlerShare,
    double largestShare) {

  public TrafficSettings {
    websites = List.copyOf(websites);
    if (websites.isEmpty()) {
      throw new IllegalArgumentException("traffic needs at least one website");
    }
    if (!(hitsPerSecond > 0)) {
      throw new IllegalArgumentException("rate must be positive, was " + hitsPerSecond);
    }
    if (!(crawlerShare >= 0 && crawlerShare < 1)) {
      throw new IllegalArgumentException("crawler share must be in [0, 1), was " + crawlerShare);
    }
    if (!(largestShare >= 0 && largestShare <= 1)) {
      throw new IllegalArgumentException(
          "the largest website's share must be in [0, 1], was " + largestShare);
    }
  }

  /** Websites whose sizes follow zipf alone. */
  public TrafficSettings(
      long seed, List<String> websites, double hitsPerSecond, double crawlerShare) {
    this(seed, websites, hitsPerSecond, crawlerShare, 0);
  }

  /** {@code demo} for one website, {@code demo-1} to {@code demo-n} otherwise. */
  public static List<String> demoWebsites(int websites) {
    return websites == 1
        ? List.of("demo")
        : IntStream.rangeClosed(1, websites).mapToObj(i -> "demo-" + i).toList();
  }
}
