package footfall.persistence.clickhouse;

import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Fills in rows of {@code visitor_quarters} that are missing beside those of {@code events}: a
 * crash of ClickHouse may come between the two, and one of the node with it, so that nobody sends
 * the rows again. Calls block, at most a minute for each hour of rows.
 */
public final class RecentVisitors {
  private static final Duration STEP = Duration.ofHours(1);

  private static final String COLUMNS =
      "website_id, %s, %s, session_id, visitor_hash, sampling_rate, country, region, city, device_type, browser, os";

  private static final String FILL =
      "INSERT INTO visitor_quarters SELECT DISTINCT "
          + COLUMNS.formatted(
              "toStartOfFifteenMinutes(event_time) AS quarter",
              "toStartOfFifteenMinutes(server_timestamp) AS appended")
          + " FROM events WHERE is_counted AND server_timestamp >= fromUnixTimestamp64Milli(?, 'UTC')"
          + " AND server_timestamp < fromUnixTimestamp64Milli(?, 'UTC') EXCEPT SELECT "
          + COLUMNS.formatted("quarter", "appended")
          + " FROM visitor_quarters WHERE appended >= toStartOfFifteenMinutes(fromUnixTimestamp64Milli(?, 'UTC'))"
          + " AND appended < fromUnixTimestamp64Milli(?, 'UTC')";

  private final Server server;

  /** Opens nothing: each call has a connection of its own. */
  public RecentVisitors(Server server) {
    this.server = server;
  }

  /**
   * Writes what is missing for hits appended in [from, to); nothing where nothing is.
   *
   * @throws SQLException when ClickHouse is away or refuses; some hours may have been filled
   */
  public void fill(Instant from, Instant to) throws SQLException {
    try (Connection connection = ClickHouseConnection.open(server, server.database());
        PreparedStatement insert = connection.prepareStatement(FILL)) {
      for (Instant begin = from; begin.isBefore(to); begin = begin.plus(STEP)) {
        Instant end = begin.plus(STEP).isBefore(to) ? begin.plus(STEP) : to;
        insert.setLong(1, begin.toEpochMilli());
        insert.setLong(2, end.toEpochMilli());
        insert.setLong(3, begin.toEpochMilli());
        insert.setLong(4, end.toEpochMilli());
        insert.execute();
      }
    }
  }
}
