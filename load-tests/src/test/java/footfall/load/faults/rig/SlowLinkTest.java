package footfall.load.faults.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowLinkTest {
  private HttpServer server;
  private SlowLink link;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    link = SlowLink.open("127.0.0.1", server.getAddress());
  }

  @AfterEach
  void close() throws IOException {
    link.close();
    server.stop(0);
  }

  @Test
  void aQuestionAndItsAnswerEachArriveLaterByTheDelay() throws Exception {
    link.delay(Duration.ofMillis(300));
    long start = System.nanoTime();
    assertThat(echoed(new byte[] {1, 2, 3})).containsExactly(1, 2, 3);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(600));
  }

  @Test
  void whatIsLongerThanTheWayArrivesWhole() throws Exception {
    byte[] bytes = new byte[40 << 20];
    new Random(7).nextBytes(bytes);
    link.delay(Duration.ofMillis(20));
    assertThat(echoed(bytes)).isEqualTo(bytes);
  }

  private byte[] echoed(byte[] bytes) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + link.port() + "/"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
  }
}
