package footfall.api.live;

import java.time.Duration;
import java.util.Set;

/**
 * How sockets are treated.
 *
 * @param slowReader a socket that has taken no frame for this time, while one is waiting, is cut
 *     when the next one comes
 * @param answerWithin a socket is pinged twice in this time, and cut when nothing has come from it
 *     for so long after a ping
 * @param maxInboundBytes a client has nothing to say: a message longer than this closes its socket
 * @param allowedOrigins origins, such as {@code https://stats.example.com}, whose pages may connect
 *     beside pages of the same host
 */
public record LiveRouteSettings(
    Duration slowReader, Duration answerWithin, int maxInboundBytes, Set<String> allowedOrigins) {

  /** 10 s, 16 s (so that a reader that stalls is gone within 30), 1 KiB, pages of the same host. */
  public static final LiveRouteSettings DEFAULT =
      new LiveRouteSettings(Duration.ofSeconds(10), Duration.ofSeconds(16), 1_024, Set.of());

  public LiveRouteSettings {
    positive("slow-reader", slowReader);
    positive("answer-within", answerWithin);
    if (maxInboundBytes < 0) {
      throw new IllegalArgumentException(
          "footfall.http.live.max-inbound-bytes must not be negative, was " + maxInboundBytes);
    }
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  private static void positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "footfall.http.live." + name + " must be positive, was " + value);
    }
  }
}
