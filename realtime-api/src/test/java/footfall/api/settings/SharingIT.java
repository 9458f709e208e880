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
  void aRoleThatAnotherNodeHasJustGivenIsKnownAtOnce() {
    for (int n = 0; n < 5; n++) {
      accounts.elsewhere(
          "with made as (insert into websites (website_id, domain) values ('a%1$d', 'example.org'),"
                  .formatted(n)
              + " ('b%1$d', 'example.org') returning website_id)".formatted(n)
              + " insert into website_permissions (website_id, user_id, role)"
              + " select website_id, user_id, 'viewer' from made, users");
      String path = n % 2 == 0 ? "/api/websites/a" + n : "/api/live/b" + n + "/sessions";

      assertThat(ann.get(path).status()).as(path).isEqualTo(200);
    }
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
    assertThat(ann.get(website + "/audit").body().at("/entries/0/detail/prefix").asText())
        .as("which of them was revoked")
        .isEqualTo(made.text("prefix"));
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

  @Test
  void aBearerThatIsNoKeyIsRefusedWhateverCookieComesWithIt() {
    String key =
        ann.post(website + "/api_keys", "{\"name\":\"bi\",\"scopes\":[\"stats:read\"]}")
            .text("key");
    for (String authorization :
        List.of(
            "Bearer " + key.replace("ffk_", "FFK_"),
            "bearer " + key + "x",
            "BEARER nonsense",
            "Bearer",
            "Bearer  ")) {
      Answer answer = ann.with("Authorization", authorization).get(website);
      assertThat(answer.status()).as(authorization).isEqualTo(401);
      assertThat(ann.post(website + "/goals", event("x")).status()).isEqualTo(401);
    }
    assertThat(ann.get(website).text("message")).contains("API key").contains("Authorization");
    assertThat(ann.with("Authorization", "bearer " + key).get(website).status()).isEqualTo(200);
  }

  @Test
  void ofEachKindAWebsiteHasNoMoreThanItsBoundHoweverManyAreMadeAtOnce() throws Exception {
    String id = website.substring("/api/websites/".length());
    String rows = " from (select lpad(n::text, 43, '0') as h, n from generate_series(1, %d) n) n";
    accounts.elsewhere(
        "insert into api_keys (api_key_id, website_id, name, key_hash, prefix, scopes, created_at)"
            + " select gen_random_uuid(), '%s', 'k', h, 'ffk_abcdef', array['stats:read'], now()"
                .formatted(id)
            + rows.formatted(98));
    accounts.elsewhere(
        "insert into invites (invite_id, website_id, role, token_hash, created_at, expires_at,"
            + " invited_by) select gen_random_uuid(), '%s', 'viewer', h, now(), now() +"
                .formatted(id)
            + " interval '1 day', (select user_id from users)"
            + rows.formatted(98));
    accounts.elsewhere(
        "insert into shared_links (link_id, website_id, name, created_at)"
            + " select lpad(n::text, 22, '0'), '%s', 'l', now()".formatted(id)
            + rows.formatted(98));
    accounts.elsewhere(
        "insert into annotations select gen_random_uuid(), '%s', '2026-11-21', 'a'".formatted(id)
            + rows.formatted(998));
    accounts.elsewhere(
        "insert into goals (goal_id, website_id, name, goal_type, threshold)"
            + " select gen_random_uuid(), '%s', 'g' || n, 'duration', 9".formatted(id)
            + rows.formatted(98));

    assertTwoMoreAtMost(
        website + "/api_keys", "{\"name\":\"%d\",\"scopes\":[\"stats:read\"]}", "100 API keys");
    assertTwoMoreAtMost(website + "/invites", "{\"role\":\"viewer\"}", "100 invites");
    assertTwoMoreAtMost(website + "/shared_links", "{\"name\":\"%d\"}", "100 shared links");
    assertTwoMoreAtMost(
        website + "/annotations", "{\"date\":\"2026-11-21\",\"text\":\"%d\"}", "1000 annotations");
    assertTwoMoreAtMost(
        website + "/goals",
        "{\"name\":\"%d\",\"goal_type\":\"duration\",\"threshold\":9}",
        "100 goals");

    accounts.elsewhere("update api_keys set revoked_at = now() where name = 'k'");
    assertThat(
            ann.post(website + "/api_keys", "{\"name\":\"n\",\"scopes\":[\"stats:read\"]}")
                .status())
        .as("where others were revoked")
        .isEqualTo(201);
  }

  @Test
  void aWebsiteHasNoMoreMembersThanItsBoundWithThoseWhoAreInvited() {
    accounts.elsewhere(
        "with made as (insert into users (user_id, email, name, password_hash) select"
            + " gen_random_uuid(), 'm' || n || '@example.org', 'm', '$argon2id$x'"
            + " from generate_series(1, 998) n returning user_id)"
            + " insert into website_permissions (website_id, user_id, role)"
            + " select website_id, user_id, 'viewer' from made, websites");

    assertThat(ann.post(website + "/invites", "{\"role\":\"viewer\"}").status()).isEqualTo(201);
    Answer refused = ann.post(website + "/invites", "{\"role\":\"viewer\"}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("message")).contains("1000 members");
  }

  @Test
  void anAccountOwnsNoMoreWebsitesThanItsBoundAndDeletingMakesNoRoomAtOnce() throws Exception {
    accounts.elsewhere(
        "with made as (insert into websites (website_id, domain) select 'w' || n, 'example.org'"
            + " from generate_series(1, 497) n returning website_id)"
            + " insert into website_permissions (website_id, user_id, role)"
            + " select website_id, user_id, 'owner' from made, users");

    assertTwoMoreAtMost("/api/websites", "{\"domain\":\"w%d.example.org\"}", "500 websites");

    assertThat(ann.delete(website).status()).isEqualTo(204);
    assertThat(ann.post("/api/websites", "{\"domain\":\"example.org\"}").status()).isEqualTo(409);
    accounts.elsewhere(
        "update websites set updated_at = now() - interval '25 hours' where status = 'deleted'");
    assertThat(ann.post("/api/websites", "{\"domain\":\"example.org\"}").status()).isEqualTo(201);
  }

  private void assertTwoMoreAtMost(String path, String form, String bound) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Answer>> tries =
          IntStream.range(0, 8)
              .<Callable<Answer>>mapToObj(n -> () -> ann.post(path, form.formatted(n)))
              .toList();
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> answer : threads.invokeAll(tries)) {
        answers.add(answer.get());
      }
      assertThat(answers).as(path).filteredOn(answer -> answer.status() == 201).hasSize(2);
      assertThat(answers)
          .filteredOn(answer -> answer.status() == 409)
          .hasSize(6)
          .allSatisfy(answer -> assertThat(answer.text("message")).contains(bound));
    } finally {
      threads.shutdownNow();
    }
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
