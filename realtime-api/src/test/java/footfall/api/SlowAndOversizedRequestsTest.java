package footfall.api;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.server.Directives;
import akka.stream.javadsl.Flow;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes on a wire as no client of good will sends them. */
@Timeout(120)
class SlowAndOversizedRequestsTest {
  private static final int A_BYTE_MILLIS = 50;
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration NEXT = Duration.ofSeconds(3);
  private static final String ALIVE = "GET /alive HTTP/1.1\r\nHost: a\r\n\r\n";

  private static final ActorTestKit KIT =
      ActorTestKit.create(ConfigFactory.parseString("akka.loglevel = WARNING"));
  private static final InetSocketAddress SERVER =
      new ApiServer(
              KIT.system(),
              HttpSettings.at("127.0.0.1", 0).waiting(FIRST, NEXT),
              List.of(),
              List.of(
                  Directives.path(
                      "socket", () -> Directives.handleWebSocketMessages(Flow.<Message>create()))),
              new Probes(List::of, () -> ""))
          .bind()
          .toCompletableFuture()
          .join();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void aClientThatSendsItsHeadersByteByByteIsCutInTheMiddleOfThem() throws Exception {
    try (Socket slow = connected()) {
      int sent = drip(slow, "GET /alive HTTP/1.1\r\nHost: a\r\nX-Slow: " + "s".repeat(4_000));

      assertThat(sent).isLessThan(4_000);
    }
  }

  @Test
  void soIsOneWhoseFirstRequestWasWholeAndItsSecondIsSlow() throws Exception {
    try (Socket slow = connected()) {
      slow.getOutputStream().write(ALIVE.getBytes(StandardCharsets.US_ASCII));
      assertThat(statusOf(slow)).isEqualTo("200");
      slow.getInputStream().skipNBytes(slow.getInputStream().available());

      int sent = drip(slow, "GET /alive HTTP/1.1\r\nHost: a\r\nX-Slow: " + "s".repeat(4_000));

      assertThat(sent).isLessThan(4_000);
    }
  }

  @Test
  void whoConnectsAndSaysNothingIsCut() throws Exception {
    try (Socket silent = connected()) {
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aWebSocketOutlivesBothDeadlines() throws Exception {
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    CompletableFuture<String> echoed = new CompletableFuture<>();
    WebSocket socket = webSocket(echoed, closed);

    try (Socket silent = connected()) {
      // Cut later than the socket would be: they wait for the same clock.
      silent.getOutputStream().write(ALIVE.getBytes(StandardCharsets.US_ASCII));
      assertThat(statusOf(silent)).isEqualTo("200");
      while (silent.getInputStream().read() >= 0) {
        // until the end
      }
    }
    socket.sendText("still here", true).join();

    assertThat(echoed.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("still here");
    assertThat(closed).isNotDone();
    socket.abort();
  }

  @ParameterizedTest
  @CsvSource({"2040, 404", "2049, 414", "100000, 414"})
  void anAddressMayHave2048Characters(int characters, String status) throws Exception {
    assertThat(answerTo("GET /" + "a".repeat(characters - 1) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"8192, 200", "8193, 431", "1000000, 431"})
  void aHeaderMayHave8192Characters(int characters, String status) throws Exception {
    assertThat(
            answerTo(
                "GET /alive HTTP/1.1\r\nHost: a\r\nX-Long: " + "a".repeat(characters) + "\r\n\r\n"))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"60, 200", "64, 400", "10000, 400"})
  void aRequestMayNotHaveMoreThan64Headers(int besidesHost, String status) throws Exception {
    assertThat(
            answerTo(
                "GET /alive HTTP/1.1\r\nHost: a\r\n" + "X-One: 1\r\n".repeat(besidesHost) + "\r\n"))
        .isEqualTo(status);
  }

  private static Socket connected() throws IOException {
    Socket socket = new Socket(SERVER.getAddress(), SERVER.getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  /** Sends byte after byte until the other side ends; how many it took. */
  private static int drip(Socket socket, String text) throws IOException {
    socket.setSoTimeout(A_BYTE_MILLIS);
    int sent = 0;
    for (byte one : text.getBytes(StandardCharsets.US_ASCII)) {
      try {
        socket.getOutputStream().write(one);
        sent++;
        if (socket.getInputStream().read() < 0) {
          return sent;
        }
      } catch (SocketTimeoutException nothingYet) {
        // which is also the pause between two bytes
      } catch (IOException reset) {
        return sent;
      }
    }
    return sent;
  }

  private static String answerTo(String request) throws IOException {
    try (Socket socket = connected()) {
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      } catch (SocketException answeredBeforeAllWasSent) {
        // The server may refuse what it has seen and end; its answer has come all the same.
      }
      return statusOf(socket);
    }
  }

  private static String statusOf(Socket socket) throws IOException {
    String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    return line.substring(9);
  }

  private static WebSocket webSocket(
      CompletableFuture<String> echoed, CompletableFuture<Integer> closed) {
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(
            URI.create("ws://127.0.0.1:" + SERVER.getPort() + "/socket"),
            new WebSocket.Listener() {
              @Override
              public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                echoed.complete(text.toString());
                return CompletableFuture.completedFuture(null);
              }

              @Override
              public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                closed.complete(code);
                return CompletableFuture.completedFuture(null);
              }
            })
        .join();
  }
}
