package footfall.api.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.WebsiteSettings;
import footfall.protocol.hit.DropReason;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the settings of a website do to its hits at the collector. */
class WebsiteSettingsAtTheEdgeTest {
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
  void aHitOfAWebsiteThatNobodyMadeIsRefusedAndSaysWhatToDo() {
    long before = collector.counters.refused(DropReason.UNKNOWN_WEBSITE);

    HttpResponse<String> answer = collector.post(hit("never-made-1", ""));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .startsWith("{\"accepted\":0,\"rejected\":[{\"index\":0,\"reason\":\"unknown_website\"")
        .contains("copy the id");
    assertThat(collector.written).isEmpty();
    assertThat(collector.counters.refused(DropReason.UNKNOWN_WEBSITE)).isEqualTo(before + 1);
  }

  @Test
  void anIdThatIsUnknownIsLookedUpOnceForManyHits() {
    collector.post(hit("never-made-2", ""));
    for (int i = 0; i < 20; i++) {
      assertThat(collector.post(hit("never-made-2", "")).statusCode()).isEqualTo(400);
    }
    // More than once only where these requests took more than a second.
    assertThat(collector.lookUps.get()).isBetween(1, 10);
  }

  @Test
  void aWebsiteThatThisNodeDoesNotKnowYetIsFoundByItsFirstHit() {
    collector.stored.put("new", Website.named("new", "example.org"));

    assertThat(collector.post(hit("new", "")).statusCode()).isEqualTo(202);

    assertThat(collector.written).hasSize(1);
    assertThat(collector.lookUps.get()).isEqualTo(1);
  }

  @Test
  void whilePostgresIsAwayAnUnknownIdIsA503AndAKnownWebsiteIsServed() {
    collector.postgresAnswers = false;

    HttpResponse<String> unknown = collector.post(hit("never-made-3", ""));

    assertThat(unknown.statusCode()).isEqualTo(503);
    assertThat(unknown.headers().firstValue("Retry-After")).contains("2");
    assertThat(collector.post(hit("site", "")).statusCode()).isEqualTo(202);
    assertThat(collector.written).hasSize(1);
  }

