package footfall.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import footfall.api.AccountApi;
import footfall.api.AccountsForTests;
import footfall.api.Client;
import footfall.api.Client.Answer;
import footfall.api.LiveServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who opens a socket of the live route, and that it is closed when the right to look is gone. */
class SocketAccessIT {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String ORIGIN = "https://stats.example.org";

  @RegisterExtension static final AccountsForTests accounts = new AccountsForTests();

  private LiveServer live;
  private Client ann;
  private String website;

  @BeforeEach
  void start() {
    live = new LiveServer(accounts.kit().system(), accounts.api());
    ann = accounts.setUp("ann@example.org");
    website = newWebsite();
  }

  @Test
  void aTicketOpensItsOwnersSocketOnce() {
    String ticket = ticket(ann);

    assertThat(live.open(website, ticket, ORIGIN).status()).isEqualTo(101);
    assertThat(live.open(website, ticket, ORIGIN).status()).isEqualTo(401);
  }

  @Test
  void aTicketIsGivenForACookieOnlyWithItsCsrfToken() {
    Answer refused = ann.forgetCsrfToken().post("/api/live/" + website + "/ticket", "");

    assertThat(refused.status()).isEqualTo(403);
  }

  @Test
  void aTicketIsTakenByEveryNodeOfTheCluster() {
    try (AccountApi api = accounts.newApi()) {
      LiveServer other = new LiveServer(accounts.kit().system(), api);
      assertThat(other.open(website, ticket(ann), ORIGIN).status()).isEqualTo(101);
    }
  }

  @Test
  void aTicketIsGivenFromMemoryWhilePostgresIsAwayAndBehindNobodyWhoWaitsForIt() {
    ExecutorService threads = Executors.newFixedThreadPool(10);
    accounts.goAway();
    try {
      // Each waits for PostgreSQL for as long as it may: more than there are threads to wait.
      List<CompletableFuture<Integer>> waiting =
          Stream.generate(
                  () ->
                      CompletableFuture.supplyAsync(
                          () -> ann.get("/api/websites/" + website + "/goals").status(), threads))
              .limit(10)
              .toList();

      String ticket = ticket(ann);

      // Those that got one of the pool's four dead connections were told at once.
      assertThat(waiting).filteredOn(each -> !each.isDone()).hasSizeGreaterThanOrEqualTo(6);
      assertThat(live.open(website, ticket, ORIGIN).status()).isEqualTo(101);
    } finally {
      accounts.comeBack();
      threads.shutdown();
    }
  }

  @Test
  void aTicketIsWorthNothingElsewhereLaterOrChanged() {
    String ticket = ticket(ann);
    assertThat(live.open(website, ticket, "https://evil.example").status()).isEqualTo(403);
    assertThat(live.open(website, ticket, "https://other.example.org").status()).isEqualTo(401);
    assertThat(live.open(website, ticket, "").status()).isEqualTo(401);
    assertThat(live.open(newWebsite(), ticket, ORIGIN).status()).isEqualTo(401);
    for (String forged : new String[] {"", ".", "a.b", ticket + "x", "x" + ticket, ticket + "."}) {
      assertThat(live.open(website, forged, ORIGIN).status()).as(forged).isEqualTo(401);
    }
    assertThat(ticket).doesNotContain(ann.cookie().split("=", 2)[1]);

    accounts.passTime(Duration.ofSeconds(30));

    assertThat(live.open(website, ticket, ORIGIN).status()).isEqualTo(401);
  }

  @Test
  void aTicketOfSomebodyWhoSignedOutLetsNobodyIn() {
    String ticket = ticket(ann);
    ann.post("/api/logout", "");

    assertThat(live.open(website, ticket, ORIGIN).status()).isEqualTo(401);
  }

  @Test
  void aTicketOfSomebodyWhoLostTheirRoleOpensNoMoreThanAForeignWebsite() {
    Client bob = invited();
    String ticket = ticket(bob);
    ann.delete("/api/websites/" + website + "/members/" + idOf(bob));

    assertThat(live.open(website, ticket, ORIGIN).status()).isEqualTo(404);
  }

  @Test
  void aCookieAloneOpensNoSocketAsAnyPageWouldSendIt() {
    LiveServer.Socket opened = live.openWith(website, Map.of("Cookie", ann.cookie()));

    assertThat(opened.status()).isEqualTo(401);
  }

