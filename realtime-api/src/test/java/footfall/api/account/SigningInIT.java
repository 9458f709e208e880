package footfall.api.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpMethods;
import footfall.api.AccountApi;
import footfall.api.AccountsForTests;
import footfall.api.Client;
import footfall.api.Client.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SigningInIT {
  private static final String ANN = "ann@example.org";
  private static final String PASSWORD = "correct horse";

  @RegisterExtension static final AccountsForTests accounts = new AccountsForTests();

  @Test
  void theFirstAccountIsMadeByTheLinkOnceAndByNothingElse() {
    assertThat(anybody().get("/api/setup").body().path("needed").asBoolean()).isTrue();
    String setUp =
        "{\"token\":\"guessed\",\"email\":\"eve@example.org\",\"name\":\"Eve\",\"password\":\"correct horse\"}";
    assertThat(anybody().post("/api/setup", setUp).status()).isEqualTo(403);
    assertThat(anybody().signIn(ANN, PASSWORD).status()).as("no default account").isEqualTo(401);

    Client ann = accounts.setUp("Ann@Example.org");

    assertThat(ann.get("/api/me").body().at("/user/email").asText()).isEqualTo(ANN);
    assertThat(anybody().get("/api/setup").body().path("needed").asBoolean()).isFalse();
    assertThat(anybody().post("/api/setup", setUp).status()).isEqualTo(409);
  }

  @Test
  void whoHasJustGotAnAccountIsToldOfTheWebsitesThatItSees() {
    accounts.elsewhere("insert into websites (website_id, domain) values ('demo', 'example.org')");
    Answer setUp = accounts.setUpAnswer(ANN);
    assertThat(setUp.body().path("websites").toString())
        .isEqualTo("[{\"website_id\":\"demo\",\"domain\":\"example.org\",\"role\":\"owner\"}]");
    Client ann = anybody();
    ann.keep(setUp);
    String invite = ann.post("/api/websites/demo/invites", "{\"role\":\"viewer\"}").text("token");

    Answer joined =
        anybody()
            .post(
                "/api/invites/" + invite,
                "{\"email\":\"bob@example.org\",\"name\":\"Bob\",\"password\":\"battery staple\"}");

    assertThat(joined.body().at("/websites/0/website_id").asText()).isEqualTo("demo");
    assertThat(joined.body().at("/websites/0/role").asText()).isEqualTo("viewer");
  }

  @Test
  void whoSignsInGetsACookieNoScriptReadsAndIsKnownByIt() {
    accounts.setUp(ANN);
    Client ann = anybody();

    Answer answer = ann.signIn(ANN, PASSWORD);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.cookies()).hasSize(2);
    assertThat(answer.cookies().get(1))
        .startsWith("footfall_device=")
        .contains("; Path=/api/login;")
        .contains("; HttpOnly")
        .contains("; SameSite=Lax");
    assertThat(answer.cookies().get(0))
        .startsWith("footfall_session=")
        .contains("; Path=/")
        .contains("; HttpOnly")
        .contains("; SameSite=Lax")
        .doesNotContain("Secure");
    assertThat(ann.get("/api/me").body().path("csrf_token").asText())
        .isEqualTo(answer.text("csrf_token"));
    assertThat(anybody().get("/api/me").status()).isEqualTo(401);
    assertThat(anybody().withCookie("footfall_session=guessed").get("/api/me").status())
        .isEqualTo(401);
  }

  @Test
  void behindATrustedProxyThatSpeaksHttpsTheCookieIsSecureAndOnlyThere() {
    accounts.setUp(ANN);
    Answer behind =
        anybody()
            .from(AccountsForTests.PROXY)
            .with("X-Forwarded-Proto", "https")
            .signIn(ANN, PASSWORD);
    Answer forged = anybody().with("X-Forwarded-Proto", "https").signIn(ANN, PASSWORD);

    assertThat(behind.cookies().get(0)).endsWith("; Secure");
    assertThat(forged.cookies().get(0)).doesNotContain("Secure");
  }

  @Test
  void whoSignsOutIsNobodyOnEveryNode() {
    Client ann = accounts.setUp(ANN);
    try (AccountApi other = accounts.newApi()) {
      var request = ann.request(HttpMethods.GET, "/api/me", "");
      assertThat(other.access().of(request).toCompletableFuture().join().isKnown()).isTrue();

      assertThat(ann.post("/api/logout", "").status()).isEqualTo(204);

      assertThat(ann.get("/api/me").status()).isEqualTo(401);
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> !other.access().of(request).toCompletableFuture().join().isKnown());
    }
  }

  @Test
  void aSessionIsKnownAtOnceOnANodeThatDidNotBeginIt() {
    try (AccountApi other = accounts.newApi()) {
      Client ann = accounts.setUp(ANN);
      var request = ann.request(HttpMethods.GET, "/api/me", "");

      assertThat(other.access().of(request).toCompletableFuture().join().isKnown()).isTrue();
    }
  }

  @Test
  void aCookieIsRenewedOnceADayAndASessionEndsTwoWeeksAfterItWasUsedLast() {
    Client ann = accounts.setUp(ANN);
    String first = ann.cookie();
    assertThat(ann.get("/api/me").cookies()).isEmpty();

    accounts.passTime(Duration.ofDays(2));
    Answer renewed = ann.get("/api/me");
    assertThat(renewed.cookies()).hasSize(1);
    ann.keep(renewed);
    assertThat(ann.cookie()).isNotEqualTo(first);
    assertThat(ann.get("/api/me").status()).isEqualTo(200);
    accounts.passTime(Duration.ofMinutes(2));
    assertThat(anybody().withCookie(first).get("/api/me").status())
        .as("a minute after the rotation")
        .isEqualTo(401);

    accounts.passTime(Duration.ofDays(13));
    ann.keep(ann.get("/api/me"));
    accounts.passTime(Duration.ofDays(13));
    assertThat(ann.get("/api/me").status()).isEqualTo(200);
    accounts.passTime(Duration.ofDays(15));
    assertThat(ann.get("/api/me").status()).isEqualTo(401);
  }

  @Test
  void aRequestThatChangesSomethingByCookieNeedsTheCsrfToken() {
    Client ann = accounts.setUp(ANN);
    String token = ann.get("/api/me").text("csrf_token");
    String website = "{\"domain\":\"example.org\"}";

    Answer without = ann.forgetCsrfToken().post("/api/websites", website);
    Answer wrong = ann.with("X-CSRF-Token", "guessed").post("/api/websites", website);
    Answer with = ann.with("X-CSRF-Token", token).post("/api/websites", website);

    assertThat(without.status()).isEqualTo(403);
    assertThat(without.text("error")).isEqualTo("csrf");
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(with.status()).isEqualTo(201);
    assertThat(ann.get("/api/websites").body().path("websites")).hasSize(1);
  }

  @Test
  void whoChangesThePasswordStaysSignedInAndNobodyElseDoes() {
    Client here = accounts.setUp(ANN);
    Client elsewhere = anybody();
    elsewhere.signIn(ANN, PASSWORD);
    String form = "{\"current_password\":\"%s\",\"new_password\":\"battery staple\"}";

    assertThat(here.post("/api/me/password", form.formatted("wrong one")).status()).isEqualTo(400);
    assertThat(here.post("/api/me/password", form.formatted(PASSWORD)).status()).isEqualTo(204);

    assertThat(here.get("/api/me").status()).isEqualTo(200);
    assertThat(elsewhere.get("/api/me").status()).isEqualTo(401);
    assertThat(anybody().signIn(ANN, PASSWORD).status()).isEqualTo(401);
    assertThat(anybody().signIn(ANN, "battery staple").status()).isEqualTo(200);
  }

  @Test
  void whatASignInMustBeIsSaid() {
    assertThat(anybody().post("/api/login", "{\"email\":\"a@b\"}").text("message"))
        .contains("password must be");
    Answer unknown =
        anybody().post("/api/login", "{\"email\":\"a@b\",\"password\":\"x\",\"otp\":\"1\"}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text("message")).contains("\"otp\"").contains("email, password");
    assertThat(anybody().post("/api/login", "[]").status()).isEqualTo(400);
    assertThat(anybody().post("/api/login", "{\"email\":1,\"email\":2}").status()).isEqualTo(400);
    assertThat(anybody().post("/api/login", " ".repeat(70_000) + "{}").status()).isEqualTo(413);
    assertThat(
            accounts
                .send(anybody().request(HttpMethods.POST, "/api/login", "").withEntity("email=a@b"))
                .status()
                .intValue())
        .isEqualTo(415);
    assertThat(anybody().get("/api/login").status()).isEqualTo(405);
  }

  @Test
  void jsonMayNameItsCharset() {
    accounts.setUp(ANN);
    var request =
        anybody()
            .request(HttpMethods.POST, "/api/login", "")
            .withEntity(
                ContentTypes.parse("application/json; charset=UTF-8"),
                "{\"email\":\"%s\",\"password\":\"%s\"}"
                    .formatted(ANN, PASSWORD)
                    .getBytes(StandardCharsets.UTF_8));

    assertThat(accounts.send(request).status().intValue()).isEqualTo(200);
  }

  @Test
  void whatAProxyAuthorizesByStandsInNobodysWay() {
    Client ann = accounts.setUp(ANN).with("Authorization", "Basic cHJveHk6c2VjcmV0");

    assertThat(ann.get("/api/me").status()).isEqualTo(200);
  }

  @Test
  void whilePostgresIsAwayWhoIsKnownLooksOnAndOthersAreToldToWait() throws Exception {
    Client ann = accounts.setUp(ANN);
    String website =
        "/api/websites/"
            + ann.post("/api/websites", "{\"domain\":\"example.org\"}").text("website_id");
    String linkId = ann.post(website + "/shared_links", "{\"name\":\"l\"}").text("link_id");
    Client unknown = anybody().withCookie("footfall_session=unknown");
    Client shared = anybody().withCookie("footfall_share=" + linkId);
    // Long enough for her cookie to be renewed, if only it could be stored.
    accounts.passTime(Duration.ofDays(2));
    accounts.goAway();
    // At once: each waits for PostgreSQL for as long as it may.
    ExecutorService threads = Executors.newFixedThreadPool(5);
    try {
      Future<Answer> anns = threads.submit(() -> ann.get("/api/me"));
      Future<Answer> seen = threads.submit(() -> shared.get(website));
      Future<Answer> signIn = threads.submit(() -> anybody().signIn(ANN, PASSWORD));
      Future<Answer> unknowns = threads.submit(() -> unknown.get("/api/me"));
      Future<Answer> setUp = threads.submit(() -> anybody().get("/api/setup"));

      assertThat(anns.get().status()).isEqualTo(200);
      assertThat(anns.get().cookies()).isEmpty();
      assertThat(seen.get().text("domain")).isEqualTo("example.org");
      assertThat(signIn.get().status()).isEqualTo(503);
      assertThat(signIn.get().retryAfter()).isPresent();
      assertThat(unknowns.get().status()).isEqualTo(503);
      assertThat(setUp.get().body().path("needed").asBoolean(true)).isFalse();
    } finally {
      threads.shutdown();
      accounts.comeBack();
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> anybody().signIn(ANN, PASSWORD).status() == 200);
  }

  private static Client anybody() {
    return accounts.client();
  }
}
