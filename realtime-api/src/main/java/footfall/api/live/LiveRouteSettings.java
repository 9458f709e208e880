package footfall.api.live;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How sockets are treated.
 *
 * @param slowReader a socket that has taken no frame for this time, while one is waiting, is cut
 *     when the next one comes
 * @param answerWithin a socket is pinged twice in this time, and cut when nothing has come from it
 *     for so long after a ping
 * @param maxInboundBytes a client has nothing to say: a message longer than this closes its socket
 * @param allowedOrigins such as {@code https://www.example.com}, in lower case: their pages may
 *     connect beside pages of the same host
 */
public record LiveRouteSettings(
    Duration slowReader, Duration answerWithin, int maxInboundBytes, Set<String> allowedOrigins) {

  /**
   * Scheme, host and port, as browsers write them: no path, and no port that the scheme implies.
   */
  private static final Pattern ORIGIN =
      Pattern.compile(
          "(?!https://.*:443$|http://.*:80$)https?://([a-z0-9_.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

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
    for (String origin : allowedOrigins) {
      if (!ORIGIN.matcher(origin).matches()) {
        throw new IllegalArgumentException(
            "footfall.http.live.allowed-origins (FOOTFALL_ALLOWED_ORIGINS) must be origins such as https://www.example.com, without a path, was \"%s\""
                .formatted(origin));
      }
    }
  }

  /**
   * {@link #DEFAULT}, and pages of these origins.
   *
   * @throws IllegalArgumentException naming what is no origin
   */
  public static LiveRouteSettings allowing(Set<String> origins) {
    return new LiveRouteSettings(
        DEFAULT.slowReader(), DEFAULT.answerWithin(), DEFAULT.maxInboundBytes(), origins);
  }

  private static void positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "footfall.http.live." + name + " must be positive, was " + value);
    }
  }
}
