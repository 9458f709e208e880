package footfall.api;

import java.time.Duration;

/**
 * Where the server listens, and what it bears.
 *
 * @param port 0 takes a free one
 * @param mostConnections open at once, sockets of dashboards included
 * @param drain how long open requests may take when the node stops; shorter than the phase {@code
 *     service-requests-done} of coordinated shutdown
 */
public record HttpSettings(String host, int port, int mostConnections, Duration drain) {
  public HttpSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("footfall.http.port must be 0 to 65535, was " + port);
    }
    if (mostConnections < 1) {
      throw new IllegalArgumentException(
          "footfall.http.most-connections must be positive, was " + mostConnections);
    }
    if (drain.isNegative() || drain.isZero()) {
      throw new IllegalArgumentException("footfall.http.drain must be positive, was " + drain);
    }
  }

  /** 20,000 connections, 4 seconds to drain. */
  public static HttpSettings at(String host, int port) {
    return new HttpSettings(host, port, 20_000, Duration.ofSeconds(4));
  }
}
