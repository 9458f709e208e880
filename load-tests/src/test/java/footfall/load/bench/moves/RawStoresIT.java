package footfall.load.bench.moves;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.scenario.ClickHouseRows;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.persistence.clickhouse.ClickHouseSchema;
import footfall.persistence.clickhouse.ClickHouseSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The check itself is checked: on a real ClickHouse, with faults that are planted. */
class RawStoresIT {
  private static final LocalStack STACK = LocalStack.forTests(Service.CLICKHOUSE);
  private static final String URL = STACK.addresses().clickHouseUrl();

  private final RawStores raw = new RawStores(new ClickHouseRows(URL));
  private final Set<UUID> sent = new LinkedHashSet<>();
  private int offset;

  @BeforeAll
  static void migrate() throws Exception {
    ClickHouseSchema.migrate(
        new ClickHouseSettings.Server(
            URI.create(URL), STACK.addresses().clickHouseUser(), "", "footfall", Optional.empty()));
  }

  @AfterAll
  static void stop() {
    STACK.close();
  }

  /** Ten hits, each in a session of its own. */
  @BeforeEach
  void fill() throws Exception {
    execute("TRUNCATE TABLE events");
    execute("TRUNCATE TABLE sessions");
    for (int i = 0; i < 10; i++) {
      UUID id = UUID.randomUUID();
      sent.add(id);
      row(id, 0);
      session(UUID.randomUUID(), 1);
    }
  }

  private void row(UUID eventId, int duplicate) throws Exception {
    execute(
        "INSERT INTO events (website_id, event_id, event_type, server_timestamp, kafka_partition,"
            + " kafka_offset, is_duplicate) VALUES ('demo-1', '%s', 'pageview', now(), 0, %d, %d)"
                .formatted(eventId, offset++, duplicate));
  }

  private void session(UUID id, int pageviews) throws Exception {
    execute(
        "INSERT INTO sessions (website_id, session_id, session_start, pageviews, version)"
            + " VALUES ('demo-1', '%s', now(), %d, 1)".formatted(id, pageviews));
  }

  private static void execute(String sql) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(URL + "/?database=footfall"))
            .POST(HttpRequest.BodyPublishers.ofString(sql))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void nothingIsFoundWhereNothingIsWrong() throws Exception {
    assertThat(raw.check(sent, 0)).isEmpty();
    assertThat(raw.pageviews("demo-1")).isEqualTo(10);
  }

  @Test
  void aHitThatIsLostIsFound() throws Exception {
    sent.add(UUID.randomUUID());
    assertThat(raw.check(sent, 0)).contains("raw rows: 10 instead of 11");
  }

  @Test
  void aHitThatIsLostBesideAStrangerIsFound() throws Exception {
    UUID stranger = sent.iterator().next();
    sent.remove(stranger);
    sent.add(UUID.randomUUID());
    assertThat(raw.check(sent, 0)).containsExactly("1 rows of hits never sent");
  }

  @Test
  void aRowThatIsDoubledIsFound() throws Exception {
    row(sent.iterator().next(), 0);
    assertThat(raw.check(sent, 0))
        .contains("raw rows: 11 instead of 10", "hits in sessions: 10 instead of 11");
  }

  @Test
  void aSessionThatCountsOneHitTwiceIsFound() throws Exception {
    session(UUID.randomUUID(), 1);
    assertThat(raw.check(sent, 0)).containsExactly("hits in sessions: 11 instead of 10");
  }

  @Test
  void aHitThatWasTakenForACopyIsFound() throws Exception {
    UUID id = UUID.randomUUID();
    sent.add(id);
    row(id, 1);
    assertThat(raw.check(sent, 0))
        .containsExactly("rows of the traffic marked as copies or late: 1 instead of 0");
  }
}
