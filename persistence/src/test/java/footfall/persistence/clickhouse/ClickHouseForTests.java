package footfall.persistence.clickhouse;

import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real engine with Footfall's tables, and plain questions to it. */
public final class ClickHouseForTests implements AutoCloseable {
  final LocalStack stack = LocalStack.forTests(Service.CLICKHOUSE);

  Server server() {
    return server("footfall");
  }

  Server server(String database) {
    return new Server(
        URI.create(stack.addresses().clickHouseUrl()),
        stack.addresses().clickHouseUser(),
        stack.addresses().clickHousePassword(),
        database,
        Optional.empty());
  }

  /** A fresh database with all tables. */
  public Server migrated(String database) throws SQLException {
    ClickHouseSchema.migrate(server(database));
    return server(database);
  }

  public static void execute(Server server, String sql) throws SQLException {
    try (Connection connection = ClickHouseConnection.open(server, server.database());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public static List<Map<String, Object>> query(Server server, String sql) throws SQLException {
    try (Connection connection = ClickHouseConnection.open(server, server.database());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<Map<String, Object>> found = new ArrayList<>();
      ResultSetMetaData meta = rows.getMetaData();
      while (rows.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
          row.put(meta.getColumnLabel(i), rows.getObject(i));
        }
        found.add(row);
      }
      return found;
    }
  }

  public static long number(Server server, String sql) throws SQLException {
    return ((Number) query(server, sql).get(0).values().iterator().next()).longValue();
  }

  @Override
  public void close() {
    stack.close();
  }
}
