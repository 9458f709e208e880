package footfall.api.collect;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.api.Probes;
import footfall.api.ServerForTests;
import footfall.persistence.metadata.WebsiteSettings;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectRouteTest {
  private static final String HIT =
      "{\"website_id\":\"site\",\"event_type\":\"pageview\",\"client_timestamp\":1795000000000}";
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final ConcurrentLinkedQueue<ProducerRecord<byte[], byte[]>> written =
      new ConcurrentLinkedQueue<>();
  private static final CollectCounters counters = new CollectCounters();
  private static final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private static volatile boolean saltsKnown = true;
  private static volatile boolean kafkaTakes = true;

  private static final ServerForTests server =
      new ServerForTests(
          system ->
              CollectRoute.create(
                      system,
                      CollectSettings.behind(List.of(Network.parse("127.0.0.0/8"))),
                      CollectRouteTest::append,
                      new CollectSources(
                          new byte[] {1},
                          day -> saltsKnown ? Optional.of(new byte[] {2}) : Optional.empty(),
                          id -> WebsiteSettings.DEFAULT),
                      new SetClock(now),
                      counters)
                  .route(),
          new Probes(List::of, counters::prometheus));

  private static CompletableFuture<Void> append(List<ProducerRecord<byte[], byte[]>> records) {
    if (!kafkaTakes) {
      return CompletableFuture.failedFuture(new TimeoutException("no broker"));
    }
    written.addAll(records);
    return CompletableFuture.completedFuture(null);
  }

  @BeforeEach
  void forget() {
    written.clear();
    now.set(NOW);
    saltsKnown = true;
    kafkaTakes = true;
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void oneHitIsAcceptedWith202() {
    HttpResponse<String> answer = post(HIT);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected\":[]}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(written).hasSize(1);
    ProducerRecord<byte[], byte[]> one = written.element();
    assertThat(one.topic()).isEqualTo("events");
    assertThat(text(one.key())).matches("site:[0-9a-f]{4}");
    assertThat(text(one.headers().lastHeader("content-type").value()))
        .isEqualTo("application/json");
    assertThat(text(one.headers().lastHeader("received-at").value()))
        .isEqualTo(Long.toString(NOW.toEpochMilli()));
  }

  @Test
  void aBeaconsTextPlainIsReadLikeJson() {
    assertThat(send("text/plain;charset=UTF-8", "[" + HIT + "," + HIT + "]").body())
        .isEqualTo("{\"accepted\":2,\"rejected\":[]}");
  }

  @Test
  void gzipIsRead() throws Exception {
    HttpRequest.Builder request =
        request(BodyPublishers.ofByteArray(GzipTest.compress(bytes(HIT))))
            .header("Content-Encoding", "gzip");
    assertThat(server.send(request).statusCode()).isEqualTo(202);
  }

  @Test
  void aBodyWithoutALengthIsRead() {
    BodyPublisher chunked =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes(HIT)));
    assertThat(server.send(request(chunked)).statusCode()).isEqualTo(202);
  }

  @Test
  void whatIsRefusedInABatchIsNamedByItsPlaceAndTheRestIsTaken() {
    long before = counters.refused(DropReason.INVALID_EVENT_TYPE);
    String wrong = HIT.replace("pageview", "purchase");
    HttpResponse<String> answer = post("[" + HIT + "," + wrong + "," + HIT + ",7]");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body())
        .startsWith("{\"accepted\":2,\"rejected\":[{\"index\":1,\"reason\":\"invalid_event_type\"")
        .contains("{\"index\":3,\"reason\":\"not_an_object\"");
    assertThat(written).hasSize(2);
    assertThat(counters.refused(DropReason.INVALID_EVENT_TYPE)).isEqualTo(before + 1);
    assertThat(server.send(server.to("/metrics")).body())
        .contains("footfall_collector_hits_refused_total{reason=\"invalid_event_type\"}");
  }

  @Test
  void whereNoHitAtAllCanBeTakenTheAnswerIs400WithTheReasons() {
    HttpResponse<String> answer = post("{\"event_type\":\"pageview\",\"client_timestamp\":1}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .startsWith("{\"accepted\":0,\"rejected\":[{\"index\":0,\"reason\":\"missing_website_id\"");
  }

  @Test
  void aHitThatOutgrowsItsLimitByWhatTheCollectorAddsIsRefusedBeforeItIsLostBehind() {
    String props = "\"v\":\"" + "x".repeat(1_000) + "\"";
    StringBuilder hit =
        new StringBuilder(HIT.substring(0, HIT.length() - 1)).append(",\"props\":{");
    for (int i = 0; i < 50; i++) {
      hit.append(i == 0 ? "" : ",").append(props.replace("\"v\"", "\"v" + i + "\""));
    }
    hit.append("},\"products\":[{\"name\":\"");
    String end = "\"}]}";
    int room = 64 * 1024 - hit.length() - end.length();
    for (int filled = 0; filled + 600 < room; filled += 503 + 13) {
      hit.append("y".repeat(503)).append("\"},{\"name\":\"");
    }
    String body = hit + "z" + end;
    body = body.substring(0, body.length() - 1) + " ".repeat(64 * 1024 - body.length()) + "}";
    assertThat(body).hasSize(64 * 1024);
    assertThat(post(body).statusCode()).isIn(202, 400);
    assertThat(written).allMatch(hitRecord -> hitRecord.value().length <= 64 * 1024);
  }

  @Test
  void moreHitsThanARequestMayHoldAreRefusedByIndex() {
    String body = "[" + (HIT + ",").repeat(1_000) + HIT + "]";
    HttpResponse<String> answer = post(body);
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
    HttpResponse<String> answer = post(body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("\"reason\":").contains("\"detail\":\"");
    assertThat(written).isEmpty();
  }

  @Test
  void randomBytesAreA400() {
    Random random = new Random(20261121);
    for (int i = 0; i < 200; i++) {
      byte[] noise = new byte[random.nextInt(2_000)];
      random.nextBytes(noise);
      assertThat(server.send(request(BodyPublishers.ofByteArray(noise))).statusCode())
          .isEqualTo(400);
    }
    assertThat(written).isEmpty();
  }

  @Test
  void nestingWithoutEndIsA400() {
    assertThat(post("[".repeat(1_000_000)).statusCode()).isEqualTo(400);
    String deep = "{\"props\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_001);
    assertThat(post(deep).statusCode()).isEqualTo(400);
  }

  @Test
  void exactlyOneMebibyteIsReadAndOneByteMoreIsA413() {
    int mebibyte = 1024 * 1024;
    assertThat(post("[" + HIT + "]" + " ".repeat(mebibyte - HIT.length() - 2)).statusCode())
        .isEqualTo(202);
    HttpResponse<String> answer = post("[" + HIT + "]" + " ".repeat(mebibyte - HIT.length() - 1));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("too_large");
  }

  @Test
  void aBombIsA413AndOnlyTheBoundIsEverDecompressed() throws Exception {
    byte[] bomb = GzipTest.compress(new byte[512 * 1024 * 1024]);
    assertThat(bomb.length).isLessThan(1024 * 1024);
    HttpResponse<String> answer =
        server.send(request(BodyPublishers.ofByteArray(bomb)).header("Content-Encoding", "gzip"));
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void whatClaimsToBeGzipButIsNotIsA400() {
    HttpRequest.Builder request =
        request(BodyPublishers.ofString(HIT)).header("Content-Encoding", "gzip");
    assertThat(server.send(request).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "gzip, gzip", "zstd"})
  void otherEncodingsAreA415ThatNamesTheOneWeRead(String encoding) {
    HttpRequest.Builder request =
        request(BodyPublishers.ofString(HIT)).header("Content-Encoding", encoding);
    HttpResponse<String> answer = server.send(request);
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
    HttpResponse<String> answer = send(type, HIT);
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("application/json").contains("text/plain");
  }

  @Test
  void whereKafkaDoesNotTakeItTheAnswerIs503WithATimeToTryAgain() {
    kafkaTakes = false;
    HttpResponse<String> answer = post(HIT);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("2");
    assertThat(answer.body()).contains("event_id").doesNotContain("no broker");
  }

  @Test
  void withoutTodaysSaltOnlyHitsThatNeedItAreA503() {
    saltsKnown = false;
    now.set(NOW.plus(Duration.ofDays(1)));
    assertThat(post(HIT).statusCode()).isEqualTo(503);
    assertThat(post(HIT.replace("{", "{\"session_id\":\"s\",")).statusCode()).isEqualTo(202);
  }

  @Test
  void theAddressIsThePeersOrTheOneATrustedProxyForwards() {
    server.send(request(BodyPublishers.ofString(HIT)));
    server.send(
        request(BodyPublishers.ofString(HIT)).header("X-Forwarded-For", "6.6.6.6, 203.0.113.9"));
    assertThat(written)
        .extracting(hitRecord -> text(hitRecord.value()))
        .satisfiesExactly(
            direct -> assertThat(direct).contains("\"ip_address\":\"127.0.0.1\""),
            proxied -> assertThat(proxied).contains("\"ip_address\":\"203.0.113.9\""));
  }

  @Test
  void aUserAgentTooLongForAHitIsCutAndNotLost() {
    HttpRequest.Builder request =
        request(BodyPublishers.ofString(HIT))
            .header("User-Agent", "Mozilla/5.0 " + "x".repeat(4_000));
    assertThat(server.send(request).statusCode()).isEqualTo(202);
    assertThat(HitDecoder.decode(written.element().value(), "application/json"))
        .isInstanceOf(Validation.Accepted.class);
  }

  @Test
  void anyOriginMayPostAndAPreflightSaysSo() {
    HttpResponse<String> answer =
        server.send(request(BodyPublishers.ofString(HIT)).header("Origin", "https://example.org"));
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    HttpResponse<String> preflight =
        server.send(
            server
                .to("/api/event")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://example.org")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type"));
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
        .contains("Content-Type");
  }

  @Test
  void anotherMethodIsA405() {
    assertThat(server.send(server.to("/api/event").GET()).statusCode()).isEqualTo(405);
    assertThat(server.send(server.to("/api/event").DELETE()).statusCode()).isEqualTo(405);
  }

  private static HttpResponse<String> post(String body) {
    return server.send(request(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> send(String type, String body) {
    return server.send(
        server.to("/api/event").header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(BodyPublisher body) {
    return server.to("/api/event").header("Content-Type", "application/json").POST(body);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
