package footfall.api.collect;

import static footfall.api.collect.CollectorForTests.HIT;
import static footfall.api.collect.CollectorForTests.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.Validation;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollectRouteTest {
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
  void oneHitIsAcceptedWith202() {
    HttpResponse<String> answer = collector.post(HIT);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected\":[]}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(collector.written).hasSize(1);
    ProducerRecord<byte[], byte[]> one = collector.written.element();
    assertThat(one.topic()).isEqualTo("events");
    assertThat(text(one.key())).matches("site:[0-9a-f]{4}");
    assertThat(text(one.headers().lastHeader("content-type").value()))
        .isEqualTo("application/json");
    assertThat(text(one.headers().lastHeader("received-at").value()))
        .isEqualTo(Long.toString(NOON.toEpochMilli()));
  }

  @Test
  void aBeaconsTextPlainIsReadLikeJson() {
    assertThat(collector.post("text/plain;charset=UTF-8", "[" + HIT + "," + HIT + "]").body())
        .isEqualTo("{\"accepted\":2,\"rejected\":[]}");
  }

  @Test
  void gzipIsRead() throws Exception {
    HttpRequest.Builder request =
        collector
            .request(BodyPublishers.ofByteArray(GzipTest.compress(bytes(HIT))))
            .header("Content-Encoding", "gzip");
    assertThat(collector.send(request).statusCode()).isEqualTo(202);
  }

  @Test
  void aBodyWithoutALengthIsRead() {
    BodyPublisher chunked =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes(HIT)));
    assertThat(collector.send(collector.request(chunked)).statusCode()).isEqualTo(202);
  }

  @Test
  void whatIsRefusedInABatchIsNamedByItsPlaceAndTheRestIsTaken() {
    long before = collector.counters.refused(DropReason.INVALID_EVENT_TYPE);
    String wrong = HIT.replace("pageview", "purchase");
    HttpResponse<String> answer = collector.post("[" + HIT + "," + wrong + "," + HIT + ",7]");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body())
        .startsWith("{\"accepted\":2,\"rejected\":[{\"index\":1,\"reason\":\"invalid_event_type\"")
        .contains("{\"index\":3,\"reason\":\"not_an_object\"");
    assertThat(collector.written).hasSize(2);
    assertThat(collector.counters.refused(DropReason.INVALID_EVENT_TYPE)).isEqualTo(before + 1);
  }

  @Test
  void whereNoHitAtAllCanBeTakenTheAnswerIs400WithTheReasons() {
    HttpResponse<String> answer =
        collector.post("{\"event_type\":\"pageview\",\"client_timestamp\":1}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .startsWith("{\"accepted\":0,\"rejected\":[{\"index\":0,\"reason\":\"missing_website_id\"");
  }

  @Test
  void whereKafkaDoesNotTakeItTheAnswerIs503WithATimeToTryAgain() {
    collector.kafkaTakes = false;
    HttpResponse<String> answer = collector.post(HIT);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("2");
    assertThat(answer.body()).contains("event_id").doesNotContain("no broker");
  }

  @Test
  void withoutTodaysSaltOnlyHitsThatNeedItAreA503() {
    collector.saltsKnown = false;
    collector.now.set(NOON.plus(Duration.ofDays(1)));
    assertThat(collector.post(HIT).statusCode()).isEqualTo(503);
    assertThat(collector.post(HIT.replace("{", "{\"session_id\":\"s\",")).statusCode())
        .isEqualTo(202);
  }

  @Test
  void theAddressIsThePeersOrTheOneATrustedProxyForwards() {
    collector.send(collector.request(BodyPublishers.ofString(HIT)));
    collector.send(
        collector
            .request(BodyPublishers.ofString(HIT))
            .header("X-Forwarded-For", "6.6.6.6, 203.0.113.9"));
    assertThat(collector.written)
        .extracting(hitRecord -> text(hitRecord.value()))
        .satisfiesExactly(
            direct -> assertThat(direct).contains("\"ip_address\":\"127.0.0.1\""),
            proxied -> assertThat(proxied).contains("\"ip_address\":\"203.0.113.9\""));
  }

  @Test
  void aUserAgentTooLongForAHitIsCutAndNotLost() {
    HttpRequest.Builder request =
        collector
            .request(BodyPublishers.ofString(HIT))
            .header("User-Agent", "Mozilla/5.0 " + "x".repeat(4_000));
    assertThat(collector.send(request).statusCode()).isEqualTo(202);
    assertThat(HitDecoder.decode(collector.written.element().value(), "application/json"))
        .isInstanceOf(Validation.Accepted.class);
  }

  @Test
  void anyOriginMayPostAndAPreflightSaysSo() {
    HttpResponse<String> answer =
        collector.send(
            collector
                .request(BodyPublishers.ofString(HIT))
                .header("Origin", "https://example.org"));
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(answer.headers().firstValue("Access-Control-Expose-Headers"))
        .contains("Retry-After");
    HttpResponse<String> preflight =
        collector.send(
            collector
                .to("/api/event")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://example.org")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type"));
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods")).contains("POST");
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
        .contains("Content-Type");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
