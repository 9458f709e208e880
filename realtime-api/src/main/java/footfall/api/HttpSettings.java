package footfall.api;

import java.time.Duration;

/**
 * Where the server listens, and what it bears.
 *
 * @param port 0 takes a free one
 * @param mostConnections open at once, sockets of dashboards included
 * @param drain how long open requests may take when the node stops; shorter than the phase {@code
 *     service-requests-done} of coordinated shutdown
 * @param firstRequest within which a connection's first request must have come, body excluded
 * @param nextRequest within which another must have followed, counted from the one before; longer
 *     than Akka's own 60 s, after which a connection without a byte ends
 */
public record HttpSettings(
    String host,
    int port,
    int mostConnections,
    Duration drain,
    Duration firstRequest,
    Duration nextRequest) {
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
    requirePositive("drain", drain);
    requirePositive("first-request", firstRequest);
    requirePositive("next-request", nextRequest);
  }

  /** The same with {@link #MOST_CONNECTIONS} connections. */
  public static HttpSettings at(String host, int port) {
    return at(host, port, MOST_CONNECTIONS);
  }

  /** 4 seconds to drain, 20 for a first request, 90 for each further one. */
  public static HttpSettings at(String host, int port, int mostConnections) {
    return new HttpSettings(
        host,
        port,
        mostConnections,
        Duration.ofSeconds(4),
        Duration.ofSeconds(20),
        Duration.ofSeconds(90));
  }

  /** The same, with no more connections than there are files for. */
  HttpSettings within(OpenFiles files) {
    return new HttpSettings(
        host, port, files.connections(mostConnections), drain, firstRequest, nextRequest);
  }

  /** The same for other deadlines. */
  HttpSettings waiting(Duration first, Duration next) {
    return new HttpSettings(host, port, mostConnections, drain, first, next);
  }

  private static void requirePositive(String key, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          "footfall.http." + key + " must be positive, was " + duration);
    }
  }
}
