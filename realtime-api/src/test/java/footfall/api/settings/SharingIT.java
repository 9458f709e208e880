package footfall.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import footfall.api.AccountsForTests;
import footfall.api.Client;
import footfall.api.Client.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SharingIT {
  private static final String NEWCOMER =
      "{\"email\":\"%s\",\"name\":\"Bob\",\"password\":\"correct horse\"}";

  @RegisterExtension static final AccountsForTests accounts = new AccountsForTests();

  private Client ann;
  private String website;

  @BeforeEach
  void start() {
    ann = accounts.setUp("ann@example.org");
    website =
        "/api/websites/"
            + ann.post("/api/websites", "{\"domain\":\"Example.ORG\"}").text("website_id");
  }

  @Test
  void whoIsInvitedHasTheRoleOfTheInviteAndTheLinkServesOnce() {
    Answer invite = ann.post(website + "/invites", "{\"role\":\"viewer\"}");
    String link = "/api/invites/" + invite.text("token");
    assertThat(ann.get(website + "/invites").body().toString())
        .doesNotContain(invite.text("token"));

    Client bob = accounts.client();
    assertThat(bob.get(link).text("role")).isEqualTo("viewer");
    Answer accepted = bob.post(link, NEWCOMER.formatted("bob@example.org"));
    assertThat(accepted.status()).isEqualTo(200);
    bob.keep(accepted);

    assertThat(bob.get(website).status()).isEqualTo(200);
    assertThat(bob.patch(website, "{\"currency\":\"EUR\"}").status()).isEqualTo(403);
    assertThat(bob.get(link).status()).isEqualTo(404);
    assertThat(accounts.client().post(link, NEWCOMER.formatted("eve@example.org")).status())
        .isEqualTo(404);
  }

  @Test
  void whoHasAnAccountAcceptsSignedIn() {
    Client bob = invited("viewer", "bob@example.org");
    String link =
        "/api/invites/" + ann.post(website + "/invites", "{\"role\":\"editor\"}").text("token");
    assertThat(accounts.client().post(link, NEWCOMER.formatted("bob@example.org")).status())
        .isEqualTo(409);

    assertThat(bob.post(link, "{}").status()).isEqualTo(200);

    assertThat(bob.get("/api/me").body().at("/websites/0/role").asText()).isEqualTo("editor");
  }

  @Test
  void anInviteEndsAfterAWeekOrWhenItIsTakenBack() {
    Answer old = ann.post(website + "/invites", "{\"role\":\"viewer\"}");
    Answer takenBack = ann.post(website + "/invites", "{\"role\":\"viewer\"}");
    assertThat(ann.delete(website + "/invites/" + takenBack.text("invite_id")).status())
        .isEqualTo(204);
    assertThat(ann.get("/api/invites/" + takenBack.text("token")).status()).isEqualTo(404);

    assertThat(ann.get("/api/invites/" + old.text("token")).status()).isEqualTo(200);
    accounts.passTime(Duration.ofDays(7));
    assertThat(ann.get("/api/invites/" + old.text("token")).status()).isEqualTo(404);
  }

  @Test
  void nobodyGivesOrTakesARoleAboveTheirOwnAndTheLastOwnerStays() {
    Client bob = invited("admin", "bob@example.org");
    String annsId = ann.get("/api/me").body().at("/user/user_id").asText();
    String bobsId = bob.get("/api/me").body().at("/user/user_id").asText();

    assertThat(bob.post(website + "/invites", "{\"role\":\"owner\"}").status()).isEqualTo(403);
    assertThat(bob.patch(website + "/members/" + bobsId, "{\"role\":\"owner\"}").status())
        .isEqualTo(403);
    assertThat(bob.patch(website + "/members/" + annsId, "{\"role\":\"viewer\"}").status())
        .isEqualTo(403);
    assertThat(bob.delete(website + "/members/" + annsId).status()).isEqualTo(403);
    Answer last = ann.delete(website + "/members/" + annsId);
    assertThat(last.status()).isEqualTo(409);
    assertThat(last.text("message")).contains("at least one owner");

    assertThat(ann.patch(website + "/members/" + bobsId, "{\"role\":\"owner\"}").status())
        .isEqualTo(204);
    assertThat(ann.delete(website + "/members/" + annsId).status()).isEqualTo(204);
    assertThat(ann.get(website).status()).isEqualTo(404);
  }

  @Test
  void anInviteIsWorthNoMoreThanWhoeverMadeIt() {
    Client bob = invited("admin", "bob@example.org");
    String bobsId = bob.get("/api/me").body().at("/user/user_id").asText();
    String link =
        "/api/invites/" + bob.post(website + "/invites", "{\"role\":\"admin\"}").text("token");
    assertThat(bob.get(link).status()).isEqualTo(200);

    ann.patch(website + "/members/" + bobsId, "{\"role\":\"viewer\"}");

    assertThat(bob.post(link, "{}").status()).isEqualTo(404);
    assertThat(accounts.client().post(link, NEWCOMER.formatted("eve@example.org")).status())
        .isEqualTo(404);
    assertThat(ann.get(website + "/invites").body().path("invites")).isEmpty();
    assertThat(bob.get("/api/me").body().at("/websites/0/role").asText()).isEqualTo("viewer");
  }

  @Test
  void whoHasLostARoleCannotGiveItBackToThemselvesWhileThisNodeDoesNotKnowYet() {
    Client bob = invited("admin", "bob@example.org");
    String bobsId = bob.get("/api/me").body().at("/user/user_id").asText();
    accounts.elsewhere(
        "update website_permissions set role = 'viewer' where user_id = '" + bobsId + "'");

    assertThat(bob.patch(website + "/members/" + bobsId, "{\"role\":\"admin\"}").status())
        .isEqualTo(403);
    assertThat(bob.post(website + "/invites", "{\"role\":\"viewer\"}").status()).isEqualTo(403);
  }

  @Test
  void aKeyDoesWhatItsScopesSayOnItsWebsiteUntilItIsRevoked() {
    Answer made =
        ann.post(website + "/api_keys", "{\"name\":\"ci\",\"scopes\":[\"settings:write\"]}");
    Answer reader =
        ann.post(website + "/api_keys", "{\"name\":\"bi\",\"scopes\":[\"stats:read\"]}");
    Client script = accounts.client().with("Authorization", "Bearer " + made.text("key"));
    Client report = accounts.client().with("Authorization", "Bearer " + reader.text("key"));

    assertThat(made.text("key")).startsWith("ffk_").startsWith(made.text("prefix"));
    assertThat(script.post(website + "/goals", event("signup")).status()).isEqualTo(201);
    assertThat(report.get(website + "/goals").body().path("goals")).hasSize(1);
    assertThat(report.post(website + "/goals", event("other")).status()).isEqualTo(404);
    assertThat(script.get(website + "/members").status()).isEqualTo(404);
    assertThat(script.post(website + "/api_keys", "{}").status()).isEqualTo(404);
    assertThat(script.get("/api/me").status()).isEqualTo(401);
    assertThat(ann.get(website + "/api_keys").body().toString())
        .doesNotContain(made.text("key"))
        .contains(made.text("prefix"));

    String id = website + "/api_keys/" + made.text("api_key_id");
    assertThat(ann.delete(id).status()).isEqualTo(204);
    assertThat(script.post(website + "/goals", event("late")).status()).isEqualTo(401);
    assertThat(ann.delete(id).status()).isEqualTo(404);
    await()
        .until(
            () ->
                ann
                    .get(website + "/api_keys")
                    .body()
                    .path("api_keys")
                    .findValues("last_used_at")
                    .stream()
                    .noneMatch(JsonNode::isNull));
  }

  @Test
  void aSharedLinkShowsNumbersAndAsksForItsPassword() {
    String open = ann.post(website + "/shared_links", "{\"name\":\"press\"}").text("link_id");
    String closed =
        ann.post(website + "/shared_links", "{\"name\":\"board\",\"password\":\"open sesame\"}")
            .text("link_id");

    Client anybody = accounts.client();
    anybody.keep(anybody.post("/api/share/" + open, "{}"));
    assertThat(anybody.get(website).body().has("allowed_hostnames")).isFalse();
    assertThat(anybody.get(website).text("domain")).isEqualTo("example.org");
    assertThat(anybody.get(website + "/properties").status()).isEqualTo(404);
    assertThat(anybody.post(website + "/goals", event("x")).status()).isEqualTo(404);

    Client board = accounts.client();
    assertThat(board.withCookie("footfall_share=" + closed).get(website).status()).isEqualTo(401);
    assertThat(board.post("/api/share/" + closed, "{}").text("error")).isEqualTo("password_needed");
    assertThat(board.post("/api/share/" + closed, "{\"password\":\"guessed it\"}").status())
        .isEqualTo(401);
    Answer opened = board.post("/api/share/" + closed, "{\"password\":\"open sesame\"}");
    assertThat(opened.cookies().get(0)).contains("; HttpOnly").contains("; SameSite=Lax");
    board.keep(opened);
    assertThat(board.get(website).status()).isEqualTo(200);

    assertThat(ann.delete(website + "/shared_links/" + closed).status()).isEqualTo(204);
    assertThat(board.get(website).status()).isEqualTo(401);
    assertThat(anybody.post("/api/share/" + "x".repeat(22), "{}").status()).isEqualTo(404);
  }

  private Client invited(String role, String email) {
    String token = ann.post(website + "/invites", "{\"role\":\"" + role + "\"}").text("token");
    Client client = accounts.client();
    client.keep(client.post("/api/invites/" + token, NEWCOMER.formatted(email)));
    return client;
  }

  private static String event(String name) {
    return "{\"name\":\"%s\",\"goal_type\":\"event\",\"match_type\":\"equals\",\"pattern\":\"x\"}"
        .formatted(name);
  }
}
