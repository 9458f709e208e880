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
  /** Ten thousand dashboards, and those who send hits. */
  public static final int MOST_CONNECTIONS = 16_000;

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

  /** {@link #MOST_CONNECTIONS} connections, 4 seconds to drain. */
  public static HttpSettings at(String host, int port) {
    return at(host, port, MOST_CONNECTIONS);
  }

  /** 4 seconds to drain. */
  public static HttpSettings at(String host, int port, int mostConnections) {
    return new HttpSettings(host, port, mostConnections, Duration.ofSeconds(4));
  }

  /** The same, with no more connections than there are files for. */
  HttpSettings within(OpenFiles files) {
    return new HttpSettings(host, port, files.connections(mostConnections), drain);
  }
}
