package footfall.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import footfall.protocol.hit.Hit;
import footfall.sdk.RecordingCollector.Answer;
import footfall.sdk.RecordingCollector.Request;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HttpSenderTest {
  private static final SenderSettings QUICK =
      new SenderSettings(
          10_000, 500, Duration.ofSeconds(30), Duration.ofMillis(20), Duration.ofMillis(100));

  private final RecordingCollector collector = new RecordingCollector();

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void aHitIsAcknowledgedWhenTheCollectorHasTakenIt() {
    try (HitSender sender = HitSender.overHttp(collector.address(), QUICK)) {
      Hit hit = event("A");
      sender.send(hit).join();
      Request request = collector.requests.element();
      assertThat(request.path()).isEqualTo("/api/event");
      assertThat(request.headers().get("Content-type")).containsExactly("application/json");
      assertThat(request.headers().get("User-agent")).containsExactly("footfall-java/0.1.0");
      Hit arrived = request.hits().get(0);
      assertThat(arrived.withTimes(arrived.clientTimestamp(), 0)).isEqualTo(hit);
      assertThat(arrived.sentAt()).isGreaterThanOrEqualTo(hit.clientTimestamp());
      assertThat(sender.waiting()).isZero();
    }
  }

  @Test
  void anApiKeyGoesAlongAndWithoutOneThereIsNoAuthorization() {
    try (HitSender keyed = HitSender.overHttp(collector.address(), "ffk_se-cr_et1", QUICK);
        HitSender plain = HitSender.overHttp(collector.address(), QUICK)) {
      keyed.send(event("A")).join();
      plain.send(event("B")).join();
    }
    assertThat(collector.requests.stream().map(request -> request.headers().get("Authorization")))
        .containsExactly(List.of("Bearer ffk_se-cr_et1"), null);
  }

  @Test
  void whatIsNoApiKeyIsRefusedAtOnceAndNotQuoted() {
    for (String wrong :
        List.of("", "secret", "ffk_", "ffk_secret\r\nX-Evil: 1", "Bearer ffk_secret")) {
      assertThatThrownBy(() -> HitSender.overHttp(collector.address(), wrong, QUICK))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("begins with ffk_")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void aKeyIsNotSentOnToWhereAnAnswerPoints() {
    try (RecordingCollector elsewhere = new RecordingCollector();
        HitSender keyed = HitSender.overHttp(collector.address(), "ffk_secret", QUICK)) {
      collector.redirectTo(elsewhere.address());
      assertThatThrownBy(() -> keyed.send(event("A")).join())
          .hasCauseInstanceOf(HitRefusedException.class);
      assertThat(elsewhere.requests).isEmpty();
    }
  }

  @Test
  void aCollectorBehindAPathIsReached() {
    URI behind = collector.address().resolve("/stats/");
    try (HitSender sender = HitSender.overHttp(behind, QUICK)) {
      sender.send(event("A")).join();
    }
    assertThat(collector.requests.element().path()).isEqualTo("/stats/api/event");
  }

  @Test
  void hitsThatGatherGoTogetherInTheirOrderAndNeverMoreThanMay() {
    collector.gate.drainPermits();
    try (HitSender sender = HitSender.overHttp(collector.address(), QUICK)) {
      var unused = sender.send(event("first"));
      await().until(() -> collector.requests.size() == 1);
      List<Hit> later = IntStream.range(0, 1_200).mapToObj(i -> event("E" + i)).toList();
      List<CompletableFuture<Void>> all = later.stream().map(sender::send).toList();
      collector.gate.release(100);
      all.forEach(CompletableFuture::join);
      assertThat(collector.requests.stream().map(request -> request.hits().size()))
          .containsExactly(1, 500, 500, 200);
      assertThat(collector.hits().stream().skip(1).map(Hit::eventId))
          .isEqualTo(later.stream().map(Hit::eventId).toList());
    }
  }

  @Test
  void aRequestIsNeverLargerThanACollectorReads() {
    collector.gate.drainPermits();
    try (HitSender sender = HitSender.overHttp(collector.address(), QUICK)) {
      List<CompletableFuture<Void>> all =
          IntStream.range(0, 60).mapToObj(i -> sender.send(large())).toList();
      collector.gate.release(100);
      all.forEach(CompletableFuture::join);
    }
    assertThat(collector.hits()).hasSize(60);
    assertThat(collector.requests)
        .hasSizeLessThan(60)
        .allSatisfy(request -> assertThat(request.bytes()).isLessThanOrEqualTo(1024 * 1024));
    assertThat(collector.requests.stream().mapToInt(Request::bytes).max().orElseThrow())
        .as("and yet several large ones together")
        .isGreaterThan(500_000);
  }

  @Test
  void aHitIsSentAgainUntilItIsTakenTheSameButForTheTimeOfSending() {
    Stream.of(503, 500, 408, 429).map(Answer::of).forEach(collector.answers::add);
    try (HitSender sender = HitSender.overHttp(collector.address(), QUICK)) {
      Hit hit = event("A");
      sender.send(hit).join();
      assertThat(collector.hits()).hasSize(5);
      assertThat(collector.hits().stream().map(one -> one.withTimes(one.clientTimestamp(), 0)))
          .containsOnly(hit);
      assertThat(collector.hits().stream().map(Hit::sentAt)).doesNotHaveDuplicates().isSorted();
      assertThat(sender.lastFailure()).isEqualTo("the collector answered 429");
    }
  }

  @Test
  void theCollectorSaysHowLongToWait() {
    collector.answers.add(new Answer(429, "2", ""));
    collector.answers.add(new Answer(503, "Wed, 21 Oct 2026 07:28:00 GMT", ""));
    try (HitSender sender = HitSender.overHttp(collector.address(), QUICK)) {
      sender.send(event("A")).join();
    }
    List<Long> times = collector.requests.stream().map(Request::nanoTime).toList();
    assertThat(times).hasSize(3);
    assertThat(times.get(1) - times.get(0))
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(1_900));
  }

  @Test
  void hitsOutliveACollectorThatIsAway() {
    collector.leave();
    try (HitSender sender = HitSender.overHttp(collector.address(), QUICK)) {
      List<CompletableFuture<Void>> all =
          Stream.of("A", "B", "C").map(name -> sender.send(event(name))).toList();
      await().until(() -> sender.lastFailure().contains("ConnectException"));
      assertThat(sender.waiting()).isEqualTo(3);
      collector.listen();
      all.forEach(CompletableFuture::join);
      assertThat(collector.hits().stream().map(hit -> hit.action().name()))
          .containsExactly("A", "B", "C");
    }
  }

  @Test
  void anAnswerThatDoesNotComeIsAFailedAttempt() {
    collector.gate.drainPermits();
    SenderSettings impatient =
        new SenderSettings(
            10, 10, Duration.ofMillis(300), Duration.ofMillis(20), Duration.ofMillis(20));
    try (HitSender sender = HitSender.overHttp(collector.address(), impatient)) {
      CompletableFuture<Void> acknowledged = sender.send(event("A"));
      await().until(() -> collector.requests.size() >= 2);
      collector.gate.release(1_000);
      acknowledged.join();
      assertThat(collector.hits().stream().map(Hit::eventId).distinct()).hasSize(1);
    }
  }

  @Test
  void anAnswerThatBreaksOffIsAFailedAttempt() {
    collector.answers.add(Answer.CUT_OFF);
    SenderSettings impatient =
        new SenderSettings(
            10, 10, Duration.ofMillis(1_000), Duration.ofMillis(20), Duration.ofMillis(20));
    try (HitSender sender = HitSender.overHttp(collector.address(), impatient)) {
      assertThat(sender.send(event("A"))).succeedsWithin(Duration.ofSeconds(60));
      assertThat(sender.lastFailure()).contains("did not answer within PT1S");
      assertThat(collector.hits().stream().map(Hit::eventId).distinct()).hasSize(1);
    }
  }

  @Test
  void aHitThatIsRefusedSaysWhyAndTheOthersAreTaken() {
    collector.gate.drainPermits();
    collector.answers.add(Answer.of(202));
    collector.answers.add(
        new Answer(
            202,
            "",
            "{\"accepted\":1,\"rejected\":[{\"index\":1,\"reason\":\"unknown_website\",\"detail\":\"there is no website shop\"}]}"));
    try (HitSender sender = HitSender.overHttp(collector.address(), QUICK)) {
      var first = sender.send(event("first"));
      await().until(() -> collector.requests.size() == 1);
      var good = sender.send(event("good"));
      var bad = sender.send(event("bad"));
      collector.gate.release(10);
      first.join();
      good.join();
      assertThatThrownBy(bad::join)
          .hasCauseInstanceOf(HitRefusedException.class)
          .hasMessageContaining("unknown_website: there is no website shop");
      assertThat(collector.requests).hasSize(2);
      assertThat(sender.waiting()).isZero();
    }
  }

  @Test
  void aHitOverItsWebsitesRateIsSentAgainAloneUntilItIsTaken() {
    collector.gate.drainPermits();
    collector.answers.add(Answer.of(202));
    collector.answers.add(
        new Answer(
            202,
            "",
            "{\"accepted\":1,\"rejected\":[{\"index\":1,\"reason\":\"rate_limited\",\"detail\":\"later\"}]}"));
    try (HitSender sender = HitSender.overHttp(collector.address(), QUICK)) {
      var first = sender.send(event("first"));
      await().until(() -> collector.requests.size() == 1);
      var taken = sender.send(event("taken"));
      var later = sender.send(event("later"));
      collector.gate.release(10);
      first.join();
      taken.join();
      later.join();
      assertThat(collector.hits().stream().map(hit -> hit.action().name()))
          .containsExactly("first", "taken", "later", "later");
      assertThat(collector.hits().stream().map(Hit::eventId).distinct()).hasSize(3);
    }
  }

  @Test
  void hitsGoInHalvesWhereAProxyFindsThemTooLargeInOrderAndOnce() {
    collector.gate.drainPermits();
    Stream.of(202, 413, 413, 202, 202, 503).map(Answer::of).forEach(collector.answers::add);
    try (HitSender sender = HitSender.overHttp(collector.address(), QUICK)) {
      List<CompletableFuture<Void>> all = new ArrayList<>(List.of(sender.send(event("first"))));
      await().until(() -> collector.requests.size() == 1);
      Stream.of("A", "B", "C", "D", "E").map(name -> sender.send(event(name))).forEach(all::add);
      collector.gate.release(1_000);
      all.forEach(CompletableFuture::join);
    }
    assertThat(collector.requests.stream().map(HttpSenderTest::names))
        .containsExactly("first", "ABCDE", "AB", "A", "B", "CDE", "CDE");
  }

  @Test
  void aSingleHitThatIsTooLargeForAProxyIsRefusedAndTheOthersAreTaken() {
    collector.gate.drainPermits();
    Stream.of(202, 413, 413).map(Answer::of).forEach(collector.answers::add);
    try (HitSender sender = HitSender.overHttp(collector.address(), QUICK)) {
      CompletableFuture<Void> first = sender.send(event("first"));
      await().until(() -> collector.requests.size() == 1);
      CompletableFuture<Void> large = sender.send(large());
      CompletableFuture<Void> small = sender.send(event("small"));
      collector.gate.release(1_000);
      first.join();
      small.join();
      assertThatThrownBy(large::join)
          .hasCauseInstanceOf(HitRefusedException.class)
          .hasMessageContaining("http_413: the collector answered 413: a proxy takes no hit this");
    }
  }

  private static String names(Request request) {
    return request.hits().stream().map(hit -> hit.action().name()).collect(Collectors.joining());
  }

  @Test
  void whatIsNoUseToSendAgainIsNotSentAgain() {
    String none =
        "{\"accepted\":0,\"rejected\":[{\"index\":0,\"reason\":\"failed\",\"detail\":\"a\"}]}";
    assertThat(refusalOf(new Answer(400, "", none))).isEqualTo("failed");
    assertThat(refusalOf(new Answer(400, "", "{\"reason\":\"malformed\",\"detail\":\"b\"}")))
        .isEqualTo("malformed");
    assertThat(refusalOf(new Answer(404, "", "<html>nothing here</html>"))).isEqualTo("http_404");
    assertThat(refusalOf(new Answer(301, "", ""))).isEqualTo("http_301");
    assertThat(collector.requests).hasSize(4);
  }

  private String refusalOf(Answer answer) {
    collector.answers.add(answer);
    try (HitSender sender = HitSender.overHttp(collector.address(), QUICK)) {
      Throwable refusal = sender.send(event("A")).handle((done, failure) -> failure).join();
      return ((HitRefusedException) refusal).reason();
    }
  }

  @Test
  void manyThreadsMaySendThroughACollectorThatFailsNowAndThen() throws InterruptedException {
    IntStream.range(0, 20).forEach(i -> collector.answers.add(Answer.of(i % 3 == 0 ? 202 : 503)));
    List<CompletableFuture<Void>> all = new ArrayList<>();
    try (HitSender sender = HitSender.overHttp(collector.address(), QUICK)) {
      List<Thread> threads =
          IntStream.range(0, 8)
              .mapToObj(
                  t ->
                      new Thread(
                          () -> {
                            for (int i = 0; i < 250; i++) {
                              CompletableFuture<Void> one = sender.send(event(t + "-" + i));
                              synchronized (all) {
                                all.add(one);
                              }
                            }
                          }))
              .toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      all.forEach(CompletableFuture::join);
    }
    List<String> names =
        collector.hits().stream().map(hit -> hit.action().name()).distinct().toList();
    assertThat(names).hasSize(2_000);
    for (int t = 0; t < 8; t++) {
      String mine = t + "-";
      assertThat(names.stream().filter(name -> name.startsWith(mine)))
          .isEqualTo(IntStream.range(0, 250).mapToObj(i -> mine + i).toList());
    }
  }

  @Test
  void whatIsNoAddressOfACollectorIsRefusedAtOnce() {
    for (String wrong : List.of("stats.example", "ftp://stats.example", "/stats", "https:///x")) {
      assertThatThrownBy(() -> HitSender.overHttp(URI.create(wrong)))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("write it like https://stats.example");
    }
  }

  private static Hit event(String name) {
    return HitBuilder.event("shop", name).userId("u-1").build();
  }

  private static Hit large() {
    HitBuilder builder = HitBuilder.event("shop", "Large").userId("u-1");
    for (int i = 0; i < 50; i++) {
      builder.prop("p" + i, "x".repeat(1_000));
    }
    return builder.build();
  }
}
