package footfall.api.live;

import java.time.Duration;
import java.util.Set;

/**
 * How sockets are treated.
 *
 * @param slowReader a socket that takes no frame for this time, while one is waiting, is cut
 * @param maxInboundChars a client has nothing to say: a message longer than this closes its socket
 * @param allowedOrigins origins, such as {@code https://stats.example.com}, whose pages may connect
 *     beside pages of the same host
 */
public record LiveRouteSettings(
    Duration slowReader, int maxInboundChars, Set<String> allowedOrigins) {

  /** 20 s (so that a slow reader is gone within 30), 1 KiB, pages of the same host only. */
  public static final LiveRouteSettings DEFAULT =
      new LiveRouteSettings(Duration.ofSeconds(20), 1_024, Set.of());

  public LiveRouteSettings {
    if (slowReader.isZero() || slowReader.isNegative()) {
      throw new IllegalArgumentException(
          "footfall.http.live.slow-reader must be positive, was " + slowReader);
    }
    if (maxInboundChars < 0) {
      throw new IllegalArgumentException(
          "footfall.http.live.max-inbound-chars must not be negative, was " + maxInboundChars);
    }
    allowedOrigins = Set.copyOf(allowedOrigins);
  }
}
