package footfall.persistence.clickhouse;

import static footfall.persistence.clickhouse.ClickHouseForTests.query;
import static org.assertj.core.api.Assertions.assertThat;

import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import footfall.protocol.hit.Custom;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is written into {@code events} is what is read from it, column by column. */
class EventRoundTripIT {
  private static final List<String> HOSTILE =
      List.of(
          "",
          "'); DROP TABLE events; -- \" ` \\ \\' \\N \\0 NULL",
          "a\n\nb\r\n\r\n;SELECT 1;\n\n\t",
          "\0middle\0",
          "Köln 東京 مرحبا \u202e\ufeff e\u0301",
          "😀👩‍👩‍👧",
          "{{local events}} {a:String} ?",
          "x".repeat(60 * 1024));

  private static ClickHouseForTests clickHouse;

  @BeforeAll
  static void start() {
    clickHouse = new ClickHouseForTests();
  }

  @AfterAll
  static void stop() {
    clickHouse.close();
  }

  private static Server stored(String database, List<EventRow> rows) throws Exception {
    Server server = clickHouse.migrated(database);
    try (ClickHouseEventStore store =
        ClickHouseEventStore.open(ClickHouseSettings.of(server), "topic'1", null)) {
      store.writeEvents(rows).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
    return server;
  }

  @Test
  void everyColumnComesBackWithHostileTexts() throws Exception {
    List<EventRow> rows = new ArrayList<>();
    for (int i = 0; i < HOSTILE.size(); i++) {
      rows.add(SampleRows.pageview(1, 100 + i));
      rows.add(SampleRows.full(1, i, HOSTILE.get(i)));
    }
    Server server = stored("hostile", rows);
    String columns =
        expected(0, "").keySet().stream()
            .map(name -> "toString(`" + name + "`) AS `" + name + "`")
            .collect(Collectors.joining(", "));
    String sql =
        "SELECT "
            + columns
            + " FROM (SELECT * FROM events WHERE kafka_offset < 100)"
            + " ORDER BY kafka_offset";
    List<Map<String, Object>> found = query(server, sql);
    assertThat(found).hasSize(HOSTILE.size());
    for (int i = 0; i < HOSTILE.size(); i++) {
      assertThat(found.get(i)).isEqualTo(expected(i, HOSTILE.get(i)));
    }
  }

  @Test
  void theTableHasNoColumnThatTheRoundTripLeavesOut() throws Exception {
    Server server = clickHouse.migrated("all_columns");
    List<Map<String, Object>> columns =
        query(
            server,
            "SELECT name FROM system.columns WHERE table = 'events' AND database = 'all_columns'"
                + " AND default_kind != 'MATERIALIZED'");
    assertThat(columns.stream().map(row -> row.get("name")))
        .containsExactlyInAnyOrderElementsOf(List.copyOf(expected(0, "").keySet()));
  }

  /** What {@link SampleRows#full} sets, in ClickHouse's text form. */
  private static Map<String, Object> expected(long offset, String t) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("event_id", "80000000-0000-0001-0000-%012x".formatted(offset));
    row.put("website_id", "site." + offset);
    row.put("session_id", "ffffffff-ffff-ffff-0000-00000000002a");
    texts(row, t, "client_session_id=sid,visitor_id=vid,user_id=uid,previous_visitor_id=pvid");
    row.put("schema_version", "7");
    row.put("event_type", "transaction");
    texts(row, t, "event_name=en,event_category=ec,event_action=ea,event_label=el");
    row.put("event_value", "-0.25");
    row.put("client_timestamp", "2026-11-20 23:59:58.766");
    row.put("sent_at", "2026-11-20 23:59:59.995");
    row.put("server_timestamp", "2026-11-21 00:00:00.001");
    row.put("event_time", "2026-11-20 23:59:59.001");
    row.put("event_time_source", "client");
    texts(row, t, "page_url=pu,page_title=pt,page_referrer=pr,page_path=pp");
    row.put("time_on_page", "12.75");
    row.put("ip_address", "2001:db8::7f");
    texts(row, t, "user_agent=ua,screen_resolution=sr,language=la,sdk_version=sv");
    texts(row, t, "country=co,region=re,city=ci");
    row.put("latitude", "-33.5");
    row.put("longitude", "151.25");
    texts(row, t, "device_type=dt,device_brand=db,device_model=dm,os=o,os_version=ov,browser=b");
    texts(row, t, "browser_version=bv,traffic_source=ts,traffic_medium=tm,traffic_campaign=tc");
    texts(row, t, "traffic_keyword=tk,transaction_id=ti");
    row.put("transaction_revenue", "99999999999999.9999");
    row.put("transaction_tax", "-0.0001");
    row.put("transaction_shipping", "0");
    row.put("currency", "EUR");
    nested(row, t);
    for (int i = 1; i <= 20; i++) {
      texts(row, t, "custom_dimension_" + i + "=cd" + i);
      row.put("custom_metric_" + i, i % 8 == 0 ? "" + i / 8 : "" + i / 8.0);
    }
    List.of("is_bot", "is_duplicate", "is_late", "kafka_partition")
        .forEach(name -> row.put(name, "1"));
    row.put("kafka_topic_id", "topic'1");
    row.put("kafka_offset", Long.toString(offset));
    row.put("sampling_rate", offset == 3 ? "0.25" : "1");
    return row;
  }

