package footfall.persistence.metadata;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The connection pool to PostgreSQL, its schema brought up to date. Calls block: use it from
 * threads that may wait, never from an actor's dispatcher.
 */
public final class Metadata implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int CONNECTIONS = 4;
  private static final long BORROW_MILLIS = 5_000;

  /** What {@link #alone} locks, in the database of this cluster. */
  private static final long LOCK = 0x666f6f7466616c6cL;

  private static final long LOCK_POLL_MILLIS = 100;

  /**
   * A node that is frozen within a transaction, or gone without a word, must not keep its locks:
   * everybody else's changes would wait for them, for hours.
   */
  private static final String LET_GO =
      "-c idle_in_transaction_session_timeout=20s -c tcp_keepalives_idle=10"
          + " -c tcp_keepalives_interval=5 -c tcp_keepalives_count=2";

  private final HikariDataSource pool;

  private Metadata(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Connects and migrates; tries for at most 15 seconds. Nodes may do so at the same time:
   * PostgreSQL lets one migrate and the others wait.
   *
   * @param jdbcUrl such as {@code jdbc:postgresql://127.0.0.1:15432/footfall}
   * @throws MetadataException saying what to do, when PostgreSQL cannot be reached or its schema is
   *     not one this version can use
   */
  public static Metadata open(String jdbcUrl, String user, String password) {
    return open(jdbcUrl, user, password, PATIENCE);
  }

  static Metadata open(String jdbcUrl, String user, String password, Duration patience) {
    HikariDataSource pool = connect(jdbcUrl, user, password, patience);
    try {
      Flyway.configure(Metadata.class.getClassLoader())
          .dataSource(pool)
          .locations("classpath:db/migration")
          .load()
          .migrate();
      return new Metadata(pool);
    } catch (FlywayException e) {
      pool.close();
      throw new MetadataException(
          "The schema of "
              + withoutParameters(jdbcUrl)
              + " could not be migrated: "
              + e.getMessage(),
          e);
    }
  }

  private static HikariDataSource connect(
      String jdbcUrl, String user, String password, Duration patience) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("metadata");
    config.setJdbcUrl(jdbcUrl);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(BORROW_MILLIS);
    config.setInitializationFailTimeout(patience.toMillis());
    // A frozen server must not hold a thread for ever; in seconds.
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("socketTimeout", "20");
    config.addDataSourceProperty("options", LET_GO);
    // The detail of a refusal quotes the row: addresses and hashes that no log should have.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw new MetadataException(
          "PostgreSQL at %s did not let user \"%s\" in within %d s: %s. Start it, or correct FOOTFALL_POSTGRES and its user and password."
              .formatted(withoutParameters(jdbcUrl), user, patience.toSeconds(), reason(e)),
          e);
    }
  }

  /** Runs {@code work} on a connection that commits each statement by itself. */
  <T> T ask(String purpose, Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new MetadataException("Could not " + purpose + ": " + e.getMessage(), e);
    }
  }

  /** Runs {@code work} on a connection where all its statements take effect, or none. */
  <T> T change(String purpose, Work<T> work) {
    return ask(
        purpose,
        connection -> {
          // The pool rolls back what comes home without a commit, whatever ended it.
          connection.setAutoCommit(false);
          T result = work.on(connection);
          connection.commit();
          return result;
        });
  }

  /**
   * Runs {@code work} while no other node of this cluster runs any, waiting for as long as one
   * does; a node that dies meanwhile is out of the way at once, and in 20 s with its machine.
   */
  public void alone(Runnable work) {
    ask(
        "wait for the other nodes",
        connection -> {
          try (Statement statement = connection.createStatement()) {
            while (!isTrue(statement, "select pg_try_advisory_lock(" + LOCK + ")")) {
              LockSupport.parkNanos(Duration.ofMillis(LOCK_POLL_MILLIS).toNanos());
            }
            try {
              work.run();
            } finally {
              isTrue(statement, "select pg_advisory_unlock(" + LOCK + ")");
            }
          }
          return null;
        });
  }

  private static boolean isTrue(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** Whether PostgreSQL answers now; waits at most 5 seconds. */
  public boolean reachable() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(1);
    } catch (SQLException away) {
      // The answer is the report: whoever asks says what it means.
      return false;
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private static String withoutParameters(String jdbcUrl) {
    int parameters = jdbcUrl.indexOf('?');
    return parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters);
  }

  private static String reason(Throwable failure) {
    return failure.getCause() == null ? failure.getMessage() : failure.getCause().getMessage();
  }

  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }
}
