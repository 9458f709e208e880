package footfall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Flow;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ApiServerTest {
  private static final AtomicReference<List<String>> missing = new AtomicReference<>(List.of());
  private static final Probes PROBES = new Probes(missing::get, () -> "footfall_up 1\n");
  private static final ServerForTests server = new ServerForTests(ApiServerTest::route, PROBES);

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Route route(ActorSystem<?> system) {
    return Directives.concat(
        Directives.path("own", () -> Directives.complete("own route")),
        Directives.path(
            "socket", () -> Directives.handleWebSocketMessages(Flow.<Message>create())));
  }

  @Test
  void anEndpointIsAskedBeforeTheRoutesAndAnswersWithTheSameHeaders() {
    try (ServerForTests own =
        ServerForTests.of(
            system ->
                new Endpoint(
                    "/alive",
                    request ->
                        CompletableFuture.completedFuture(
                            akka.http.javadsl.model.HttpResponse.create()
                                .withEntity(request.getUri().toString()))),
            PROBES)) {
      var answer = own.send(own.to("/alive?query"));
      assertThat(answer.body()).endsWith("/alive?query");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(own.send(own.to("/alive/below")).statusCode()).isEqualTo(404);
      assertThat(own.send(own.to("/ready")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anEndpointThatFailsOrThrowsIsA500() {
    try (ServerForTests own =
        ServerForTests.of(
            system ->
                new Endpoint(
                    "/failing",
                    request -> {
                      if (request.getUri().rawQueryString().isPresent()) {
                        throw new IllegalStateException("expected by the test");
                      }
                      return CompletableFuture.failedFuture(
                          new IllegalStateException("expected by the test"));
                    }),
            PROBES)) {
      assertThat(own.send(own.to("/failing")).statusCode()).isEqualTo(500);
      assertThat(own.send(own.to("/failing?now")).statusCode()).isEqualTo(500);
    }
  }

  @Test
  void routesThatAreGivenAreServedWithTheHeadersOfEveryAnswer() {
    var answer = server.send(server.to("/own"));
    assertThat(answer.body()).isEqualTo("own route");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'self';");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
    assertThat(answer.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void whatDoesNotExistIsA404WithTheSameHeaders() {
    var answer = server.send(server.to("/no/such/thing"));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void readyTurnsFrom503ThatSaysWhatIsMissingTo200() {
    missing.set(List.of("Kafka does not answer"));
    var waiting = server.send(server.to("/ready"));
    assertThat(waiting.statusCode()).isEqualTo(503);
    assertThat(waiting.body()).contains("Kafka does not answer");

    missing.set(List.of());
    assertThat(server.send(server.to("/ready")).statusCode()).isEqualTo(200);
    assertThat(server.send(server.to("/alive")).statusCode()).isEqualTo(200);
    assertThat(server.send(server.to("/metrics")).body()).isEqualTo("footfall_up 1\n");
  }

  @Test
  void moreConnectionsThanAkkasDefaultOf1024AreOpenAtOnce() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 1_100; i++) {
        Socket socket = new Socket(server.address().getHost(), server.address().getPort());
        open.add(socket);
        socket.setSoTimeout(10_000);
        socket
            .getOutputStream()
            .write("GET /alive HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      for (Socket socket : open) {
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
            .isEqualTo("HTTP/1.1 200");
      }
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void webSocketsPassThrough() {
    CompletableFuture<String> echoed = new CompletableFuture<>();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(
                URI.create(server.address().toString().replace("http", "ws") + "/socket"),
                new WebSocket.Listener() {
                  @Override
                  public CompletableFuture<?> onText(
                      WebSocket from, CharSequence text, boolean last) {
                    echoed.complete(text.toString());
                    return CompletableFuture.completedFuture(null);
                  }
                })
            .join();
    socket.sendText("hello", true).join();
    assertThat(echoed.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("hello");
    socket.abort();
  }

  @Test
  void aPortThatIsTakenIsNamedInTheError() {
    int port = server.address().getPort();
    ApiServer second =
        new ApiServer(
            server.system(), HttpSettings.at("127.0.0.1", port), List.of(), List.of(), PROBES);
    assertThatThrownBy(() -> second.bind().toCompletableFuture().join())
        .hasRootCauseInstanceOf(BindException.class)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Port " + port)
        .hasMessageContaining("FOOTFALL_HTTP_PORT");
  }

  @Test
  void aRequestThatIsOpenWhenTheNodeStopsIsStillAnswered() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<String> work = new CompletableFuture<>();
    ActorTestKit kit = ActorTestKit.create();
    Route slow =
        Directives.path(
            "slow",
            () ->
                Directives.extractRequest(
                    request -> {
                      asked.countDown();
                      return Directives.completeOKWithFutureString(work);
                    }));
    int port =
        new ApiServer(
                kit.system(), HttpSettings.at("127.0.0.1", 0), List.of(), List.of(slow), PROBES)
            .bind()
            .toCompletableFuture()
            .join()
            .getPort();
    var answer =
        HttpClient.newHttpClient()
            .sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/slow")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

    kit.system().terminate();
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(ConnectException.class));
    work.complete("done");

    assertThat(answer.orTimeout(10, TimeUnit.SECONDS).join().body()).isEqualTo("done");
    kit.shutdownTestKit();
  }

  @Test
  void settingsOutOfRangeStopTheStartWithTheKeyAndTheValue() {
    assertThatThrownBy(() -> HttpSettings.at("127.0.0.1", 65_536))
        .hasMessage("footfall.http.port must be 0 to 65535, was 65536");
  }
}
