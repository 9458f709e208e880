package footfall.persistence.clickhouse;

import static footfall.persistence.clickhouse.ClickHouseForTests.execute;
import static footfall.persistence.clickhouse.ClickHouseForTests.number;
import static footfall.persistence.clickhouse.ClickHouseForTests.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import footfall.localstack.Service;
import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import footfall.persistence.clickhouse.OldRows.Table;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows at, before and behind a moment, of three websites over several days' partitions. */
class OldRowsIT {
  private static final Instant CUT = Instant.parse("2026-10-05T13:00:00Z");
  private static final List<String> WEBSITES = List.of("one", "two", "three");

  private static ClickHouseForTests clickHouse;

  @BeforeAll
  static void start() {
    clickHouse = new ClickHouseForTests();
  }

  @AfterAll
  static void stop() {
    clickHouse.close();
  }

  @ParameterizedTest
  @EnumSource(Table.class)
  void exactlyTheRowsOfTheNamedWebsitesFromBeforeTheMomentGo(Table table) throws Exception {
    Server server = filled("exact_" + table.name());
    try (OldRows old = new OldRows(server)) {
      assertThat(old.delete(table, List.of("one", "two"), CUT)).isEqualTo(2 * 3);
    }
    for (Table each : Table.values()) {
      for (String website : WEBSITES) {
        boolean isCut = each == table && !website.equals("three");
        assertThat(ages(server, each, website))
            .as("%s of %s", each, website)
            .isEqualTo(
                isCut
                    ? List.of(0L, 1L, 3_600L)
                    : List.of(-864_000L, -86_400L, -1L, 0L, 1L, 3_600L));
      }
    }
  }

  @Test
  void noAnswerAboutAWebsiteComesFromTheProjectionWhichFollowsAtTheNextMerge() throws Exception {
    Server server = filled("projected");
    long[] before = storedOffsets(server);
    try (OldRows old = new OldRows(server)) {
      old.delete(Table.EVENTS, List.of("one"), CUT);
    }
    assertThat(ages(server, Table.EVENTS, "one")).containsExactly(0L, 1L, 3_600L);
    assertThat(number(server, "SELECT count() FROM events")).isEqualTo(15);
    // A shard that asks too early is told of more, and so writes no deleted row again.
    long[] early = storedOffsets(server);
    execute(server, "OPTIMIZE TABLE events FINAL");
    long[] merged = storedOffsets(server);
    assertThat(before).hasSize(18).contains(early);
    assertThat(early).contains(merged);
    assertThat(merged).hasSize(15);
    assertThat(ages(server, Table.EVENTS, "one")).containsExactly(0L, 1L, 3_600L);
  }

  @Test
  void whatIsDeletedTwiceIsDeletedOnceAndStartsNoMutation() throws Exception {
    Server server = filled("again");
    try (OldRows old = new OldRows(server)) {
      assertThat(old.delete(Table.SESSIONS, List.of("one"), CUT)).isEqualTo(3);
      long mutations = mutations(server);
      assertThat(old.delete(Table.SESSIONS, List.of("one"), CUT)).isZero();
      assertThat(mutations(server)).isEqualTo(mutations);
    }
  }

  @Test
  void whileADeletionIsUnderWayNoOtherIsBegun() throws Exception {
    Server server = filled("underway");
    execute(server, "SYSTEM STOP MERGES sessions");
    execute(
        server, "ALTER TABLE sessions DELETE WHERE website_id = 'two' SETTINGS mutations_sync = 0");
    long begun = mutations(server);
    try (OldRows old = new OldRows(server)) {
      assertThatThrownBy(() -> old.delete(Table.SESSIONS, List.of("one"), CUT))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("still under way");
      assertThat(mutations(server)).isEqualTo(begun);
      assertThat(old.delete(Table.EVENTS, List.of("one"), CUT)).as("another table").isEqualTo(3);

      execute(server, "SYSTEM START MERGES sessions");

      await()
          .ignoreExceptionsInstanceOf(SQLException.class)
          .until(() -> old.delete(Table.SESSIONS, List.of("one"), CUT) == 3);
    }
  }