  @Test
  void pausedAndDeletedWebsitesRefuseAndTheOthersOfTheRequestAreTaken() {
    make("paused", Website.Status.PAUSED, WebsiteSettings.DEFAULT);
    make("deleted", Website.Status.DELETED, WebsiteSettings.DEFAULT);

    HttpResponse<String> answer =
        collector.post(
            "[" + hit("paused", "") + "," + hit("site", "") + "," + hit("deleted", "") + "]");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body())
        .startsWith("{\"accepted\":1,\"rejected\":[{\"index\":0,\"reason\":\"paused_website\"")
        .contains("set its status to active", "{\"index\":2,\"reason\":\"deleted_website\"");
    assertThat(collector.written).hasSize(1);
  }

  @Test
  void onlyPagesOnAllowedHostsSendHits() {
    make("bound", allowing("shop.example"));

    assertThat(collector.post(onPage("bound", "https://www.shop.example/")).statusCode())
        .isEqualTo(202);
    HttpResponse<String> elsewhere = collector.post(onPage("bound", "https://evil.example/"));
    HttpResponse<String> nowhere = collector.post(hit("bound", ""));

    assertThat(elsewhere.statusCode()).isEqualTo(400);
    assertThat(elsewhere.body()).contains("hostname_not_allowed", "add its host there");
    assertThat(nowhere.body()).contains("hostname_not_allowed", "events:write");
    assertThat(collector.written).hasSize(1);
  }

  @Test
  void aServerWithAKeyOfTheWebsiteSendsHitsWithoutAPage() {
    make("keyed", allowing("shop.example"));
    make("other", allowing("shop.example"));

    assertThat(withKey(hit("keyed", "")).statusCode()).isEqualTo(202);
    assertThat(withKey(hit("other", "")).statusCode()).isEqualTo(400);
    assertThat(collector.post(hit("keyed", "")).statusCode()).isEqualTo(400);
  }

  @Test
  void aKeyThatCannotBeLookedUpNowIsA503AndAProxysOwnAuthorizationIsNone() {
    HttpRequest.Builder unknownKey =
        collector
            .request(BodyPublishers.ofString(hit("site", "")))
            .header("Authorization", "Bearer ffk_unknown");
    HttpRequest.Builder proxys =
        collector
            .request(BodyPublishers.ofString(hit("site", "")))
            .header("Authorization", "Basic cHJveHk6d29yZA==");

    assertThat(collector.send(unknownKey).statusCode()).isEqualTo(503);
    assertThat(collector.send(proxys).statusCode()).isEqualTo(202);
    assertThat(collector.written).hasSize(1);
  }

  @Test
  void overTheRateOfItsWebsiteAHitIsRefusedAndWhereAllAreTheRequestIs429() {
    make("slow", limitedTo(1));
    String three = "[" + hit("slow", "") + "," + hit("slow", "") + "," + hit("slow", "") + "]";

    HttpResponse<String> some = collector.post(three);
    int written = collector.written.size();
    HttpResponse<String> none =
        await().until(() -> collector.post(three), answer -> answer.statusCode() != 202);

    assertThat(some.statusCode()).isEqualTo(202);
    assertThat(some.body())
        .startsWith("{\"accepted\":2,\"rejected\":[{\"index\":2,\"reason\":\"rate_limited\"")
        .contains("same event_id");
    assertThat(written).isEqualTo(2);
    assertThat(none.statusCode()).isEqualTo(429);
    assertThat(none.headers().firstValue("Retry-After")).contains("1");
    assertThat(none.body()).startsWith("{\"reason\":\"rate_limited\"");
  }

  @Test
  void anotherWebsitesHitInARequestOverTheRateIsTaken() {
    make("limited", limitedTo(1));
    String both = "[" + hit("limited", "") + "," + hit("site", "") + "]";

    HttpResponse<String> answer =
        await().until(() -> collector.post(both), some -> some.body().contains("limited"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body())
        .startsWith("{\"accepted\":1,\"rejected\":[{\"index\":0,\"reason\":\"rate_limited\"");
  }

  @Test
  void anAddressOverItsRateGets429UntilItsTokensAreBackAndOthersAreServed() {
    String many = IntStream.range(0, 900).mapToObj(i -> hit("site", "")).collect(joined());
    long before = collector.counters.limitedPeers();

    assertThat(from("198.51.100.7", many).statusCode()).isEqualTo(202);
    HttpResponse<String> limited = from("198.51.100.7", many);

    // 100 hits a second: of 900 the last 700 have to be waited for.
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Retry-After").orElseThrow()).matches("[1-8]");
    assertThat(collector.counters.limitedPeers()).isEqualTo(before + 1);
    assertThat(from("198.51.100.8", hit("site", "")).statusCode()).isEqualTo(202);
  }

  @Test
  void whoNamesAnotherAddressInEachHitIsLimitedByTheirOwn() {
    String many =
        IntStream.range(0, 900)
            .mapToObj(i -> hit("site", "\"ip_address\":\"203.0.113." + i % 250 + "\""))
            .collect(joined());

    assertThat(from("198.51.100.9", many).statusCode()).isEqualTo(202);
    assertThat(from("198.51.100.9", many).statusCode()).isEqualTo(429);
    assertThat(from("203.0.113.7", hit("site", "")).statusCode()).isEqualTo(202);
  }

  @Test
  void aSampledWebsiteWritesAllHitsOfAVisitorOrNoneAndAnswersTheSame() {
    make("sampled", sampledAt(0.25));
    long before = collector.counters.sampledOut();

    for (int round = 0; round < 2; round++) {
      String all =
          IntStream.range(0, 400)
              .mapToObj(i -> hit("sampled", "\"visitor_id\":\"v" + i + "\""))
              .collect(joined());
      assertThat(collector.post(all).body()).isEqualTo("{\"accepted\":400,\"rejected\":[]}");
    }

    Set<String> visitors =
        collector.written.stream()
            .map(written -> new String(written.key(), StandardCharsets.UTF_8))
            .collect(Collectors.toSet());
    assertThat(collector.written).hasSize(2 * visitors.size());
    assertThat(visitors.size()).isBetween(60, 140);
    assertThat(collector.counters.sampledOut() - before).isEqualTo(800 - 2L * visitors.size());
    assertThat(collector.written)
        .allSatisfy(
            written ->
                assertThat(
                        new String(
                            written.headers().lastHeader("sampling-rate").value(),
                            StandardCharsets.US_ASCII))
                    .isEqualTo("0.25"));
  }

  @Test
  void aHashedVisitorIsSampledTheSameOnTheNextDay() {
    make("nights", sampledAt(0.5));
    List<String> agents = IntStream.range(0, 40).mapToObj(i -> "Mozilla/5.0 " + i).toList();

    agents.forEach(agent -> browse("nights", agent));
    int evening = collector.written.size();
    collector.now.set(CollectorForTests.NOON.plusSeconds(13 * 3_600));
    agents.forEach(agent -> browse("nights", agent));

    assertThat(evening).isBetween(5, 35);
    assertThat(collector.written).hasSize(2 * evening);
    List<String> keys =
        collector.written.stream()
            .map(written -> new String(written.key(), StandardCharsets.UTF_8))
            .toList();
    assertThat(keys.subList(evening, 2 * evening)).isEqualTo(keys.subList(0, evening));
  }

  private static void browse(String websiteId, String userAgent) {
    assertThat(
            collector
                .send(
                    collector
                        .request(BodyPublishers.ofString(hit(websiteId, "")))
                        .header("User-Agent", userAgent))
                .statusCode())
        .isEqualTo(202);
  }

  private static HttpResponse<String> withKey(String body) {
    return collector.send(
        collector
            .request(BodyPublishers.ofString(body))
            .header("Authorization", CollectorForTests.KEY));
  }

  private static HttpResponse<String> from(String address, String body) {
    return collector.send(
        collector.request(BodyPublishers.ofString(body)).header("X-Forwarded-For", address));
  }

  private static void make(String websiteId, WebsiteSettings settings) {
    make(websiteId, Website.Status.ACTIVE, settings);
  }

  private static void make(String websiteId, Website.Status status, WebsiteSettings settings) {
    collector.websites.put(
        websiteId, new Website(websiteId, "example.org", settings, "UTC", "USD", status));
  }

  private static WebsiteSettings allowing(String host) {
    return new WebsiteSettings(
        false, true, 1, OptionalInt.empty(), List.of(host), OptionalInt.empty());
  }

  private static WebsiteSettings limitedTo(int hitsPerSecond) {
    return new WebsiteSettings(
        false, true, 1, OptionalInt.empty(), List.of(), OptionalInt.of(hitsPerSecond));
  }

  private static WebsiteSettings sampledAt(double rate) {
    return new WebsiteSettings(
        false, true, rate, OptionalInt.empty(), List.of(), OptionalInt.empty());
  }

  private static String hit(String websiteId, String fields) {
    return "{\"website_id\":\"%s\",\"event_type\":\"pageview\",\"client_timestamp\":%d%s}"
        .formatted(
            websiteId, CollectorForTests.NOON.toEpochMilli(), fields.isEmpty() ? "" : "," + fields);
  }

  private static String onPage(String websiteId, String url) {
    return hit(websiteId, "\"page_url\":\"" + url + "\"");
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(",", "[", "]");
  }
}
