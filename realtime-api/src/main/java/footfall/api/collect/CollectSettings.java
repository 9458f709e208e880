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
 */
public record CollectSettings(
    List<Network> trustedProxies,
    int bodyBytes,
    int hitsPerRequest,
    Duration bodyTimeout,
    Duration retryAfter) {

  public CollectSettings {
    trustedProxies = List.copyOf(trustedProxies);
    require(bodyBytes > 0, "body-bytes must be positive, was " + bodyBytes);
    require(hitsPerRequest > 0, "hits-per-request must be positive, was " + hitsPerRequest);
    require(bodyTimeout.toMillis() > 0, "body-timeout must be positive, was " + bodyTimeout);
    require(retryAfter.toSeconds() > 0, "retry-after must be 1s or more, was " + retryAfter);
  }

  /** 1 MiB, 1,000 hits, 10 seconds for a body, 2 until the next attempt. */
  public static CollectSettings behind(List<Network> trustedProxies) {
    return new CollectSettings(
        trustedProxies, 1024 * 1024, 1_000, Duration.ofSeconds(10), Duration.ofSeconds(2));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException("footfall.collect." + message);
    }
  }
}