  @Test
  void aKeyForLiveOpensSocketsOfItsWebsiteAndNoOtherKeyDoes() {
    String other = newWebsite();

    assertThat(live.openWith(website, key(website, "live:read")).status()).isEqualTo(101);
    assertThat(live.openWith(website, key(other, "live:read")).status()).isEqualTo(404);
    for (String scope : List.of("stats:read", "events:write", "settings:write")) {
      assertThat(live.openWith(website, key(website, scope)).status()).as(scope).isEqualTo(404);
    }
    assertThat(live.openWith(website, bearer("ffk_" + "0".repeat(43))).status()).isEqualTo(401);
  }

  @Test
  void aServerAsksWithItsKeyForATicketOfAPageOfItsOwnOrigin() {
    String elsewhere = "https://other.example.org";
    String key = key(website, "live:read").get("Authorization");
    Client server = accounts.client().with(Map.of("Authorization", key, "Origin", elsewhere));

    String ticket = server.post("/api/live/" + website + "/ticket", "").text("ticket");

    assertThat(live.open(website, ticket, ORIGIN).status()).as("another page").isEqualTo(401);
    assertThat(live.open(website, ticket, elsewhere).status()).isEqualTo(101);
  }

  @Test
  void aSocketIsClosedWithinFiveSecondsOfALostRoleAndOthersStayOpen() {
    Client bob = invited();
    CompletableFuture<?> bobs = watch(bob);
    CompletableFuture<?> anns = watch(ann);

    ann.delete("/api/websites/" + website + "/members/" + idOf(bob));

    await().atMost(SOON).until(bobs::isDone);
    assertThat(anns).isNotDone();
  }

  @Test
  void aSocketIsClosedWithALinkAKeyASessionOrTheWebsite() {
    String path = "/api/websites/" + website;
    String linkId = ann.post(path + "/shared_links", "{\"name\":\"l\"}").text("link_id");
    Answer key = ann.post(path + "/api_keys", "{\"name\":\"k\",\"scopes\":[\"live:read\"]}");
    CompletableFuture<?> byLink = watch(accounts.client().withCookie("footfall_share=" + linkId));
    CompletableFuture<?> byKey = closed(live.openWith(website, bearer(key.text("key"))));
    Client elsewhere = accounts.client();
    elsewhere.signIn("ann@example.org", "correct horse");
    CompletableFuture<?> bySession = watch(elsewhere);
    CompletableFuture<?> byOwner = watch(ann);

    ann.delete(path + "/shared_links/" + linkId);
    await().atMost(SOON).until(byLink::isDone);
    ann.delete(path + "/api_keys/" + key.text("api_key_id"));
    await().atMost(SOON).until(byKey::isDone);
    elsewhere.post("/api/logout", "");
    await().atMost(SOON).until(bySession::isDone);
    assertThat(byOwner).isNotDone();
    ann.delete(path);
    await().atMost(SOON).until(byOwner::isDone);
  }

  @Test
  void aSocketIsClosedWhenTheSessionExpiresAlsoWhilePostgresIsAway() {
    CompletableFuture<?> anns = watch(ann);
    accounts.goAway();
    try {
      accounts.passTime(Duration.ofDays(15));
      await().atMost(Duration.ofSeconds(30)).until(anns::isDone);
    } finally {
      accounts.comeBack();
    }
  }

  private String ticket(Client client) {
    return client
        .with("Origin", ORIGIN)
        .post("/api/live/" + website + "/ticket", "")
        .text("ticket");
  }

  /** Completes when the socket, which a ticket opens, is closed. */
  private CompletableFuture<?> watch(Client client) {
    return closed(live.open(website, ticket(client), ORIGIN));
  }

  private static CompletableFuture<?> closed(LiveServer.Socket opened) {
    assertThat(opened.status()).isEqualTo(101);
    return opened.closed();
  }

  private String newWebsite() {
    return ann.post("/api/websites", "{\"domain\":\"example.org\"}").text("website_id");
  }

  private Map<String, String> key(String websiteId, String scope) {
    Answer made =
        ann.post(
            "/api/websites/" + websiteId + "/api_keys",
            "{\"name\":\"k\",\"scopes\":[\"" + scope + "\"]}");
    return bearer(made.text("key"));
  }

  private static Map<String, String> bearer(String key) {
    return Map.of("Authorization", "Bearer " + key);
  }

  private static String idOf(Client client) {
    return client.get("/api/me").body().at("/user/user_id").asText();
  }

  private Client invited() {
    String token =
        ann.post("/api/websites/" + website + "/invites", "{\"role\":\"viewer\"}").text("token");
    Client client = accounts.client();
    client.keep(
        client.post(
            "/api/invites/" + token,
            "{\"email\":\"bob@example.org\",\"name\":\"Bob\",\"password\":\"correct horse\"}"));
    return client;
  }
}
