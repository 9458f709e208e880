package footfall.api.collect;

import static footfall.api.collect.CollectorForTests.HIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedBodiesTest {
  private static final CollectorForTests collector = new CollectorForTests();

  @BeforeEach
  void forget() {
    collector.forget();
  }

  @AfterAll
  static void stop() {
    collector.close();
  }

  @Test
  void aHitThatOutgrowsItsLimitByWhatTheCollectorAddsIsRefusedBeforeItIsLostBehind() {
    StringBuilder hit = new StringBuilder(HIT.substring(0, HIT.length() - 1));
    for (int number = 1; number <= 15; number++) {
      hit.append(",\"custom_dimension_%d\":\"%s\"".formatted(number, "d".repeat(1_000)));
    }
    hit.append(",\"props\":{\"last\":\"\"");
    for (int number = 1; number < 50; number++) {
      hit.append(",\"p%02d\":\"%s\"".formatted(number, "p".repeat(1_000)));
    }
    int room = 64 * 1024 - hit.length() - 2;
    hit.append("}}").insert(hit.indexOf("\"last\":\"") + 8, "l".repeat(room));
    assertThat(hit).hasSize(64 * 1024);

    HttpResponse<String> answer = collector.post(hit.toString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("too_large").contains("with what the collector adds");
    assertThat(collector.written).isEmpty();
  }

  @Test
  void moreHitsThanARequestMayHoldAreRefusedByIndex() {
    String body = "[" + (HIT + ",").repeat(1_000) + HIT + "]";
    HttpResponse<String> answer = collector.post(body);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body())
        .startsWith(
            "{\"accepted\":1000,\"rejected\":[{\"index\":1000,\"reason\":\"too_many_items\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "no json",
        "{",
        "[",
        "nul",
        "\"text\"",
        "{\"website_id\":",
        "\u0000",
        "}{"
      })
  void aBodyThatCannotBeReadIsA400ThatSaysWhy(String body) {
    HttpResponse<String> answer = collector.post(body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("\"reason\":").contains("\"detail\":\"");
    assertThat(collector.written).isEmpty();
  }

  @Test
  void randomBytesAreA400() {
    Random random = new Random(20261121);
    for (int i = 0; i < 200; i++) {
      byte[] noise = new byte[random.nextInt(2_000)];
      random.nextBytes(noise);
      assertThat(collector.send(collector.request(BodyPublishers.ofByteArray(noise))).statusCode())
          .isEqualTo(400);
    }
    assertThat(collector.written).isEmpty();
  }

  @Test
  void nestingWithoutEndIsA400() {
    assertThat(collector.post("[".repeat(1_000_000)).statusCode()).isEqualTo(400);
    String deep = "{\"props\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_001);
    assertThat(collector.post(deep).statusCode()).isEqualTo(400);
  }

  @Test
  void exactlyOneMebibyteIsReadAndOneByteMoreIsA413() {
    int mebibyte = 1024 * 1024;
    assertThat(
            collector.post("[" + HIT + "]" + " ".repeat(mebibyte - HIT.length() - 2)).statusCode())
        .isEqualTo(202);
    HttpResponse<String> answer =
        collector.post("[" + HIT + "]" + " ".repeat(mebibyte - HIT.length() - 1));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("too_large");
  }

  @Test
  void aBombIsA413AndOnlyTheBoundIsEverDecompressed() throws Exception {
    byte[] bomb = GzipTest.compress(new byte[512 * 1024 * 1024]);
    assertThat(bomb.length).isLessThan(1024 * 1024);
    HttpResponse<String> answer =
        collector.send(
            collector.request(BodyPublishers.ofByteArray(bomb)).header("Content-Encoding", "gzip"));
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void whatClaimsToBeGzipButIsNotIsA400() {
    HttpRequest.Builder request =
        collector.request(BodyPublishers.ofString(HIT)).header("Content-Encoding", "gzip");
    assertThat(collector.send(request).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "gzip, gzip", "zstd"})
  void otherEncodingsAreA415ThatNamesTheOneWeRead(String encoding) {
    HttpRequest.Builder request =
        collector.request(BodyPublishers.ofString(HIT)).header("Content-Encoding", encoding);
    HttpResponse<String> answer = collector.send(request);
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("gzip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain; charset=utf-16",
        "text/html"
      })
  void otherTypesAreA415ThatNamesThoseWeRead(String type) {
    HttpResponse<String> answer = collector.post(type, HIT);
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("application/json").contains("text/plain");
  }

  @Test
  void anotherMethodIsA405() {
    assertThat(collector.send(collector.to("/api/event").GET()).statusCode()).isEqualTo(405);
    assertThat(collector.send(collector.to("/api/event").DELETE()).statusCode()).isEqualTo(405);
  }
}
