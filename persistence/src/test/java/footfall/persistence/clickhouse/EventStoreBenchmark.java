package footfall.persistence.clickhouse;

import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import footfall.localstack.Service;
import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import footfall.protocol.hit.Hit;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * Rows per second and CPU per row at both sides, for the ways into {@code events} that the driver
 * offers: {@code java footfall.persistence.clickhouse.EventStoreBenchmark [rows]} on the test class
 * path, with {@code footfall.home} set. Results are in ADR 8.
 */
final class EventStoreBenchmark {
  private static final int PARTITIONS = 8;
  private static final int CALL = 12_500;

  private final ClickHouseForTests clickHouse;
  private final List<List<EventRow>> calls;

  private EventStoreBenchmark(ClickHouseForTests clickHouse) {
    this.clickHouse = clickHouse;
    this.calls = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      calls.add(SampleRows.pageviews(partition, 0, CALL));
    }
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length == 0 ? 20 : Integer.parseInt(arguments[0]) / CALL / PARTITIONS;
    try (ClickHouseForTests clickHouse = new ClickHouseForTests()) {
      EventStoreBenchmark benchmark = new EventStoreBenchmark(clickHouse);
      benchmark.throughStore("warm-up", 5);
      benchmark.throughStore("event store (Native)", rounds);
      benchmark.throughRowBinary(Math.max(1, rounds / 4));
      benchmark.throughStatements(Math.max(1, rounds / 10));
      benchmark.throughStore("event store (Native), again", rounds);
      benchmark.readOffsets(rounds);
    }
  }

  /** Eight callers, each with one call under way, as the shards of a node. */
  private void throughStore(String name, int rounds) throws Exception {
    Server server = clickHouse.migrated(database(name));
    try (ClickHouseEventStore store =
        ClickHouseEventStore.open(ClickHouseSettings.of(server), "topic", null)) {
      Measure measure = new Measure();
      for (int round = 0; round < rounds; round++) {
        List<CompletableFuture<Void>> stored = new ArrayList<>();
        for (List<EventRow> rows : calls) {
          stored.add(store.writeEvents(moved(rows, round)).toCompletableFuture());
        }
        store.hurry();
        CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)).join();
      }
      measure.report(name, rounds * (long) CALL * PARTITIONS);
      System.out.println("  " + store.totals());
    }
  }

  private static List<EventRow> moved(List<EventRow> rows, int round) {
    return rows.stream()
        .map(
            it ->
                new EventRow(
                    it.hit(),
                    it.enrichment(),
                    it.serverTimestamp() + round * 20_000L,
                    it.eventTime(),
                    true,
                    it.sessionId(),
                    false,
                    false,
                    it.kafkaPartition(),
                    it.kafkaOffset() + (long) round * CALL))
        .toList();
  }

  private void throughRowBinary(int rounds) throws Exception {
    Server server = clickHouse.migrated("row_binary");
    try (ClickHouseConnection connection = new ClickHouseConnection(server);
        ClickHouseEventStore store =
            ClickHouseEventStore.open(ClickHouseSettings.of(server), "topic", null)) {
      for (List<EventRow> rows : calls) {
        store.writeEvents(rows).toCompletableFuture().join();
      }
      QuerySettings format = new QuerySettings().setFormat(ClickHouseFormat.RowBinary);
      QueryResponse response = connection.client().query("SELECT * FROM events", format).get();
      byte[] body = response.getInputStream().readAllBytes();
      response.close();
      Measure measure = new Measure();
      for (int round = 0; round < rounds; round++) {
        InsertSettings settings =
            new InsertSettings()
                .setDeduplicationToken("r" + round)
                .serverSetting("async_insert", "0")
                .serverSetting("optimize_on_insert", "0");
        connection
            .client()
            .insert("events", new ByteArrayInputStream(body), ClickHouseFormat.RowBinary, settings)
            .get()
            .close();
      }
      measure.report("RowBinary, encoded before", rounds * (long) CALL * PARTITIONS);
    }
  }

  /** The columns that a pageview fills; the others are left out. */
  private void throughStatements(int rounds) throws Exception {
    Server server = clickHouse.migrated("statements");
    String sql =
        "INSERT INTO events (event_id, website_id, session_id, visitor_id, schema_version,"
            + " event_type, client_timestamp, server_timestamp, event_time, event_time_source,"
            + " page_url, page_title, page_referrer, page_path, ip_address, user_agent,"
            + " screen_resolution, language, country, region, city, latitude, longitude,"
            + " device_type, os, os_version, browser, browser_version, traffic_source,"
            + " traffic_medium, traffic_campaign, sdk_version, kafka_topic_id, kafka_partition,"
            + " kafka_offset) VALUES ("
            + "?, ".repeat(34)
            + "?)";
    try (Connection connection = ClickHouseConnection.open(server, server.database());
        PreparedStatement insert = connection.prepareStatement(sql)) {
      Measure measure = new Measure();
      for (int round = 0; round < rounds; round++) {
        for (List<EventRow> rows : calls) {
          for (EventRow row : moved(rows, round)) {
            bind(insert, row);
            insert.addBatch();
          }
        }
        insert.executeBatch();
      }
      measure.report("PreparedStatement batch (VALUES)", rounds * (long) CALL * PARTITIONS);
    }
  }

  private static void bind(PreparedStatement insert, EventRow row) throws Exception {
    Hit hit = row.hit();
    var found = row.enrichment();
    Object[] values = {
      hit.eventId(),
      hit.websiteId(),
      row.sessionId(),
      hit.identity().visitorId(),
      1,
      hit.eventType().wire(),
      new Timestamp(hit.clientTimestamp()),
      new Timestamp(row.serverTimestamp()),
      new Timestamp(row.eventTime()),
      "client",
      hit.page().url(),
      hit.page().title(),
      hit.page().referrer(),
      found.pagePath(),
      "::ffff:" + hit.client().ipAddress(),
      hit.client().userAgent(),
      hit.client().screenResolution(),
      hit.client().language(),
      found.geography().country(),
      found.geography().region(),
      found.geography().city(),
      found.geography().latitude(),
      found.geography().longitude(),
      found.device().type(),
      found.device().os(),
      found.device().osVersion(),
      found.device().browser(),
      found.device().browserVersion(),
      found.traffic().source(),
      found.traffic().medium(),
      found.traffic().campaign(),
      hit.client().sdkVersion(),
      "topic",
      row.kafkaPartition(),
      row.kafkaOffset()
    };
    for (int i = 0; i < values.length; i++) {
      insert.setObject(i + 1, values[i]);
    }
  }

  private void readOffsets(int rounds) throws Exception {
    Server server = clickHouse.server(database("event store (Native)"));
    try (ClickHouseEventStore store =
        ClickHouseEventStore.open(ClickHouseSettings.of(server), "topic", null)) {
      for (long from : new long[] {0, rounds * (long) CALL - 1_000, 0}) {
        long start = System.nanoTime();
        int found = store.storedOffsets(3, from).toCompletableFuture().join().length;
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println("stored offsets from " + from + ": " + found + " in " + millis + " ms");
      }
    }
  }

  private static String database(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
  }

  /** Wall and CPU time of this JVM and of the engine since it was made. */
  private final class Measure {
    private final long start = System.nanoTime();
    private final Duration client = cpu(ProcessHandle.current().pid());
    private final Duration engine = cpu(clickHouse.stack.pid(Service.CLICKHOUSE));

    private static Duration cpu(long pid) {
      return ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElseThrow();
    }

    void report(String name, long rows) {
      double wall = (System.nanoTime() - start) / 1e9;
      Duration clientCpu = cpu(ProcessHandle.current().pid()).minus(client);
      Duration engineCpu = cpu(clickHouse.stack.pid(Service.CLICKHOUSE)).minus(engine);
      System.out.printf(
          Locale.ROOT,
          "%-34s %,d rows, %,.0f rows/s, CPU us/row: client %.2f, engine %.2f%n",
          name,
          rows,
          rows / wall,
          clientCpu.toNanos() / 1e3 / rows,
          engineCpu.toNanos() / 1e3 / rows);
    }
  }
}
