package footfall.persistence.clickhouse;

import static footfall.persistence.clickhouse.ClickHouseForTests.execute;
import static footfall.persistence.clickhouse.ClickHouseForTests.number;
import static footfall.persistence.clickhouse.ClickHouseForTests.query;
import static org.assertj.core.api.Assertions.assertThat;

import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import footfall.persistence.clickhouse.block.Block;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A view that is dropped stands for a crash that came before what it writes. */
class RecentVisitorsIT {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String ROWS = "SELECT count() FROM visitor_quarters";
  private static final String VISITORS = "SELECT uniqExact(visitor_hash) FROM visitor_quarters";

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
  void theViewHasEachVisitorOfAQuarterOnceAndLeavesOutWhatNoSessionCounted() throws Exception {
    Server server = clickHouse.migrated("viewed");
    insert(server, NOON, 10);
    insert(server, NOON.plusSeconds(60), 10);
    insert(server, NOON.plusSeconds(900), 10);
    execute(server, "INSERT INTO events (website_id, visitor_id) VALUES ('w', 'late')");
    execute(server, "OPTIMIZE TABLE visitor_quarters FINAL");
    assertThat(number(server, ROWS)).isEqualTo(20);
    assertThat(number(server, VISITORS)).isEqualTo(10);
  }

  @Test
  void whatACrashLeftOutIsFilledInOnce() throws Exception {
    Server server = clickHouse.migrated("filled");
    insert(server, NOON, 10);
    execute(server, "DROP VIEW visitor_quarters_of_events");
    insert(server, NOON.plusSeconds(4_000), 30);
    insert(server, NOON.plusSeconds(9_000), 50);
    assertThat(number(server, VISITORS)).isEqualTo(10);
    RecentVisitors recent = new RecentVisitors(server);
    recent.fill(NOON.minusSeconds(1_800), NOON.plusSeconds(9_000));
    assertThat(number(server, VISITORS)).as("before the end").isEqualTo(30);
    recent.fill(NOON.minusSeconds(1_800), NOON.plusSeconds(9_001));
    assertThat(number(server, VISITORS)).isEqualTo(50);
    assertThat(number(server, ROWS)).isEqualTo(10 + 30 + 50);
    recent.fill(NOON.minusSeconds(1_800), NOON.plusSeconds(9_001));
    assertThat(number(server, ROWS)).isEqualTo(10 + 30 + 50);
  }

  @Test
  void anInsertSentAgainAfterACrashGivesTheViewItsRows() throws Exception {
    Server server = clickHouse.migrated("again");
    String view =
        query(
                server,
                "SELECT create_table_query AS it FROM system.tables"
                    + " WHERE database = 'again' AND name = 'visitor_quarters_of_events'")
            .get(0)
            .get("it")
            .toString();
    execute(server, "DROP VIEW visitor_quarters_of_events");
    UUID token = UUID.randomUUID();
    List<Block> rows = List.of(EventLayout.of("t").encode(SampleRows.pageviews(0, 0, 10)));
    try (ClickHouseConnection connection = new ClickHouseConnection(server)) {
      BlockInsert insert = new BlockInsert(connection, ClickHouseSettings.of(server));
      insert.insert("events", rows, token);
      execute(server, view);
      assertThat(number(server, ROWS)).isZero();
      insert.insert("events", rows, token);
    }
    assertThat(number(server, "SELECT count() FROM events")).isEqualTo(10);
    assertThat(number(server, VISITORS))
        .isPositive()
        .isEqualTo(number(server, "SELECT uniqExact(visitor_hash) FROM events WHERE is_counted"));
  }

  private static void insert(Server server, Instant time, int visitors) throws Exception {
    execute(
        server,
        ("INSERT INTO events (website_id, event_id, session_id, visitor_id, event_time,"
                + " server_timestamp) SELECT 'w', generateUUIDv4(), toUUID('00000000-0000-0000-0000-00000000000a'),"
                + " toString(number), fromUnixTimestamp64Milli(%1$d, 'UTC'),"
                + " fromUnixTimestamp64Milli(%1$d, 'UTC') FROM numbers(%2$d)")
            .formatted(time.toEpochMilli(), visitors));
  }
}
