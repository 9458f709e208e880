package footfall.persistence.clickhouse;

import static footfall.persistence.clickhouse.ClickHouseForTests.execute;
import static footfall.persistence.clickhouse.ClickHouseForTests.number;
import static footfall.persistence.clickhouse.ClickHouseForTests.query;
import static org.assertj.core.api.Assertions.assertThat;

import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClickHouseEventStoreIT {
  private static final String TOPIC = "Vg4mS7qhQ-yXbIuf2rF0Ew";
  private static ClickHouseForTests clickHouse;

  private final ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void start() {
    clickHouse = new ClickHouseForTests();
  }

  @AfterAll
  static void stop() {
    clickHouse.close();
  }

  private ClickHouseEventStore open(Server server) {
    return ClickHouseEventStore.open(
        ClickHouseSettings.of(server),
        TOPIC,
        new RefusedRows() {
          @Override
          public void event(int kafkaPartition, long kafkaOffset, String detail) {
            refused.add(kafkaPartition + "/" + kafkaOffset);
          }

          @Override
          public void session(String table, long version, String detail) {
            refused.add(table + "/" + version);
          }
        });
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Test
  void identicalRowsSentTwiceCountOnce() throws Exception {
    Server server = clickHouse.migrated("twice");
    List<EventRow> rows = SampleRows.pageviews(3, 100, 2_000);
    try (ClickHouseEventStore store = open(server)) {
      await(store.writeEvents(rows));
      await(store.writeEvents(rows));
      await(store.writeEvents(rows.subList(500, 1_500)));
    }
    assertThat(number(server, "SELECT count() FROM events FINAL")).isEqualTo(2_000);
    assertThat(number(server, "SELECT count() FROM (SELECT DISTINCT * FROM events)"))
        .isEqualTo(2_000);
  }

  @Test
  void manyCallersShareFewInserts() throws Exception {
    Server server = clickHouse.migrated("gathered");
    try (ClickHouseEventStore store = open(server)) {
      await(store.writeEvents(SampleRows.pageviews(0, 0, 1)));
      long before = store.totals().inserts();
      List<CompletableFuture<Void>> stages = new ArrayList<>();
      for (int partition = 1; partition <= 24; partition++) {
        for (int call = 0; call < 20; call++) {
          List<EventRow> rows = SampleRows.pageviews(partition, call * 10L, 10);
          stages.add(store.writeEvents(rows).toCompletableFuture());
        }
      }
      await(CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)));
      assertThat(store.totals().inserts() - before).isLessThanOrEqualTo(2);
      assertThat(store.totals().unstoredBytes()).isZero();
    }
    assertThat(number(server, "SELECT count() FROM events")).isEqualTo(4_801);
  }

  @Test
  void aBadRowIsReportedAndTheOthersAreStored() throws Exception {
    Server server = clickHouse.migrated("refusing");
    execute(server, "ALTER TABLE events ADD CONSTRAINT c CHECK kafka_offset NOT IN (17, 4321)");
    execute(server, "ALTER TABLE sessions ADD CONSTRAINT c CHECK version != 5");
    try (ClickHouseEventStore store = open(server)) {
      CompletionStage<Void> first = store.writeEvents(SampleRows.pageviews(1, 0, 300));
      CompletionStage<Void> second = store.writeEvents(SampleRows.pageviews(2, 4_000, 1_000));
      CompletionStage<Void> sessions =
          store.writeSessions(List.of(session(4, false), session(5, false)), List.of());
      await(first);
      await(second);
      await(sessions);
      assertThat(store.totals().refused()).isEqualTo(3);
    }
    assertThat(refused).containsExactlyInAnyOrder("1/17", "2/4321", "sessions/5");
    assertThat(number(server, "SELECT count() FROM events")).isEqualTo(1_298);
    assertThat(number(server, "SELECT count() FROM sessions")).isEqualTo(1);
  }

  @Test
  void rowsBesideABadOneKeepEveryColumn() throws Exception {
    Server whole = clickHouse.migrated("whole");
    Server halved = clickHouse.migrated("halved");
    execute(halved, "ALTER TABLE events ADD CONSTRAINT c CHECK kafka_offset != 4");
    List<EventRow> rows =
        IntStream.range(0, 11)
            .mapToObj(i -> i % 3 == 0 ? SampleRows.pageview(1, i) : SampleRows.full(1, i, "/" + i))
            .toList();
    for (Server server : List.of(whole, halved)) {
      try (ClickHouseEventStore store = open(server)) {
        await(store.writeEvents(rows));
      }
    }
    assertThat(refused).containsExactly("1/4");
    String sql =
        "SELECT toString(tuple(*)) FROM events WHERE kafka_offset != 4 ORDER BY kafka_offset";
    assertThat(query(halved, sql)).hasSize(10).isEqualTo(query(whole, sql));
  }

  @Test
  void storedOffsetsAreAnsweredByTheirProjection() throws Exception {
    Server server = clickHouse.migrated("projected");
    try (ClickHouseEventStore store = open(server)) {
      await(store.writeEvents(SampleRows.pageviews(1, 0, 30_000)));
    }
    String sql = StoredOffsets.SQL.replace("topic_id = ?", "topic_id = 'x'").replace("?", "7");
    assertThat(query(server, "EXPLAIN " + sql).toString()).contains("(stored_offsets)");
  }

  @Test
  void storedOffsetsAreWhatWasInsertedForThisTopicAndPartition() throws Exception {
    Server server = clickHouse.migrated("offsets");
    Random random = new Random(7);
    long[] offsets = LongStream.range(0, 20_000).filter(offset -> random.nextInt(3) > 0).toArray();
    try (ClickHouseEventStore store = open(server);
        ClickHouseEventStore otherTopic =
            ClickHouseEventStore.open(ClickHouseSettings.of(server), "other", null)) {
      List<EventRow> rows =
          LongStream.of(offsets).mapToObj(offset -> SampleRows.pageview(5, offset)).toList();
      await(store.writeEvents(rows.subList(0, 9_000)));
      await(store.writeEvents(rows.subList(8_000, rows.size())));
      await(store.writeEvents(SampleRows.pageviews(6, 0, 500)));
      await(otherTopic.writeEvents(SampleRows.pageviews(5, 30_000, 10)));
      assertThat(await(store.storedOffsets(5, 0))).isEqualTo(offsets);
      assertThat(await(store.storedOffsets(5, 19_990)))
          .isEqualTo(LongStream.of(offsets).filter(it -> it >= 19_990).toArray());
      assertThat(await(store.storedOffsets(7, 0))).isEmpty();
    }
  }

  @Test
  void storedOffsetsWaitForWhatThisNodeHasUnderWay() throws Exception {
    Server server = clickHouse.migrated("underway");
    try (ClickHouseEventStore store = open(server)) {
      CompletionStage<Void> written = store.writeEvents(SampleRows.pageviews(0, 10, 5));
      assertThat(await(store.storedOffsets(0, 12))).containsExactly(12, 13, 14);
      assertThat(written.toCompletableFuture()).isCompleted();
    }
  }

  @Test
  void theHighestVersionOfASessionCountsUnlessItIsATombstone() throws Exception {
    Server server = clickHouse.migrated("sessions");
    try (ClickHouseEventStore store = open(server)) {
      await(store.writeSessions(List.of(session(10, false), session(11, false)), List.of()));
      await(store.writeSessions(List.of(session(9, false)), List.of(join(1), join(1))));
      assertThat(query(server, "SELECT version FROM sessions FINAL").toString())
          .isEqualTo("[{version=11}]");
      await(store.writeSessions(List.of(session(12, true)), List.of(join(2))));
      assertThat(number(server, "SELECT count() FROM sessions FINAL")).isZero();
      assertThat(query(server, "SELECT version FROM session_joins FINAL").toString())
          .isEqualTo("[{version=2}]");
    }
  }

  @Test
  void everyColumnOfASessionComesBack() throws Exception {
    Server server = clickHouse.migrated("session_columns");
    try (ClickHouseEventStore store = open(server)) {
      await(store.writeSessions(List.of(session(10, false)), List.of(join(3))));
    }
    String row =
        String.valueOf(
            query(server, "SELECT toString(tuple(*)) AS it FROM sessions").get(0).get("it"));
    assertThat(row)
        .isEqualTo(
            "('00000000-0000-0007-0000-000000000008','site','v','u','2026-11-21 00:00:00',"
                + "'2026-11-21 00:01:01',60,4,5,6,-123456.7891,'/in','/out','email','news','autumn',"
                + "'mobile','Firefox','Linux','DE','Köln',1,1,10,0,0.5,"
                + "['00000000-0000-0000-0000-000000000001','00000000-0000-0000-0000-000000000002'])");
    assertThat(
            query(
                    server,
                    "SELECT toString((website_id, lost, kept, version)) AS it FROM session_joins")
                .get(0)
                .get("it"))
        .isEqualTo(
            "('site','00000000-0000-0001-0000-000000000001',"
                + "'00000000-0000-0002-0000-000000000002',3)");
  }

  @Test
  void nothingToWriteIsStoredAtOnce() throws Exception {
    try (ClickHouseEventStore store = open(clickHouse.server())) {
      assertThat(store.writeEvents(List.of()).toCompletableFuture()).isCompleted();
      assertThat(store.writeSessions(List.of(), List.of()).toCompletableFuture()).isCompleted();
    }
  }

  @Test
  void closingStoresWhatIsUnderWayAndTakesNoMore() throws Exception {
    Server server = clickHouse.migrated("closing");
    ClickHouseEventStore store = open(server);
    List<CompletableFuture<Void>> stages =
        IntStream.range(0, 5)
            .mapToObj(p -> store.writeEvents(SampleRows.pageviews(p, 0, 100)))
            .map(CompletionStage::toCompletableFuture)
            .toList();
    store.close();
    assertThat(stages).allMatch(CompletableFuture::isDone);
    assertThat(stages).noneMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(number(server, "SELECT count() FROM events")).isEqualTo(500);
    assertThat(store.writeEvents(SampleRows.pageviews(0, 0, 1)).toCompletableFuture())
        .isCompletedExceptionally();
  }

  private static SessionRow session(long version, boolean deleted) {
    return new SessionRow(
        new UUID(7, 8),
        "site",
        "v",
        "u",
        SampleRows.NOW + 500,
        SampleRows.NOW + 61_499,
        4,
        5,
        6,
        -1_234_567_891L,
        "/in",
        "/out",
        "email",
        "news",
        "autumn",
        "mobile",
        "Firefox",
        "Linux",
        "DE",
        "Köln",
        true,
        true,
        version,
        deleted,
        0.5,
        List.of(new UUID(0, 1), new UUID(0, 2)));
  }

  private static SessionJoin join(long version) {
    return new SessionJoin("site", new UUID(1, 1), new UUID(2, 2), version);
  }
}
