package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole way of a hit: from the tracker in a browser to the rows of ClickHouse. */
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

  private static LocalStack stack;

  @BeforeAll
  static void startStores() {
    stack = LocalStack.forTests(Service.values());
  }

  @AfterAll
  static void stopStores() {
    stack.close();
  }

  @Test
  void whatVisitorsDoOnAPageIsFoundInClickHouseAndReadingItLeavesABounceABounce() throws Exception {
    try (WholeNode node =
        new WholeNode(stack.addresses(), new File("target", "tracked-page.log"), QUICK)) {
      await().atMost(PATIENCE).ignoreExceptions().until(node::isReady);

      assertThat(visit(node.at(""), "tracked")).isEqualTo("{\"complaints\":[]}");

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(select("groupArray(session_id) FROM sessions FINAL")).contains(",");
                assertThat(select("groupArray((page_path, is_duplicate, is_bot)) FROM events"))
                    .contains("('/tea',1,0)");
              });
    }
    assertThat(
            select(
                "groupArray((page_path, traffic_campaign, time_on_page >= 1, props['scroll_depth'],"
                    + " is_duplicate)) FROM (SELECT * FROM events FINAL WHERE page_path = '/tea'"
                    + " ORDER BY is_duplicate)"))
        .isEqualTo("[('/tea','may',0,'',0),('/tea','may',1,'100',1)]");
    assertThat(select("uniqExact(event_id) FROM events FINAL WHERE page_path = '/tea'"))
        .isEqualTo("1");
    assertThat(select(TIME_ON_PAGES)).contains("/tea\t1\t100");
    assertThat(
            select(
                "groupArray((event_type, event_name, page_path, transaction_revenue)) FROM"
                    + " (SELECT * FROM events FINAL WHERE page_path != '/tea' AND NOT is_duplicate"
                    + " ORDER BY event_time)"))
        .isEqualTo(
            "[('pageview','','/',NULL),('pageview','','/list',NULL),"
                + "('event','Signup','/list',NULL),('transaction','','/list',19.9)]");
    assertThat(
            select(
                "groupArray((landing_page, exit_page, pageviews, events, transactions, revenue,"
                    + " is_bounce)) FROM (SELECT * FROM sessions FINAL ORDER BY pageviews)"))
        .isEqualTo("[('/tea','/tea',1,0,0,0,1),('/','/list',2,1,1,19.9,0)]");
  }

  /** What the browser of two visitors has to say. */
  private static String visit(URI node, String websiteId) throws IOException, InterruptedException {
    Path tracker = Path.of(System.getProperty("footfall.home"), "protocol", "js");
    Process browser =
        new ProcessBuilder("node", "test/visit.mjs", node.toString(), websiteId)
            .directory(tracker.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String said = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(browser.waitFor(2, TimeUnit.MINUTES)).isTrue();
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