  @Test
  void aRowThatComesBackLaterIsDeletedAgain() throws Exception {
    Server server = filled("back");
    try (OldRows old = new OldRows(server)) {
      old.delete(Table.EVENTS, List.of("one"), CUT);
      insert(server, Table.EVENTS, "one", CUT.minusSeconds(1));
      assertThat(ages(server, Table.EVENTS, "one")).contains(-1L);
      assertThat(old.delete(Table.EVENTS, List.of("one"), CUT)).isEqualTo(1);
      assertThat(ages(server, Table.EVENTS, "one")).containsExactly(0L, 1L, 3_600L);
    }
  }

  @Test
  void theTimeIsThatOfClickHouse() throws Exception {
    try (OldRows old = new OldRows(clickHouse.migrated("clock"))) {
      assertThat(Duration.between(old.now(), Instant.now()).abs())
          .isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void whileClickHouseIsAwayNothingIsSaidToBeDeleted() throws Exception {
    Server server = filled("away");
    try (OldRows old = new OldRows(server)) {
      clickHouse.stack.kill(Service.CLICKHOUSE);
      try {
        assertThatThrownBy(() -> old.delete(Table.EVENTS, List.of("one"), CUT))
            .isInstanceOf(SQLException.class);
      } finally {
        clickHouse.stack.restart(Service.CLICKHOUSE);
      }
      assertThat(old.delete(Table.EVENTS, List.of("one"), CUT)).isEqualTo(3);
    }
  }

  private static Server filled(String database) throws SQLException {
    Server server = clickHouse.migrated("rows_" + database.toLowerCase(java.util.Locale.ROOT));
    for (Table table : Table.values()) {
      for (String website : WEBSITES) {
        for (long seconds : new long[] {-864_000, -86_400, -1, 0, 1, 3_600}) {
          insert(server, table, website, CUT.plusSeconds(seconds));
        }
      }
    }
    return server;
  }

  private static void insert(Server server, Table table, String website, Instant time)
      throws SQLException {
    long offset = (time.getEpochSecond() + 1_000_000_000) * 100 + WEBSITES.indexOf(website);
    String sql =
        switch (table) {
          case EVENTS ->
              "INSERT INTO events (website_id, event_id, server_timestamp, kafka_topic_id,"
                  + " kafka_partition, kafka_offset) VALUES ('%s', generateUUIDv4(), %s, 't', 7, "
                  + offset
                  + ")";
          case SESSIONS ->
              "INSERT INTO sessions (website_id, session_id, session_start, version)"
                  + " VALUES ('%s', generateUUIDv4(), %s, 1)";
          case SESSION_JOINS ->
              "INSERT INTO session_joins (website_id, lost, kept, stored_at)"
                  + " VALUES ('%s', generateUUIDv4(), generateUUIDv4(), %s)";
          case VISITOR_QUARTERS ->
              "INSERT INTO visitor_quarters (website_id, session_id, appended)"
                  + " VALUES ('%s', generateUUIDv4(), %s)";
        };
    execute(server, sql.formatted(website, "toDateTime(" + time.getEpochSecond() + ", 'UTC')"));
  }

  /** In seconds from {@link #CUT}, ascending. */
  private static List<Long> ages(Server server, Table table, String website) throws SQLException {
    String column =
        switch (table) {
          case EVENTS -> "server_timestamp";
          case SESSIONS -> "session_start";
          case SESSION_JOINS -> "stored_at";
          case VISITOR_QUARTERS -> "appended";
        };
    String rows =
        "SELECT toInt64(toUnixTimestamp(%s)) - %d AS age FROM %s WHERE website_id = '%s' ORDER BY age"
            .formatted(
                column,
                CUT.getEpochSecond(),
                table.name().toLowerCase(java.util.Locale.ROOT),
                website);
    return query(server, rows).stream().map(row -> ((Number) row.get("age")).longValue()).toList();
  }

  private static long[] storedOffsets(Server server) throws SQLException {
    try (ClickHouseConnection connection = new ClickHouseConnection(server)) {
      return new StoredOffsets(connection, "t").read(7, 0);
    }
  }

  private static long mutations(Server server) throws SQLException {
    return number(
        server,
        "SELECT count() FROM system.mutations WHERE database = '" + server.database() + "'");
  }
}