  private static void nested(Map<String, Object> row, String t) {
    row.put("products.sku", "['" + escaped("s1" + t) + "','s2']");
    row.put("products.name", "['" + escaped("n1" + t) + "','']");
    row.put("products.category", "['" + escaped("c1" + t) + "','']");
    row.put("products.price", "[19.95,NULL]");
    row.put("products.quantity", "[3,-2]");
    row.put("props", "{'" + escaped("a" + t) + "':'" + escaped("1" + t) + "','b':''}");
  }

  private static void texts(Map<String, Object> row, String text, String namesAndStarts) {
    for (String pair : namesAndStarts.split(",", -1)) {
      int equals = pair.indexOf('=');
      row.put(pair.substring(0, equals), pair.substring(equals + 1) + text);
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("'", "\\'")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t")
        .replace("\0", "\\0");
  }

  @Test
  void whatWasNotSentIsEmptyAndWhatIsOutOfRangeIsTheNearestValue() throws Exception {
    Hit bare =
        new Hit(
            1,
            "s",
            EventType.EVENT,
            new UUID(1, 2),
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            Hit.Identity.NONE,
            new Hit.Action("half \ud83d", "", "", "", Optional.of(Double.NaN)),
            new Hit.Page("", "", "", Double.MAX_VALUE),
            new Hit.Client("", "not an address", "", "", ""),
            Transaction.NONE,
            Custom.NONE);
    Server server =
        stored(
            "bare",
            List.of(
                new EventRow(
                    bare,
                    Enrichment.NONE,
                    Long.MAX_VALUE,
                    Long.MIN_VALUE,
                    false,
                    null,
                    false,
                    false,
                    Integer.MAX_VALUE,
                    Long.MAX_VALUE)));
    String sql =
        """
        SELECT toString(tuple(session_id, user_id, event_name, event_value, client_timestamp,
          sent_at, server_timestamp, event_time, event_time_source, time_on_page, ip_address,
          transaction_id, transaction_revenue, products.sku, props, custom_metric_1, is_late,
          kafka_partition, kafka_offset)) AS it FROM events""";
    assertThat(query(server, sql).get(0).get("it"))
        .isEqualTo(
            "('00000000-0000-0000-0000-000000000000','','half ?',nan,'2299-12-31 23:59:59.999',"
                + "'1900-01-01 00:00:00.000','2099-12-31 23:59:59.999','1900-01-01 00:00:00.000',"
                + "'server',1.7976931348623157e308,'::','',NULL,[],{},0,0,2147483647,"
                + "9223372036854775807)");
  }
}
