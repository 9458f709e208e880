package footfall.api.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.persistence.clickhouse.ClickHouseEventStore;
import footfall.persistence.clickhouse.ClickHouseSchema;
import footfall.persistence.clickhouse.ClickHouseSettings;
import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import footfall.persistence.clickhouse.EventRow;
import footfall.persistence.stats.ClickHouseStats;
import footfall.persistence.stats.FunnelQuestion;
import footfall.persistence.stats.FunnelStep;
import footfall.persistence.stats.FunnelStep.Match;
import footfall.persistence.stats.FunnelStore.Walked;
import footfall.protocol.hit.Custom;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.Transaction;
import footfall.protocol.hit.WebsiteIds;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Texts that try to become SQL, through every parameter: each is refused, or is compared as the
 * very text it is with hits that hold it.
 */
class SqlInjectionIT {
  private static final List<String> HOSTILE =
      List.of(
          "' OR 1=1 --",
          "' OR '1'='1",
          "'; DROP TABLE events; --",
          "'); DROP TABLE events; --",
          "\\'); DROP TABLE events; --",
          "\\\\'); TRUNCATE TABLE sessions; --",
          "\"; DROP TABLE events; --",
          "`; DROP TABLE events; --",
          "x' UNION ALL SELECT name FROM system.tables --",
          "1) UNION ALL SELECT 1,2,3 FROM events --",
          "']) OR has(['a'], 'a') OR has(['",
          "'],['",
          "x'] OR 1=1",
          "x' || sleepEachRow(3) || '",
          "(SELECT sleep(3))",
          "(SELECT count() FROM url('http://169.254.169.254/latest','CSV','a String'))",
          "' AND (SELECT count() FROM file('/etc/passwd','CSV','a String')) > 0 --",
          "remote('127.0.0.1', system.one)",
          "{p0:String}",
          "{p0:Identifier}",
          "{site:String}' OR 1=1 --",
          "$1",
          "?",
          "%s%n%x",
          "%27%20OR%201=1",
          "\u2019 OR 1=1",
          "\uff07 OR 1=1",
          "UTC'); DROP TABLE events; --",
          "Europe/Berlin' OR 1=1 --",
          "2026-11-20' OR 1=1 --",
          "day; DROP TABLE events",
          "visitors) FROM events --",
          "count(*)",
          "country, ip_address",
          "country) OR (1=1",
          "toString(ip_address)",
          "1 OFFSET 0",
          "1; SELECT 1",
          "-1 OR 1=1",
          "0x31",
          "1e9",
          "/**/OR/**/1=1",
          "a\nb; DROP TABLE events\n\n",
          "a\tb\r\nc",
          "a\\tb\\n",
          "\\N",
          "\\0",
          "a\0b",
          "\\",
          "\\\\",
          "'",
          "''",
          "\\'",
          "[]",
          "['a','b']",
          "NULL",
          "SETTINGS readonly=0",
          "a' SETTINGS readonly=0, max_execution_time=0 --",
          "FORMAT CSV",
          "INTO OUTFILE '/tmp/x'");

  private static final long NOW = StatsForTests.NOW.toEpochMilli();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static LocalStack stack;
  private static ClickHouseStats history;
  private static StatsForTests stats;

