package footfall.persistence.clickhouse;

import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * Deletes what websites no longer keep, by lightweight deletes: such rows are gone from every
 * answer about a website at once, and from the disk when ClickHouse merges their parts; until then
 * projection {@code stored_offsets} still tells their offsets, so that a shard that reads them
 * again does not write them again. Calls block, at most a minute each; a deletion that takes longer
 * goes on in ClickHouse.
 */
public final class OldRows implements AutoCloseable {
  private final ClickHouseConnection connection;
  private final Server server;

  /** Opens nothing yet: ClickHouse need not be there. */
  public OldRows(Server server) {
    this.connection = new ClickHouseConnection(server);
    this.server = server;
  }

  /** A table of rows that belong to websites, and the column that tells a row's age. */
  public enum Table {
    EVENTS("events", "server_timestamp"),
    SESSIONS("sessions", "session_start"),
    SESSION_JOINS("session_joins", "stored_at"),
    VISITOR_QUARTERS("visitor_quarters", "appended");

    private final String table;
    private final String age;

    Table(String table, String age) {
      this.table = table;
      this.age = age;
    }
  }

  /** What time it is in ClickHouse, whose clock the tables' own TTL goes by, too. */
  public Instant now() throws SQLException {
    try (Statement query = connection.jdbc().createStatement();
        ResultSet row = query.executeQuery("SELECT toUnixTimestamp64Milli(now64(3))")) {
      row.next();
      return Instant.ofEpochMilli(row.getLong(1));
    }
  }

  /**
   * Deletes the rows of these websites from before a moment; changes nothing where there are none.
   *
   * @param websiteIds at least one; all of them are named in one statement
   * @return how many there were; copies of a row count, too
   * @throws SQLException also while an earlier deletion from the table is under way: whoever tries
   *     again and again would start what still runs once more each time
   */
  public long delete(Table table, List<String> websiteIds, Instant before) throws SQLException {
    long rows = count(table, websiteIds, before);
    if (rows > 0) {
      requireNoneUnderWay(server.cluster().isPresent() ? table.table + "_local" : table.table);
      String local =
          server
              .cluster()
              .map(cluster -> "%s_local ON CLUSTER %s".formatted(table.table, cluster))
              .orElse(table.table);
      try (PreparedStatement delete = bound("DELETE FROM " + local, table, websiteIds, before)) {
        delete.execute();
      }
    }
    return rows;
  }

  private long count(Table table, List<String> websiteIds, Instant before) throws SQLException {
    try (PreparedStatement query =
            bound("SELECT count() FROM " + table.table, table, websiteIds, before);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** By what this server tells of itself. */
  private void requireNoneUnderWay(String localTable) throws SQLException {
    try (PreparedStatement query =
        connection
            .jdbc()
            .prepareStatement(
                "SELECT count() FROM system.mutations"
                    + " WHERE database = currentDatabase() AND table = ? AND NOT is_done")) {
      query.setString(1, localTable);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        if (row.getLong(1) > 0) {
          throw new SQLException("an earlier deletion from " + localTable + " is still under way");
        }
      }
    }
  }

  private PreparedStatement bound(String verb, Table table, List<String> websiteIds, Instant before)
      throws SQLException {
    String places = String.join(", ", Collections.nCopies(websiteIds.size(), "?"));
    PreparedStatement statement =
        connection
            .jdbc()
            .prepareStatement(
                "%s WHERE website_id IN (%s) AND %s < fromUnixTimestamp64Milli(?, 'UTC')"
                    .formatted(verb, places, table.age));
    for (int i = 0; i < websiteIds.size(); i++) {
      statement.setString(i + 1, websiteIds.get(i));
    }
    statement.setLong(websiteIds.size() + 1, before.toEpochMilli());
    return statement;
  }

  @Override
  public void close() {
    connection.close();
  }
}
