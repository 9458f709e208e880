package footfall.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TrackerRouteTest {
  /** Any script will do. */
  private static final String RESOURCE = "page-for-tests/assets/page-0123abcd.js";

  private static final ServerForTests server =
      new ServerForTests(
          system -> new TrackerRoute(RESOURCE).route(), new Probes(List::of, () -> ""));

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theScriptIsForPagesOfAnyOriginAndKeptForAnHour() throws IOException {
    var answer = server.send(script());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(built());
    assertThat(header(answer, "Content-Type")).startsWith("application/javascript");
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=3600");
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void aScriptThatDidNotChangeIsNotSentAgain() {
    String tag = header(server.send(script()), "ETag");
    var again = server.send(script().header("If-None-Match", tag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "ETag")).isEqualTo(tag);
    assertThat(server.send(script().header("If-None-Match", "\"other\"")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aBrowserThatTakesGzipGetsGzipAndCachesKeepBothApart() throws Exception {
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                script().header("Accept-Encoding", "gzip, deflate, br").build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
    assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo(built());
  }

  @Test
  void onlyThisPathIsAnswered() {
    for (String path : List.of("/js", "/js/", "/js/other.js", "/js/footfall.js/x")) {
      assertThat(server.send(server.to(path)).statusCode()).as(path).isEqualTo(404);
    }
  }

  private static HttpRequest.Builder script() {
    return server.to("/js/footfall.js");
  }

  private static String built() throws IOException {
    try (var in = TrackerRouteTest.class.getResourceAsStream("/" + RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
