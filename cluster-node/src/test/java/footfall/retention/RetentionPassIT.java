package footfall.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.persistence.clickhouse.ClickHouseSchema;
import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import footfall.persistence.clickhouse.OldRows;
import footfall.persistence.clickhouse.RecentVisitors;
import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.WebsiteSettings;
import footfall.persistence.metadata.Websites;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows of 0, 10, 40 and 400 days ago; a real PostgreSQL says what is kept of them. */
class RetentionPassIT {
  private static final List<Integer> DAYS = List.of(0, 10, 40, 400);

  private static LocalStack stack;
  private static Server server;
  private static Metadata metadata;
  private static Websites websites;
  private static OldRows rows;
  private static RecentVisitors visitors;

  @BeforeAll
  static void start() throws Exception {
    stack = LocalStack.forTests(Service.CLICKHOUSE, Service.POSTGRES);
    server =
        new Server(
            URI.create(stack.addresses().clickHouseUrl()),
            stack.addresses().clickHouseUser(),
            stack.addresses().clickHousePassword(),
            "footfall",
            Optional.empty());
    ClickHouseSchema.migrate(server);
    metadata =
        Metadata.open(
            stack.addresses().postgresJdbcUrl(),
            stack.addresses().postgresUser(),
            stack.addresses().postgresPassword());
    websites = new Websites(metadata);
    rows = new OldRows(server);
    visitors = new RecentVisitors(server);
  }

  @AfterAll
  static void stop() {
    rows.close();
    metadata.close();
    // Cleanly: the backends of a killed server would still write into the data being deleted.
    stack.stop(Service.POSTGRES);
    stack.close();
  }

  @Test
  void eachWebsiteLosesWhatItNoLongerKeepsAndADeletedOneAllAfterThirtyDays() throws Exception {
    make("ever", OptionalInt.empty(), Website.Status.ACTIVE);
    make("month", OptionalInt.of(30), Website.Status.ACTIVE);
    make("week", OptionalInt.of(7), Website.Status.PAUSED);
    make("just-deleted", OptionalInt.empty(), Website.Status.DELETED);
    make("long-deleted", OptionalInt.empty(), Website.Status.DELETED);
    inPostgres(
        "update websites set updated_at = now() - interval '30 days 1 minute'"
            + " where website_id = 'long-deleted'");
    inPostgres(
        "update websites set updated_at = now() - interval '29 days 23 hours'"
            + " where website_id = 'just-deleted'");
    RetentionCounters counters = new RetentionCounters();
    RetentionPass pass = new RetentionPass(websites, rows, visitors, counters);

    pass.run();

    for (String table : List.of("events", "sessions", "session_joins")) {
      assertThat(left(table, "ever")).isEqualTo(DAYS);
      assertThat(left(table, "month")).containsExactly(0, 10);
      assertThat(left(table, "week")).containsExactly(0);
      assertThat(left(table, "just-deleted")).isEqualTo(DAYS);
      assertThat(left(table, "long-deleted")).isEmpty();
    }
    assertThat(counters.rows()).isEqualTo(3 * (2 + 3 + 4));

    pass.run();

    assertThat(counters.rows()).isEqualTo(3 * (2 + 3 + 4));
    assertThat(left("events", "month")).containsExactly(0, 10);
  }

  @Test
  void whileClickHouseIsAwayAPassFailsAndTheNextDeletesTheRows() throws Exception {
    make("outage", OptionalInt.of(30), Website.Status.ACTIVE);
    RetentionPass pass = new RetentionPass(websites, rows, visitors, new RetentionCounters());
    stack.kill(Service.CLICKHOUSE);
    try {
      assertThatThrownBy(pass::run).isInstanceOf(SQLException.class);
    } finally {
      stack.restart(Service.CLICKHOUSE);
    }

    pass.run();

    assertThat(left("sessions", "outage")).containsExactly(0, 10);
  }

  @Test
  void whatACrashOfClickHouseLeftOutOfTheVisitorsOfTheLastHoursIsFilledIn() throws Exception {
    inClickHouse(
        "INSERT INTO events (website_id, event_id, session_id, visitor_id, event_time, server_timestamp)"
            + " SELECT 'crash', generateUUIDv4(), generateUUIDv4(), 'anna', t, t"
            + " FROM (SELECT now64(3) - INTERVAL 5 HOUR AS t)");
    inClickHouse("TRUNCATE TABLE visitor_quarters");

    new RetentionPass(websites, rows, visitors, new RetentionCounters()).run();

    assertThat(left("visitor_quarters", "crash")).hasSize(1);
  }

  private static void make(String websiteId, OptionalInt days, Website.Status status)
      throws SQLException {
    websites.add(
        new Website(
            websiteId,
            "example.org",
            new WebsiteSettings(false, true, 1, days, List.of(), OptionalInt.empty()),
            "UTC",
            "USD",
            status));
    for (int age : DAYS) {
      String at = "now() - interval " + age + " day";
      inClickHouse(
          "INSERT INTO events (website_id, event_id, server_timestamp) SELECT '%s', generateUUIDv4(), %s"
              .formatted(websiteId, at));
      inClickHouse(
          "INSERT INTO sessions (website_id, session_id, session_start, version)"
              + " SELECT '%s', generateUUIDv4(), %s, 1".formatted(websiteId, at));
      inClickHouse(
          "INSERT INTO session_joins (website_id, lost, kept, stored_at)"
              + " SELECT '%s', generateUUIDv4(), generateUUIDv4(), %s".formatted(websiteId, at));
    }
  }

  /** Days ago, ascending. */
  private static List<Integer> left(String table, String websiteId) throws SQLException {
    String age =
        switch (table) {
          case "events" -> "server_timestamp";
          case "sessions" -> "session_start";
          case "visitor_quarters" -> "appended";
          default -> "stored_at";
        };
    try (Connection connection = clickHouse();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT intDiv(toUInt32(now() + 60) - toUnixTimestamp(%s), 86400) AS days FROM %s"
                        .formatted(age, table)
                    + " WHERE website_id = '"
                    + websiteId
                    + "' ORDER BY days")) {
      List<Integer> days = new ArrayList<>();
      while (row.next()) {
        days.add(row.getInt(1));
      }
      return days;
    }
  }

  private static void inClickHouse(String sql) throws SQLException {
    try (Connection connection = clickHouse();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection clickHouse() throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", server.user());
    login.setProperty("password", server.password());
    login.setProperty("compress", "false");
    return new com.clickhouse.jdbc.Driver()
        .connect("jdbc:clickhouse:" + server.url() + "/footfall", login);
  }

  private static void inPostgres(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                stack.addresses().postgresJdbcUrl(),
                stack.addresses().postgresUser(),
                stack.addresses().postgresPassword());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
