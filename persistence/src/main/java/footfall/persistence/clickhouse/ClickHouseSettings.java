package footfall.persistence.clickhouse;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How ClickHouse is reached and how rows are gathered for it. */
public record ClickHouseSettings(Server server, Gathering gathering, Retry retry) {

  public static ClickHouseSettings of(Server server) {
    return new ClickHouseSettings(server, Gathering.DEFAULT, Retry.DEFAULT);
  }

  /**
   * One server, or any node of a cluster.
   *
   * @param url http or https, host and port
   * @param cluster the name in ClickHouse's {@code remote_servers}; empty for a single server
   */
  public record Server(
      URI url, String user, String password, String database, Optional<String> cluster) {

    public Server {
      if (url.getHost() == null || !url.getScheme().matches("https?")) {
        throw new IllegalArgumentException(
            "footfall.clickhouse.url must look like http://host:8123, was " + url);
      }
      requireIdentifier("footfall.clickhouse.database", database);
      cluster.ifPresent(name -> requireIdentifier("footfall.clickhouse.cluster", name));
    }

    /** User {@code default} without a password, database {@code footfall}, no cluster. */
    public static Server at(String url) {
      return new Server(URI.create(url), "default", "", "footfall", Optional.empty());
    }

    private static void requireIdentifier(String key, String name) {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,63}")) {
        throw new IllegalArgumentException(
            key + " must be letters, digits and underscores, was '" + name + "'");
      }
    }
  }

  /**
   * When gathered rows become one insert: an {@code interval} after the insert before began, or
   * once {@code rows} or {@code bytes} wait.
   *
   * @param interval 1 s keeps ClickHouse at one new part per second and table
   * @param bytes of encoded rows in one insert
   * @param maxUnstored bytes of encoded rows not yet acknowledged; ingest pauses above
   */
  public record Gathering(Duration interval, int rows, long bytes, long maxUnstored) {
    public static final Gathering DEFAULT =
        new Gathering(Duration.ofSeconds(1), 200_000, 64L << 20, 256L << 20);

    public Gathering {
      if (interval.isNegative() || rows < 1 || bytes < 1 || maxUnstored < 1) {
        throw new IllegalArgumentException(
            "footfall.clickhouse.interval, rows, bytes and max-unstored must be positive, were "
                + String.join(", ", interval.toString(), rows + "", bytes + "", maxUnstored + ""));
      }
    }
  }

  /**
   * What happens when an insert fails, and at the end.
   *
   * @param insertTimeout an insert that takes longer is sent again; shorter than a shard's
   *     take-over, so that a new owner reads what its predecessor stored
   * @param first wait after a failure, doubled after each further one up to {@code longest}
   * @param drain how long closing waits for rows that are under way
   */
  public record Retry(Duration insertTimeout, Duration first, Duration longest, Duration drain) {
    public static final Retry DEFAULT =
        new Retry(
            Duration.ofSeconds(15),
            Duration.ofMillis(100),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10));

    public Retry {
      if (insertTimeout.toSeconds() < 1 || first.toMillis() < 1 || longest.compareTo(first) < 0) {
        throw new IllegalArgumentException(
            "footfall.clickhouse.insert-timeout must be at least 1s and the retry's first wait at"
                + " most its longest, were %s, %s, %s".formatted(insertTimeout, first, longest));
      }
    }
  }
}
