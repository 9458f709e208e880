package footfall.node;

import footfall.localstack.Addresses;
import footfall.localstack.GuardedProcess;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A whole node in a JVM of its own, as it is started in production; it ends with this JVM. */
final class WholeNode implements AutoCloseable {
  static final int PARTITIONS = 4;
  private static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final int port = freePort();
  private final GuardedProcess process;

  /** Starts it; {@code log} is the file its output goes to. */
  WholeNode(Addresses stores, File log) throws IOException {
    this(stores, log, Map.of());
  }

  /** The same with further variables. */
  WholeNode(Addresses stores, File log, Map<String, String> further) throws IOException {
    List<String> java =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-Dfootfall.home=" + System.getProperty("footfall.home"),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName());
    Map<String, String> variables = new HashMap<>(further);
    variables.putAll(
        Map.ofEntries(
            Map.entry("FOOTFALL_HTTP_PORT", Integer.toString(port)),
            Map.entry("FOOTFALL_REMOTING_PORT", Integer.toString(freePort())),
            Map.entry("FOOTFALL_MANAGEMENT_PORT", Integer.toString(freePort())),
            Map.entry("FOOTFALL_KAFKA", stores.kafka()),
            Map.entry("FOOTFALL_CASSANDRA", stores.cassandra()),
            Map.entry("FOOTFALL_CLICKHOUSE", stores.clickHouseUrl()),
            Map.entry("FOOTFALL_POSTGRES", stores.postgresJdbcUrl()),
            Map.entry("FOOTFALL_POSTGRES_USER", stores.postgresUser()),
            Map.entry("FOOTFALL_POSTGRES_PASSWORD", stores.postgresPassword()),
            Map.entry("FOOTFALL_PARTITIONS", Integer.toString(PARTITIONS)),
            Map.entry("FOOTFALL_CHECKPOINT_INTERVAL", "1 s"),
            Map.entry("FOOTFALL_UNKNOWN_WEBSITES", "take"),
            // Builds on a crowded machine make pauses that are none of this test's.
            Map.entry("FOOTFALL_LONGEST_PAUSE", "60 s")));
    process = GuardedProcess.start(java, variables, "TERM", log.toPath());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  boolean isReady() throws IOException, InterruptedException {
    return get("/ready").statusCode() == 200;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(5)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** The visitors active now, as an API key shows them. */
  String sessions(String website, String apiKey) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(at("/api/live/" + website + "/sessions"))
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Bearer " + apiKey)
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** The sum over all labels of a metric. */
  double metric(String name) throws IOException, InterruptedException {
    Pattern line = Pattern.compile(name + "(\\{[^}]*})? (\\S+)");
    return get("/metrics")
        .body()
        .lines()
        .map(line::matcher)
        .filter(found -> found.matches())
        .mapToDouble(found -> Double.parseDouble(found.group(2)))
        .sum();
  }

  /** Sends a pageview of now; returns the status. */
  int pageview(String website, String visitor) throws IOException, InterruptedException {
    String hit =
        """
        {"website_id":"%s","event_type":"pageview","visitor_id":"%s","client_timestamp":%d,
         "page_url":"https://shop.example/","user_agent":"%s"}"""
            .formatted(website, visitor, System.currentTimeMillis(), BROWSER);
    return http.send(
            HttpRequest.newBuilder(at("/api/event"))
                .timeout(Duration.ofSeconds(15))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(hit))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  /** As kill -9. */
  @Override
  public void close() {
    try {
      process.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
