package footfall.api.live;

import java.time.Duration;
import java.util.Set;

/**
 * How sockets are treated.
 *
 * @param slowReader a socket that has taken no frame for this time, while one is waiting, is cut
 *     when the next one comes
 * @param maxInboundBytes a client has nothing to say: a message longer than this closes its socket
 * @param allowedOrigins origins, such as {@code https://stats.example.com}, whose pages may connect
 *     beside pages of the same host
 */
public record LiveRouteSettings(
    Duration slowReader, int maxInboundBytes, Set<String> allowedOrigins) {

  /**
   * 10 s (a reader that stalls is gone within 30: kernels on both sides take some 100 KiB first), 1
   * KiB, pages of the same host only.
   */
  public static final LiveRouteSettings DEFAULT =
      new LiveRouteSettings(Duration.ofSeconds(10), 1_024, Set.of());

  public LiveRouteSettings {
    if (slowReader.isZero() || slowReader.isNegative()) {
      throw new IllegalArgumentException(
          "footfall.http.live.slow-reader must be positive, was " + slowReader);
    }
    if (maxInboundBytes < 0) {
      throw new IllegalArgumentException(
          "footfall.http.live.max-inbound-bytes must not be negative, was " + maxInboundBytes);
    }
    allowedOrigins = Set.copyOf(allowedOrigins);
  }
}
