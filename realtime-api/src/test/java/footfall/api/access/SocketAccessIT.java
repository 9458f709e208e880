package footfall.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import footfall.api.AccountApi;
import footfall.api.AccountsForTests;
import footfall.api.Client;
import footfall.api.Client.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What sockets need: tickets to open them, and an end when the right to look is gone. */
class SocketAccessIT {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String ORIGIN = "https://stats.example.org";

  private static AccountsForTests accounts;
  private Client ann;
  private String website;

  @BeforeAll
  static void startServer() {
    accounts = new AccountsForTests();
  }

  @AfterAll
  static void stopServer() {
    accounts.close();
  }

  @BeforeEach
  void start() {
    accounts.startAfresh();
    ann = accounts.setUp("ann@example.org");
    website = ann.post("/api/websites", "{\"domain\":\"example.org\"}").text("website_id");
  }

  @Test
  void aTicketLetsItsOwnerInOnce() {
    String ticket = ticket(ORIGIN);

    KnownViewer viewer = accounts.tickets().redeem(from(ORIGIN), ticket, website).orElseThrow();

    assertThat(viewer.may(website, Permission.VIEW, Scope.LIVE_READ)).isTrue();
    assertThat(viewer.user().orElseThrow().email()).isEqualTo("ann@example.org");
    assertThat(accounts.tickets().redeem(from(ORIGIN), ticket, website)).isEmpty();
  }

  @Test
  void aPageGetsItsTicketByARequestWithItsCsrfToken() {
    String path = "/api/live/" + website + "/ticket";

    String ticket = ann.with("Origin", ORIGIN).post(path, "").text("ticket");

    assertThat(accounts.tickets().redeem(from(ORIGIN), ticket, website)).isPresent();
    assertThat(ann.forgetCsrfToken().post(path, "").status()).isEqualTo(403);
  }

  @Test
  void aTicketIsTakenByEveryNodeOfTheCluster() {
    String ticket = ticket(ORIGIN);
    try (AccountApi other = accounts.newApi()) {
      assertThat(other.tickets().redeem(from(ORIGIN), ticket, website)).isPresent();
    }
  }

  @Test
  void aTicketIsWorthNothingElsewhereLaterOrChanged() {
    String ticket = ticket(ORIGIN);
    Tickets tickets = accounts.tickets();
    assertThat(tickets.redeem(from("https://evil.example"), ticket, website)).isEmpty();
    assertThat(tickets.redeem(HttpRequest.GET("/"), ticket, website)).isEmpty();
    assertThat(tickets.redeem(from(ORIGIN), ticket, "other")).isEmpty();
    for (String forged : new String[] {"", ".", "a.b", ticket + "x", "x" + ticket, ticket + "."}) {
      assertThat(tickets.redeem(from(ORIGIN), forged, website)).as(forged).isEmpty();
    }
    assertThat(ticket).doesNotContain(ann.cookie().split("=", 2)[1]);

    accounts.passTime(Duration.ofSeconds(30));

    assertThat(tickets.redeem(from(ORIGIN), ticket, website)).isEmpty();
  }

  @Test
  void aTicketOfSomebodyWhoSignedOutLetsNobodyIn() {
    String ticket = ticket(ORIGIN);
    ann.post("/api/logout", "");

    KnownViewer viewer = accounts.tickets().redeem(from(ORIGIN), ticket, website).orElseThrow();

    assertThat(viewer.may(website, Permission.VIEW, Scope.LIVE_READ)).isFalse();
  }

  @Test
  void aStreamEndsWithinFiveSecondsOfALostRoleAndOthersGoOn() {
    Client bob = invited();
    CompletableFuture<?> bobs = watch(bob);
    CompletableFuture<?> anns = watch(ann);
    String bobsId = bob.get("/api/me").body().at("/user/user_id").asText();
    assertThat(accounts.revocations().watched()).isEqualTo(2);

    ann.delete("/api/websites/" + website + "/members/" + bobsId);

    await().atMost(SOON).until(bobs::isDone);
    assertThat(anns).isNotDone();
    await().until(() -> accounts.revocations().watched() == 1);
  }

  @Test
  void aStreamEndsWithALinkAKeyASessionOrTheWebsite() {
    String path = "/api/websites/" + website;
    String linkId = ann.post(path + "/shared_links", "{\"name\":\"l\"}").text("link_id");
    Answer key = ann.post(path + "/api_keys", "{\"name\":\"k\",\"scopes\":[\"live:read\"]}");
    CompletableFuture<?> byLink = watch(accounts.client().withCookie("footfall_share=" + linkId));
    CompletableFuture<?> byKey =
        watch(accounts.client().with("Authorization", "Bearer " + key.text("key")));
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
  void aStreamEndsWhenTheSessionExpiresAlsoWhilePostgresIsAway() {
    CompletableFuture<?> anns = watch(ann);
    accounts.goAway();
    try {
      accounts.passTime(Duration.ofDays(15));
      await().atMost(Duration.ofSeconds(30)).until(anns::isDone);
    } finally {
      accounts.comeBack();
    }
  }

  @Test
  void whoMayNotLookGetsAStreamThatEndsAtOnce() {
    await().atMost(SOON).until(watch(accounts.client())::isDone);
  }

  private CompletableFuture<?> watch(Client client) {
    Viewer viewer = accounts.viewer(client.request(HttpMethods.GET, "/", ""));
    return Source.maybe()
        .via(accounts.revocations().whileAllowed(viewer, website, Scope.LIVE_READ))
        .toMat(Sink.ignore(), Keep.right())
        .run(accounts.kit().system())
        .toCompletableFuture();
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

  private String ticket(String origin) {
    KnownViewer viewer = accounts.viewer(ann.request(HttpMethods.GET, "/", ""));
    return accounts.tickets().issue(from(origin), viewer, website);
  }

  private static HttpRequest from(String origin) {
    return HttpRequest.GET("/").addHeader(RawHeader.create("Origin", origin));
  }
}
