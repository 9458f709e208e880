package footfall.api.collect;

import java.time.Duration;
import java.util.List;

/**
 * Bounds of the collector.
 *
 * @param trustedProxies whose {@code X-Forwarded-For} is believed; empty where clients connect
 *     directly
 * @param bodyBytes of a request, as it comes and also once it is decompressed
 * @param hitsPerRequest most items of an array
 * @param bodyTimeout within which a request's body must have arrived
 * @param retryAfter told to a client whose hits could not be stored
 * @param unknownWebsites what becomes of hits of a website that nobody has made
 * @param peerHitsPerSecond of one address on this node, 0 to 1,000,000; 0: no bound
 */
public record CollectSettings(
    List<Network> trustedProxies,
    int bodyBytes,
    int hitsPerRequest,
    Duration bodyTimeout,
    Duration retryAfter,
    UnknownWebsites unknownWebsites,
    int peerHitsPerSecond) {
  private static final int MOST_HITS = 1_000_000;

  public CollectSettings {
    trustedProxies = List.copyOf(trustedProxies);
    require(bodyBytes > 0, "body-bytes must be positive, was " + bodyBytes);
    require(hitsPerRequest > 0, "hits-per-request must be positive, was " + hitsPerRequest);
    require(bodyTimeout.toMillis() > 0, "body-timeout must be positive, was " + bodyTimeout);
    require(retryAfter.toSeconds() > 0, "retry-after must be 1s or more, was " + retryAfter);
    require(
        peerHitsPerSecond >= 0 && peerHitsPerSecond <= MOST_HITS,
        "peer-hits-per-second must be 0 to 1000000, was " + peerHitsPerSecond);
  }

  /**
   * 1 MiB, 1,000 hits, 10 seconds for a body, 2 until the next attempt; unknown websites are
   * refused, and an address may send 1,000 hits a second.
   */
  public static CollectSettings behind(List<Network> trustedProxies) {
    return new CollectSettings(
        trustedProxies,
        1024 * 1024,
        1_000,
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        UnknownWebsites.REFUSE,
        1_000);
  }

  /** The same for other senders. */
  public CollectSettings with(UnknownWebsites unknown, int hitsPerSecondOfAPeer) {
    return new CollectSettings(
        trustedProxies,
        bodyBytes,
        hitsPerRequest,
        bodyTimeout,
        retryAfter,
        unknown,
        hitsPerSecondOfAPeer);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException("footfall.collect." + message);
    }
  }
}