  @BeforeAll
  static void fill() throws Exception {
    stack = LocalStack.forTests(Service.CLICKHOUSE);
    Server server =
        new Server(
            URI.create(stack.addresses().clickHouseUrl()),
            stack.addresses().clickHouseUser(),
            stack.addresses().clickHousePassword(),
            "footfall",
            Optional.empty());
    ClickHouseSchema.migrate(server);
    List<EventRow> rows = new ArrayList<>();
    for (String text : HOSTILE) {
      rows.add(hit(text, rows.size()));
    }
    try (ClickHouseEventStore store =
        ClickHouseEventStore.open(ClickHouseSettings.of(server), "topic", null)) {
      store.writeEvents(rows).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
    Clock clock = Clock.fixed(StatsForTests.NOW, ZoneOffset.UTC);
    history = new ClickHouseStats(server, clock);
    stats = new StatsForTests(history);
  }

  @AfterAll
  static void stop() {
    stats.close();
    history.close();
    stack.close();
  }

  /** A pageview that holds the text wherever it can, in a session of its own. */
  private static EventRow hit(String text, int number) {
    Hit hit =
        new Hit(
            1,
            "shop",
            EventType.PAGEVIEW,
            new UUID(1, number),
            NOW - 60_000,
            0,
            new Hit.Identity("", "v" + number, "", ""),
            new Hit.Action(text, "", "", "", Optional.empty()),
            Hit.Page.NONE,
            Hit.Client.NONE,
            Transaction.NONE,
            new Custom(Map.of(3, text), Map.of(), Map.of(text, text)));
    Enrichment found =
        new Enrichment(
            text,
            new Enrichment.Geography(text, text, text, 0, 0),
            new Enrichment.Device(text, "", "", text, "", text, ""),
            new Enrichment.Traffic(text, text, text, ""),
            false);
    UUID session = new UUID(7, number);
    return new EventRow(
        hit, found, NOW - 60_000, NOW - 60_000, true, session, false, false, 0, number);
  }

  @AfterEach
  void everyHitIsStillThere() throws Exception {
    assertThat(count(Map.of())).isEqualTo(HOSTILE.size());
  }

  private static int count(Map<String, String> parameters) throws Exception {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put("metrics", "visitors,sessions");
    HttpResponse<String> answered = stats.get("shop/aggregate", all);
    assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
    JsonNode metrics = JSON.readTree(answered.body()).get("metrics");
    assertThat(metrics.at("/sessions/value")).isEqualTo(metrics.at("/visitors/value"));
    return metrics.at("/visitors/value").asInt();
  }

  private static Map<String, String> filter(String operator, String dimension, String value)
      throws Exception {
    return Map.of(
        "filters", JSON.writeValueAsString(List.of(List.of(operator, dimension, List.of(value)))));
  }

  /** Each text by each operator and in each dimension, and each operator in each dimension. */
  @Test
  void asValuesOfFiltersTheyAreComparedAsTheyAre() throws Exception {
    List<String> dimensions = List.of("page_path", "custom_dimension_3", "source", "city");
    for (String text : HOSTILE) {
      for (String dimension : dimensions) {
        assertThat(count(filter("is", dimension, text))).as(text).isEqualTo(1);
      }
      String other = dimensions.get(HOSTILE.indexOf(text) % dimensions.size());
      assertThat(count(filter("is_not", other, text))).as(text).isEqualTo(HOSTILE.size() - 1);
      int holding = (int) HOSTILE.stream().filter(it -> it.contains(text)).count();
      assertThat(count(filter("contains", "entry_page", text))).as(text).isEqualTo(holding);
      assertThat(count(filter("does_not_contain", "country", text)))
          .as(text)
          .isEqualTo(HOSTILE.size() - holding);
    }
  }

  @Test
  void asNamesOfPropsTheyNameProps() throws Exception {
    for (String text : HOSTILE) {
      assertThat(count(filter("is", "prop:" + text, text))).as(text).isEqualTo(1);
      HttpResponse<String> answered =
          stats.get(
              "shop/breakdown",
              Map.of("dimension", "prop:" + text, "metrics", "visitors,sessions"));
      assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
      JsonNode rows = JSON.readTree(answered.body()).get("rows");
      assertThat(rows).as(text).hasSize(1);
      assertThat(rows.get(0).get("value").asText()).isEqualTo(text);
      assertThat(rows.get(0).get("sessions").asInt()).isEqualTo(1);
    }
  }

  @Test
  void aBreakdownListsThemAsTheyAre() throws Exception {
    for (String dimension : List.of("page_path", "exit_page", "campaign", "region", "os")) {
      HttpResponse<String> answered =
          stats.get("shop/breakdown", Map.of("dimension", dimension, "limit", "1000"));
      List<String> values = new ArrayList<>();
      JSON.readTree(answered.body())
          .get("rows")
          .forEach(row -> values.add(row.get("value").asText()));
      assertThat(values).as(dimension).containsExactlyInAnyOrderElementsOf(HOSTILE);
    }
  }

  @Test
  void asPatternsOfFunnelsTheyAreComparedAsTheyAre() throws Exception {
    for (String text : HOSTILE) {
      assertThat(reached(Match.EQUALS, text)).as(text).isEqualTo(1);
      assertThat(reached(Match.BEGINS_WITH, text))
          .as(text)
          .isEqualTo(HOSTILE.stream().filter(it -> it.startsWith(text)).count());
      assertThat(reached(Match.REGEX, "\\Q" + text + "\\E"))
          .as(text)
          .isEqualTo(HOSTILE.stream().filter(it -> it.contains(text)).count());
    }
  }

  private static long reached(Match match, String pattern) throws Exception {
    Instant end = StatsForTests.NOW;
    FunnelQuestion question =
        new FunnelQuestion(
            "shop",
            end.minusSeconds(3_600),
            end,
            List.of(),
            List.of(new FunnelStep(FunnelStep.Kind.DESTINATION, match, pattern)));
    Walked walked = history.ask(question).toCompletableFuture().get(60, TimeUnit.SECONDS);
    return walked.steps().get(0).sessions();
  }

  @Test
  void everyOtherParameterRefusesThem() throws Exception {
    for (String text : HOSTILE) {
      for (String name :
          List.of("period", "date", "time_zone", "metrics", "compare", "colour", text)) {
        assertRefused("shop/aggregate", Map.of(name, text));
      }
      if (!text.equals("[]")) { // no filters at all
        assertRefused("shop/aggregate", Map.of("filters", text));
      }
      assertRefused("shop/aggregate", Map.of("from", text, "to", "2026-11-20"));
      assertRefused("shop/aggregate", Map.of("from", "2026-11-20", "to", text));
      assertRefused("shop/timeseries", Map.of("interval", text));
      assertRefused("shop/timeseries", Map.of("format", text));
      assertRefused("shop/breakdown", Map.of("dimension", text));
      assertRefused("shop/breakdown", Map.of("dimension", "custom_dimension_" + text));
      assertRefused("shop/breakdown", Map.of("dimension", "os", "limit", text));
      assertRefused("shop/breakdown", Map.of("dimension", "os", "page", text));
      assertThat(stats.get("shop/funnels/" + StatsForTests.encoded(text)).statusCode())
          .as(text)
          .isIn(400, 404);
      assertRefused("shop/aggregate", filter(text, "os", "a"));
      assertRefused("shop/aggregate", filter("is", text, "a"));
    }
  }

  private static void assertRefused(String path, Map<String, String> parameters) {
    HttpResponse<String> answered = stats.get(path, parameters);
    assertThat(answered.statusCode()).as("%s %s", path, parameters).isEqualTo(400);
    assertThat(answered.body()).startsWith("{\"error\":\"");
  }

  @Test
  void asIdsOfWebsitesTheyNameNoneOrOneWithoutHits() throws Exception {
    for (String text : HOSTILE) {
      HttpResponse<String> answered = stats.get(StatsForTests.encoded(text) + "/aggregate");
      if (WebsiteIds.isWellFormed(text)) {
        assertThat(JSON.readTree(answered.body()).at("/metrics/visitors/value").asInt(-1)).isZero();
      } else {
        assertThat(answered.statusCode()).as(text).isIn(400, 404);
      }
    }
  }
}
