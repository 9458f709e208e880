package footfall.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.bench.FrameWatcher;
import footfall.load.collect.LiveKeys;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes as processes of their own, one for each role, on real stores. */
class RolesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PARTITIONS = 4;
  private static final int VISITORS = 40;
  private static final LocalStack STACK = LocalStack.forTests(Service.values());

  @TempDir private static Path folder;

  @AfterAll
  static void stop() {
    STACK.close();
  }

  private static NodeProcess node(String name, Map<String, String> settings) throws Exception {
    Path own = Files.createDirectory(folder.resolve(name));
    return new NodeProcess(
        Path.of(System.getProperty("footfall.home")), STACK.addresses(), PARTITIONS, own, settings);
  }

  @Test
  void whatOneNodeCountsTheOtherShows() throws Exception {
    try (NodeProcess ingest = node("ingest", settings("ingest", "", "256m"))) {
      ingest.start();
      try (NodeProcess api = node("api", settings("api", ingest.address(), "256m"))) {
        api.start();
        showsWhatTheOtherCounts(ingest, api);
        endsAtOnceWhereItCannotStart(ingest, api);
        ingest.stop();
        assertThat(api.get("/ready").statusCode()).isEqualTo(200);
        api.stop();
      }
    }
  }

  private static Map<String, String> settings(String roles, String seedNodes, String heap) {
    return Map.of(
        "FOOTFALL_ROLES",
        roles,
        "FOOTFALL_SEED_NODES",
        seedNodes,
        "FOOTFALL_LONGEST_PAUSE",
        "60 s",
        NodeProcess.JVM_OPTIONS,
        "-Xmx" + heap + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
  }

  private static void showsWhatTheOtherCounts(NodeProcess ingest, NodeProcess api)
      throws Exception {
    LiveKeys keys = LiveKeys.make(List.of("roles"), STACK.addresses());
    AtomicLong shown = new AtomicLong();
    try (FrameWatcher page = FrameWatcher.of(api.url(), "roles", keys)) {
      page.onFrame(frame -> shown.set(frame.path("pageviews_30m").asLong()));
      assertThat(post(ingest.url(), hits()).statusCode()).isEqualTo(404);
      assertThat(post(api.url(), hits()).statusCode()).isEqualTo(202);
      Await.until("the page shows all", PATIENCE, () -> shown.get() == VISITORS);
    }
    Await.until(
        "every session is listed",
        PATIENCE,
        () ->
            api.get("/api/live/roles/sessions", keys.authorization("roles"))
                    .body()
                    .split("\"session_id\"", -1)
                    .length
                == VISITORS + 1);
    assertThat(api.get("/api/live/roles/sessions").statusCode()).isEqualTo(401);
    assertThat(ingest.get("/").statusCode()).isEqualTo(404);
    assertThat(ingest.get("/api/live/roles/sessions").statusCode()).isEqualTo(404);
    assertThat(ingest.get("/alive").statusCode()).isEqualTo(200);
    assertThat(ingest.metric("footfall_shards")).isEqualTo(PARTITIONS);
    assertThat(ingest.metric("footfall_hits_total")).isEqualTo(VISITORS);
    assertThat(api.metric("footfall_shards")).as("an API node has no shards").isEqualTo(-1);
    assertThat(api.get("/").statusCode()).isEqualTo(200);
  }

  /** Its HTTP port is taken: it has joined by then, so it leaves, and its exit code tells. */
  private static void endsAtOnceWhereItCannotStart(NodeProcess ingest, NodeProcess api)
      throws Exception {
    Map<String, String> settings = new HashMap<>(settings("api", "", "256m"));
    settings.put("FOOTFALL_SEED_NODES", ingest.address());
    settings.put("FOOTFALL_HTTP_PORT", Integer.toString(api.url().getPort()));
    try (NodeProcess third = node("third", settings)) {
      assertThat(third.runToItsEnd(PATIENCE)).isEqualTo(1);
    }
  }

  private static HttpResponse<String> post(URI node, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(node.resolve("/api/event"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String hits() {
    StringBuilder hits = new StringBuilder("[");
    for (int visitor = 0; visitor < VISITORS; visitor++) {
      hits.append(visitor == 0 ? "" : ",")
          .append(
              """
              {"website_id":"roles","event_type":"pageview","visitor_id":"v%d",\
              "client_timestamp":%d,"page_url":"https://example.org/","user_agent":\
              "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}"""
                  .formatted(visitor, System.currentTimeMillis()));
    }
    return hits.append("]").toString();
  }
}
