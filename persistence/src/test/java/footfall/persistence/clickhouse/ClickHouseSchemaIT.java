package footfall.persistence.clickhouse;

import static footfall.persistence.clickhouse.ClickHouseForTests.execute;
import static footfall.persistence.clickhouse.ClickHouseForTests.number;
import static footfall.persistence.clickhouse.ClickHouseForTests.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import footfall.persistence.clickhouse.block.Layout;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClickHouseSchemaIT {
  private static final List<String> ALL =
      List.of(
          "001_events.sql",
          "002_sessions.sql",
          "003_sampling_rate.sql",
          "004_history_columns.sql",
          "005_goals.sql",
          "006_visitor_quarters.sql");

  private static ClickHouseForTests clickHouse;

  @BeforeAll
  static void start() {
    clickHouse = new ClickHouseForTests();
  }

  @AfterAll
  static void stop() {
    clickHouse.close();
  }

  @Test
  void theFirstRunAppliesEachMigrationAndTheSecondNone() throws SQLException {
    Server server = clickHouse.server("twice");
    assertThat(ClickHouseSchema.migrate(server)).containsExactlyElementsOf(ALL);
    assertThat(ClickHouseSchema.migrate(server)).isEmpty();
    assertThat(number(server, "SELECT count() FROM schema_migrations")).isEqualTo(6);
  }

  @Test
  void twoNodesMayMigrateAtTheSameTime() throws Exception {
    Server server = clickHouse.server("together");
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    try {
      Callable<List<String>> node = () -> ClickHouseSchema.migrate(server);
      for (Future<List<String>> run : nodes.invokeAll(List.of(node, node))) {
        assertThat(run.get()).isSubsetOf(ALL);
      }
    } finally {
      nodes.shutdownNow();
    }
    assertThat(number(server, "SELECT count() FROM schema_migrations FINAL")).isEqualTo(6);
    assertThat(ClickHouseSchema.migrate(server)).isEmpty();
  }

  @Test
  void aRecordedMigrationWithAnotherTextStopsTheStart() throws SQLException {
    Server server = clickHouse.migrated("changed");
    execute(server, "INSERT INTO schema_migrations (number, name, checksum) VALUES (1, 'x', 'y')");
    assertThatThrownBy(() -> ClickHouseSchema.migrate(server))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("restore the file");
  }

  /** As an upgrade finds them: what later columns hold is computed when such rows are read. */
  @Test
  void rowsFromBeforeSamplingWasStoredStandForThemselvesWhichIsKnownWithoutReadingThem()
      throws Exception {
    Server server = clickHouse.server("earlier");
    execute(clickHouse.server("default"), "CREATE DATABASE earlier");
    for (Migration earlier : Migration.ALL.subList(0, 2)) {
      for (String sql : earlier.statements(server)) {
        execute(server, sql);
      }
    }
    execute(
        server,
        "INSERT INTO events (website_id, event_id, session_id, visitor_id, server_timestamp)"
            + " SELECT 'w', generateUUIDv4(), generateUUIDv4(), toString(number), now64(3)"
            + " FROM numbers(10)");
    execute(
        server,
        "INSERT INTO sessions (website_id, session_id, session_start)"
            + " SELECT 'w', generateUUIDv4(), now() FROM numbers(10)");

    ClickHouseSchema.migrate(server);

    String visitors = "SELECT uniqExact(visitor_hash) FROM events FINAL PREWHERE ";
    assertThat(number(server, visitors + "website_id = 'w' AND is_counted")).isEqualTo(10);
    assertThat(number(server, "SELECT uniqExact(visitor_hash) FROM visitor_quarters"))
        .isEqualTo(10);
    for (String table : List.of("events", "sessions")) {
      assertThat(number(server, "SELECT countIf(sampling_rate = 1) FROM " + table)).isEqualTo(10);
      String sampled = "SELECT 1 FROM " + table + " WHERE website_id = 'w' AND sampling_rate < 1";
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(query(server, "EXPLAIN indexes = 1 " + sampled).toString())
                      .contains("idx_sampling_rate", "Ranges: 0"));
    }
  }

  @Test
  void theLayoutsNameEveryColumnOfTheirTablesWithItsType() throws SQLException {
    Server server = clickHouse.migrated("columns");
    assertThat(columns(EventLayout.of("t"))).isEqualTo(columns(server, "events"));
    assertThat(columns(SessionLayout.sessions())).isEqualTo(columns(server, "sessions"));
    assertThat(columns(SessionLayout.joins())).isEqualTo(columns(server, "session_joins"));
  }

  private static String columns(Layout<?> layout) {
    return layout.columns().stream()
        .map(column -> column.name() + " " + column.type())
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static String columns(Server server, String table) throws SQLException {
    String sql =
        """
        SELECT concat(name, ' ', type) AS col FROM system.columns
        WHERE database = '%s' AND table = '%s' AND name != 'stored_at'
          AND default_kind != 'MATERIALIZED'"""
            .formatted(server.database(), table);
    return query(server, sql).stream()
        .map(row -> (String) row.get("col"))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  @Test
  void theEngineParsesTheClustersStatements() throws SQLException {
    Server server = clickHouse.migrated("parsing");
    for (String sql : MigrationTest.statements(MigrationTest.CLUSTER)) {
      assertThat(query(server, "EXPLAIN AST " + sql)).as(sql).isNotEmpty();
      String quoted = sql.replace("\\", "\\\\").replace("'", "\\'");
      assertThat(query(server, "SELECT formatQuery('" + quoted + "') AS it").get(0).get("it"))
          .asString()
          .containsAnyOf("ON CLUSTER analytics", "INSERT INTO visitor_quarters");
    }
    assertThatThrownBy(() -> query(server, "EXPLAIN AST CREATE TABLE t ON CLUSTER (a Int8)"))
        .isInstanceOf(SQLException.class);
  }
}
