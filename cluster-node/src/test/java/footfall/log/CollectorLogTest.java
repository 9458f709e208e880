package footfall.log;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import footfall.api.ApiServer;
import footfall.api.Endpoint;
import footfall.api.HttpSettings;
import footfall.api.Probes;
import footfall.api.collect.CollectCounters;
import footfall.api.collect.CollectRoute;
import footfall.api.collect.CollectSettings;
import footfall.api.collect.CollectSources;
import footfall.api.collect.LogClock;
import footfall.api.collect.Network;
import footfall.persistence.metadata.Website;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real server with a collector, and requests that carry something of a visitor in every place:
 * nothing of it may stand in the log, whatever becomes of the request.
 */
@SuppressWarnings("StringConcatToTextBlock") // lines of a request end in CR LF
class CollectorLogTest {
  /** In every address, id, URL, user agent and payload of these tests. */
  private static final String SECRET = "5ecret";

  private static final String HIT =
      """
      {"website_id":"shop","event_type":"pageview","client_timestamp":1700000000000,
       "visitor_id":"5ecret-visitor","user_id":"5ecret@example.org",
       "page_url":"https://shop.example/5ecret?mail=5ecret@example.org"}""";

  private static final ActorTestKit KIT =
      ActorTestKit.create(ConfigFactory.parseString("akka.loglevel = INFO"));

  private static volatile boolean brokenByAHit;
  private static final InetSocketAddress ADDRESS = listen();

  private static InetSocketAddress listen() {
    Endpoint collector =
        CollectRoute.create(
                KIT.system(),
                CollectSettings.behind(List.of(Network.parse("127.0.0.0/8"))),
                CollectorLogTest::append,
                new CollectSources(
                    new byte[] {1},
                    day -> Optional.of(new byte[] {2}),
                    id -> Optional.of(Website.named(id, "example.org")),
                    () -> CompletableFuture.completedFuture(true),
                    request -> CompletableFuture.failedFuture(new IllegalStateException("no key"))),
                new LogClock(Clock.systemUTC()),
                new CollectCounters())
            .endpoint();
    return new ApiServer(
            KIT.system(),
            HttpSettings.at("127.0.0.1", 0),
            List.of(collector),
            List.of(),
            new Probes(List::of, () -> ""))
        .bind()
        .toCompletableFuture()
        .join();
  }

  /** Kafka is away, or there is a defect that quotes the hit. */
  private static CompletableFuture<Void> append(List<ProducerRecord<byte[], byte[]>> records) {
    if (brokenByAHit) {
      throw new IllegalArgumentException(
          "cannot place " + new String(records.get(0).value(), StandardCharsets.UTF_8));
    }
    return CompletableFuture.failedFuture(new TimeoutException("no broker"));
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void whileKafkaIsAwayTheLogSaysSoAndNotWhoseHitsAreTurnedAway() {
    brokenByAHit = false;
    try (CapturedLog log = new CapturedLog()) {
      assertThat(send(post(HIT))).startsWith("HTTP/1.1 503");

      assertThat(log.text())
          .contains("Hits are answered with 503")
          .contains("no broker")
          .doesNotContain(SECRET);
    }
  }

  @Test
  void aDefectThatAHitBringsOutIsInTheLogWithoutTheHit() {
    brokenByAHit = true;
    try (CapturedLog log = new CapturedLog()) {
      assertThat(send(post(HIT))).startsWith("HTTP/1.1 500");

      assertThat(log.text())
          .contains("A request could not be answered")
          .contains("java.lang.IllegalArgumentException")
          .contains("at footfall.log.CollectorLogTest.append")
          .doesNotContain(SECRET);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5ecret",
        "{\"website_id\":\"5ecret",
        "[{\"5ecret\":5ecret}]",
        "{\"website_id\":\"shop\",\"event_type\":\"5ecret\",\"client_timestamp\":1}",
        "{\"website_id\":\"shop\",\"event_type\":\"pageview\",\"client_timestamp\":\"5ecret\"}",
        "{\"website_id\":\"5ecret 5ecret\",\"event_type\":\"pageview\",\"client_timestamp\":1}",
        "{\"website_id\":\"shop\",\"event_type\":\"pageview\",\"client_timestamp\":1e999,\"ip_address\":\"5ecret\"}",
        "{\"website_id\":\"shop\",\"event_type\":\"transaction\",\"client_timestamp\":1,\"transaction_revenue\":\"5ecret\"}",
        "{\"website_id\":\"shop\",\"user_agent\":\"5ecret\\ud800\",\"event_id\":\"5ecret\"}",
      })
  void hitsThatAreRefusedLeaveNothing(String body) {
    leavesNothing(post(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/event?mail=5ecret HTTP/1.1\r\nHost: 5ecret\r\n\r\n",
        "GET /5ecret%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /5ecret|{} HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET http://5ecret:99999999/ HTTP/1.1\r\nHost: x\r\n\r\n",
        "5ECRET /5ecret HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /5ecret HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 5ecret@@\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nUser-Agent: 5ecret\u0001\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 5ecret, ::5ecret\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nCookie: 5ecret=\u0001; 5ecret\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n5ecret header: 5ecret\r\n\r\n",
        "GET /api/live/5ecret HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nOrigin: 5ecret\r\n\r\n",
        "POST /api/event HTTP/1.1\r\nHost: x\r\nContent-Length: 5ecret\r\n\r\n5ecret",
        "POST /api/event HTTP/1.1\r\nHost: x\r\nContent-Type: 5ecret/5ecret\r\nContent-Length: 6\r\n\r\n5ecret",
        "POST /api/event HTTP/1.1\r\nHost: x\r\nContent-Type: 5ecret\r\nContent-Length: 6\r\n\r\n5ecret",
        "POST /api/event HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
            + "Content-Length: 6\r\n\r\n5ecret",
        "POST /api/event HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Encoding: 5ecret\r\n"
            + "Content-Length: 6\r\n\r\n5ecret",
        "POST /api/event HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n5ecret\r\n",
        "POST /5ecret?5ecret HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: 100\r\n\r\n5ecret",
      })
  void requestsThatCannotBeReadOrHaveNoAnswerLeaveNothing(String request) {
    leavesNothing(request);
  }

  private static void leavesNothing(String request) {
    brokenByAHit = false;
    try (CapturedLog log = new CapturedLog()) {
      send(request);

      assertThat(log.text()).doesNotContainIgnoringCase(SECRET).doesNotContain("ERROR");
    }
  }

  private static String post(String body) {
    return String.join(
        "\r\n",
        "POST /api/event HTTP/1.1",
        "Host: x",
        "Connection: close",
        "Content-Type: application/json",
        "User-Agent: 5ecret/1.0",
        "X-Forwarded-For: 203.0.113.7, 5ecret",
        "Referer: https://5ecret/",
        "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length,
        "",
        body);
  }

  /** Sends bytes as they are, ends, and returns what comes back until the server ends as well. */
  private static String send(String request) {
    try (Socket socket = new Socket(ADDRESS.getAddress(), ADDRESS.getPort())) {
      socket.setSoTimeout(15_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException cut) {
      return cut.toString();
    }
  }
}
