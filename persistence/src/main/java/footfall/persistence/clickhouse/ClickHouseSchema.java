package footfall.persistence.clickhouse;

import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings ClickHouse's tables to what this version of Footfall needs. Each migration may run more
 * than once and beside another node's run: its statements change nothing that is there already.
 */
public final class ClickHouseSchema {
  private static final Logger LOG = LoggerFactory.getLogger(ClickHouseSchema.class);

  private ClickHouseSchema() {}

  /**
   * Applies the migrations that are not recorded, in order, and records them.
   *
   * @return the names of those applied now
   * @throws SQLException when ClickHouse is away or refuses a statement; run it again
   * @throws IllegalStateException when a recorded migration's text has changed since
   */
  public static List<String> migrate(Server server) throws SQLException {
    try (Connection connection = ClickHouseConnection.open(server, "default");
        Statement statement = connection.createStatement()) {
      for (String sql : Migration.beforeAll(server)) {
        statement.execute(sql);
      }
    }
    try (Connection connection = ClickHouseConnection.open(server, server.database())) {
      Map<Integer, String> recorded = recorded(connection);
      List<Migration> missing =
          Migration.ALL.stream().filter(migration -> !migration.isIn(recorded)).toList();
      for (Migration migration : missing) {
        apply(connection, migration, server);
      }
      return missing.stream().map(Migration::name).toList();
    }
  }

  private static Map<Integer, String> recorded(Connection connection) throws SQLException {
    Map<Integer, String> checksums = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT number, checksum FROM schema_migrations FINAL")) {
      while (rows.next()) {
        checksums.put(rows.getInt(1), rows.getString(2));
      }
    }
    return checksums;
  }

  private static void apply(Connection connection, Migration migration, Server server)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : migration.statements(server)) {
        statement.execute(sql);
      }
    }
    String sql = "INSERT INTO schema_migrations (number, name, checksum) VALUES (?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setInt(1, migration.number());
      insert.setString(2, migration.name());
      insert.setString(3, migration.checksum());
      insert.executeUpdate();
    }
    LOG.info("ClickHouse migration {} applied", migration.name());
  }
}
