package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import footfall.api.access.Token;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The whole way of a hit: from the tracker in a browser to ClickHouse and to who watches. */
@TestMethodOrder(OrderAnnotation.class)
class TrackedPageIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Sessions end sooner than in a cluster, but long after either visit. */
  private static final Map<String, String> QUICK =
      Map.of(
          "FOOTFALL_SESSION_GAP", "20 s",
          "FOOTFALL_SESSION_LATENESS", "2 s",
          "FOOTFALL_SESSION_IDLE", "3 s",
          "FOOTFALL_SESSION_IDLE_BACK", "1 s",
          "FOOTFALL_TICK_AFTER", "1 s");

  /** As protocol/js/README.md gives it, but for the times, which differ from run to run. */
  private static final String TIME_ON_PAGES =
      """
      page_path, avg(seconds) >= 1 AS time_on_page, avg(depth) AS scroll_depth
      FROM (
        SELECT event_id, any(page_path) AS page_path, max(time_on_page) AS seconds,
          max(toUInt8OrZero(props['scroll_depth'])) AS depth
        FROM footfall.events FINAL
        WHERE website_id = 'tracked' AND event_type = 'pageview' AND NOT is_bot
        GROUP BY event_id
      )
      WHERE seconds > 0
      GROUP BY page_path""";

  private static final String EVENTS = "(SELECT * FROM events FINAL WHERE website_id = 'tracked')";

  private static final String SESSIONS =
      "(SELECT * FROM sessions FINAL WHERE website_id = 'tracked')";

  private static final String SETUP_TOKEN = Token.fresh();

  private static LocalStack stack;
  private static WholeNode node;
  private static String visited;

  /** The visits come first: their sessions end while the other tests run. */
  @BeforeAll
  static void startStoresAndNodeAndVisit() throws Exception {
    stack = LocalStack.forTests(Service.values());
    Map<String, String> variables = new HashMap<>(QUICK);
    variables.put("FOOTFALL_SETUP_TOKEN", SETUP_TOKEN);
    node = new WholeNode(stack.addresses(), new File("target", "tracked-page.log"), variables);
    await().atMost(PATIENCE).ignoreExceptions().until(node::isReady);
    visited =
        browsed(
            Path.of("protocol", "js"),
            List.of("test/visit.mjs", node.at("").toString(), "tracked"));
  }

  @AfterAll
  static void stopNodeAndStores() {
    node.close();
    stack.close();
  }

  @Test
  void whatVisitorsDoOnAPageIsFoundInClickHouseAndReadingItLeavesABounceABounce() throws Exception {
    assertThat(visited).isEqualTo("{\"complaints\":[]}");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(select("groupArray(session_id) FROM " + SESSIONS)).contains(",");
              assertThat(select("groupArray((page_path, is_duplicate, is_bot)) FROM " + EVENTS))
                  .contains("('/tea',1,0)");
            });
    assertThat(
            select(
                "groupArray((page_path, traffic_campaign, time_on_page >= 1, props['scroll_depth'],"
                    + " is_duplicate)) FROM (SELECT * FROM "
                    + EVENTS
                    + " WHERE page_path = '/tea' ORDER BY is_duplicate)"))
        .isEqualTo("[('/tea','may',0,'',0),('/tea','may',1,'100',1)]");
    assertThat(select("uniqExact(event_id) FROM " + EVENTS + " WHERE page_path = '/tea'"))
        .isEqualTo("1");
    assertThat(select(TIME_ON_PAGES)).contains("/tea\t1\t100");
    assertThat(
            select(
                "groupArray((event_type, event_name, page_path, transaction_revenue)) FROM"
                    + " (SELECT * FROM "
                    + EVENTS
                    + " WHERE page_path != '/tea' AND NOT is_duplicate ORDER BY event_time)"))
        .isEqualTo(
            "[('pageview','','/',NULL),('pageview','','/list',NULL),"
                + "('event','Signup','/list',NULL),('transaction','','/list',19.9)]");
    assertThat(
            select(
                "groupArray((landing_page, exit_page, pageviews, events, transactions, revenue,"
                    + " is_bounce)) FROM (SELECT * FROM "
                    + SESSIONS
                    + " ORDER BY pageviews)"))
        .isEqualTo("[('/tea','/tea',1,0,0,0,1),('/','/list',2,1,1,19.9,0)]");
  }

  /** The first one: a set-up token works once. */
  @Order(1)
  @Test
  void aNewcomerSeesAClickLiveWithinASecondTheSameInHistoryAndInvitesAViewerWhoChangesNothing()
      throws Exception {
    List<String> walk =
        new ArrayList<>(
            List.of(
                "test/newcomer.mjs",
                node.at("").toString(),
                SETUP_TOKEN,
                Path.of("target", "newcomer.png").toAbsolutePath().toString()));
    String pictures = System.getProperty("footfall.pictures");
    if (pictures != null) {
      walk.add(pictures);
    }

    String reached = browsed(Path.of("realtime-api", "src", "main", "web"), walk);

    System.out.println("newcomer: " + reached);
    assertThat(reached)
        .contains("\"first hit seen\"")
        .contains("\"clicks seen live\"")
        .contains("\"live and history agree\"")
        .contains("\"a viewer changes nothing and watches\"")
        .contains("\"complaints\":[]");
  }

  @Order(2)
  @Test
  void hostileTextThroughThePublicCollectorIsSeenOnEveryPageAndNeverExecuted() throws Exception {
    String said =
        browsed(
            Path.of("realtime-api", "src", "main", "web"),
            List.of(
                "test/hostile-walk.mjs",
                node.at("").toString(),
                SETUP_TOKEN,
                Path.of("target", "hostile-walk.png").toAbsolutePath().toString()));

    assertThat(said)
        .isEqualTo(
            "{\"payloads\":216,\"live\":216,\"overview\":216,\"settings\":216,"
                + "\"executed\":0,\"elements\":0,"
                + "\"links\":[\"https://db-ip.com\",\"https://shop.example\"],\"complaints\":[],"
                + "\"caught\":{\"markup\":\"refused\",\"handler\":\"refused\",\"noticed\":true}}");
  }

  /** What a script that drives a browser has to say. */
  private static String browsed(Path folder, List<String> script)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node"));
    command.addAll(script);
    Process browser =
        new ProcessBuilder(command)
            .directory(Path.of(System.getProperty("footfall.home")).resolve(folder).toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String said = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(browser.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return said.strip();
    } finally {
      browser.destroy();
    }
  }

  private static String select(String what) throws IOException, InterruptedException {
    HttpRequest query =
        HttpRequest.newBuilder(
                URI.create(stack.addresses().clickHouseUrl() + "/?database=footfall"))
            .POST(HttpRequest.BodyPublishers.ofString("SELECT " + what))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(query, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body().strip();
  }
}
