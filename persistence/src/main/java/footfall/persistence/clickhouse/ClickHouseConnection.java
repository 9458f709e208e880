package footfall.persistence.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.jdbc.ConnectionImpl;
import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JDBC driver's connection, opened when it is first needed: ClickHouse need not be there when a
 * node starts. One serves many threads, for the driver keeps a pool of HTTP connections behind it.
 */
public final class ClickHouseConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClickHouseConnection.class);
  private static final int POOL = 8;

  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final Server server;
  private Connection connection;

  /** Opens nothing yet. */
  public ClickHouseConnection(Server server) {
    this.server = server;
  }

  /**
   * Opens a connection to {@code database}; the caller closes it. A query fails when ClickHouse is
   * silent for a minute.
   */
  static Connection open(Server server, String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty("password", server.password());
    properties.setProperty("compress", "false");
    properties.setProperty("retry", "0");
    properties.setProperty("max_open_connections", Integer.toString(POOL));
    properties.setProperty("connection_timeout", "3000");
    properties.setProperty("socket_timeout", Long.toString(SILENCE.toMillis()));
    String url = "jdbc:clickhouse:%s/%s".formatted(root(server), database);
    return new com.clickhouse.jdbc.Driver().connect(url, properties);
  }

  private static String root(Server server) {
    String url = server.url().toString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  synchronized Connection jdbc() throws SQLException {
    if (connection == null) {
      connection = open(server, server.database());
    }
    return connection;
  }

  /** The driver's own client, for inserts of whole blocks and queries with parameters. */
  public Client client() throws SQLException {
    return jdbc().unwrap(ConnectionImpl.class).getClient();
  }

  @Override
  public synchronized void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.warn("closing the connection to ClickHouse failed: {}", e.getMessage());
      }
    }
  }
}
