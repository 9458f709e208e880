package footfall.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import footfall.api.AccountsForTests;
import footfall.api.AccountsForTests.Answer;
import footfall.api.AccountsForTests.Client;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettingsIT {
  private static final String NEWCOMER =
      "{\"email\":\"%s\",\"name\":\"Bob\",\"password\":\"correct horse\"}";

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
    website =
        "/api/websites/"
            + ann.post("/api/websites", "{\"domain\":\"Example.ORG\"}").text("website_id");
  }

  @Test
  void aWebsiteIsMadeWithDefaultsAndEverySettingCanBeChanged() {
    assertThat(ann.get(website).body().toString())
        .contains(
            "\"domain\":\"example.org\",\"time_zone\":\"UTC\",\"currency\":\"USD\","
                + "\"status\":\"active\",\"bot_filtering_enabled\":true,"
                + "\"ip_anonymization_enabled\":false,\"sampling_rate\":1.0,"
                + "\"retention_days\":null,\"allowed_hostnames\":[],\"hits_per_second\":null}");
    String all =
        "{\"domain\":\"shop.example.org\",\"time_zone\":\"Europe/Berlin\",\"currency\":\"EUR\","
            + "\"status\":\"paused\",\"bot_filtering_enabled\":false,"
            + "\"ip_anonymization_enabled\":true,\"sampling_rate\":0.25,\"retention_days\":90,"
            + "\"allowed_hostnames\":[\"shop.example.org\"],\"hits_per_second\":100}";

    assertThat(ann.patch(website, all).status()).isEqualTo(200);

    assertThat(ann.get(website).body().toString()).endsWith(all.substring(1));
    assertThat(
            ann.patch(website, "{\"retention_days\":null}").body().path("retention_days").isNull())
        .isTrue();
    assertThat(ann.get("/api/me").body().at("/websites/0/domain").asText())
        .as("at once")
        .isEqualTo("shop.example.org");
  }

  @Test
  void aSettingThatCannotBeIsRefusedByNameAndNothingIsChanged() {
    for (String wrong :
        new String[] {
          "{\"domain\":\"no host\"}",
          "{\"time_zone\":\"UTC' or 1=1\"}",
          "{\"currency\":\"euro\"}",
          "{\"status\":\"deleted\"}",
          "{\"sampling_rate\":0}",
          "{\"sampling_rate\":1.01}",
          "{\"sampling_rate\":\"1\"}",
          "{\"retention_days\":0}",
          "{\"retention_days\":1.5}",
          "{\"allowed_hostnames\":\"example.org\"}",
          "{\"allowed_hostnames\":[\"a b\"]}",
          "{\"hits_per_second\":1000001}",
          "{\"bot_filtering_enabled\":null}"
        }) {
      String field = wrong.substring(2, wrong.indexOf('"', 2));
      Answer answer = ann.patch(website, "{\"currency\":\"CHF\"," + wrong.substring(1));
      if (!field.equals("currency")) {
        assertThat(answer.status()).as(wrong).isEqualTo(400);
        assertThat(answer.text("message")).startsWith(field + " must be");
      } else {
        assertThat(ann.patch(website, wrong).text("message")).startsWith("currency must be");
      }
    }
    assertThat(ann.patch(website, "{\"colour\":\"red\"}").text("error")).isEqualTo("unknown_field");
    assertThat(ann.get(website).text("currency")).isEqualTo("USD");
  }

  @Test
  void aDeletedWebsiteIsGoneForEverybody() {
    assertThat(ann.delete(website).status()).isEqualTo(204);

    assertThat(ann.get(website).status()).isEqualTo(404);
    assertThat(ann.get("/api/websites").body().path("websites")).isEmpty();
  }

  @Test
  void whoIsInvitedHasTheRoleOfTheInviteAndTheLinkServesOnce() {
    Answer invite = ann.post(website + "/invites", "{\"role\":\"viewer\"}");
    String link = "/api/invites/" + invite.text("token");
    assertThat(ann.get(website + "/invites").body().toString())
        .doesNotContain(invite.text("token"));

    Client bob = accounts.new Client();
    assertThat(bob.get(link).text("role")).isEqualTo("viewer");
    Answer accepted = bob.post(link, NEWCOMER.formatted("bob@example.org"));
    assertThat(accepted.status()).isEqualTo(200);
    bob.keep(accepted);

    assertThat(bob.get(website).status()).isEqualTo(200);
    assertThat(bob.patch(website, "{\"currency\":\"EUR\"}").status()).isEqualTo(403);
    assertThat(bob.get(link).status()).isEqualTo(404);
    assertThat(accounts.new Client().post(link, NEWCOMER.formatted("eve@example.org")).status())
        .isEqualTo(404);
  }

  @Test
  void whoHasAnAccountAcceptsSignedIn() {
    Client bob = invited("viewer", "bob@example.org");
    String link =
        "/api/invites/" + ann.post(website + "/invites", "{\"role\":\"editor\"}").text("token");
    assertThat(accounts.new Client().post(link, NEWCOMER.formatted("bob@example.org")).status())
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
  void aKeyDoesWhatItsScopesSayOnItsWebsiteUntilItIsRevoked() {
    Answer made =
        ann.post(website + "/api_keys", "{\"name\":\"ci\",\"scopes\":[\"settings:write\"]}");
    Answer reader =
        ann.post(website + "/api_keys", "{\"name\":\"bi\",\"scopes\":[\"stats:read\"]}");
    Client script = accounts.new Client().with("Authorization", "Bearer " + made.text("key"));
    Client report = accounts.new Client().with("Authorization", "Bearer " + reader.text("key"));

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

    Client anybody = accounts.new Client();
    anybody.keep(anybody.post("/api/share/" + open, "{}"));
    assertThat(anybody.get(website).body().has("allowed_hostnames")).isFalse();
    assertThat(anybody.get(website).text("domain")).isEqualTo("example.org");
    assertThat(anybody.get(website + "/properties").status()).isEqualTo(404);
    assertThat(anybody.post(website + "/goals", event("x")).status()).isEqualTo(404);

    Client board = accounts.new Client();
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
  void goalsKeepTheirFormAndTheirNames() {
    String path = website + "/goals";
    Answer made =
        ann.post(
            path,
            "{\"name\":\"bought\",\"goal_type\":\"destination\",\"match_type\":\"regex\","
                + "\"pattern\":\"^/thanks\",\"value\":12.5}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().toString()).contains("\"value\":12.5,\"is_active\":true");
    String one = path + "/" + made.text("goal_id");
    assertThat(ann.patch(one, "{\"is_active\":false}").body().path("is_active").asBoolean())
        .isFalse();
    assertThat(ann.patch(one, "{\"pattern\":\"(\"}").text("error")).isEqualTo("bad_pattern");
    assertThat(ann.patch(one, "{\"threshold\":5}").text("error")).isEqualTo("bad_goal");
    assertThat(ann.patch(one, "{\"goal_type\":\"duration\"}").text("error")).isEqualTo("bad_goal");
    assertThat(
            ann.patch(
                    one,
                    "{\"goal_type\":\"duration\",\"match_type\":null,\"pattern\":null,"
                        + "\"threshold\":60}")
                .status())
        .isEqualTo(200);
    assertThat(ann.post(path, event("bought")).status()).as("the name is taken").isEqualTo(409);
    assertThat(ann.delete(one).status()).isEqualTo(204);
    assertThat(ann.delete(one).status()).isEqualTo(404);
    assertThat(ann.patch(one, "{}").status()).isEqualTo(404);
    assertThat(ann.delete(path + "/no-uuid").status()).isEqualTo(404);
  }

  @Test
  void everyOtherKindOfPartIsAddedListedChangedAndRemoved() {
    String step =
        "{\"name\":\"%s\",\"step_type\":\"destination\",\"match_type\":\"equals\",\"pattern\":\"/\"}";
    String[][] parts = {
      {
        "funnels",
        "funnel_id",
        "{\"name\":\"checkout\",\"steps\":["
            + step.formatted("a")
            + ","
            + step.formatted("b")
            + "]}",
        "{\"name\":\"till\"}"
      },
      {
        "custom_dimensions",
        "custom_dimension_id",
        "{\"index\":20,\"name\":\"author\",\"scope\":\"hit\",\"is_active\":true}",
        "{\"index\":1}"
      },
      {
        "custom_metrics",
        "custom_metric_id",
        "{\"index\":1,\"name\":\"words\",\"type\":\"integer\",\"is_active\":false}",
        "{\"type\":\"decimal\"}"
      },
      {
        "annotations",
        "annotation_id",
        "{\"date\":\"2026-11-21\",\"text\":\"launch\"}",
        "{\"text\":\"the launch\"}"
      },
      {"properties", "property_id", "{\"name\":\"team\",\"value\":\"\"}", "{\"value\":\"growth\"}"},
    };
    for (String[] part : parts) {
      String path = website + "/" + part[0];
      Answer made = ann.post(path, part[2]);
      assertThat(made.status()).as(part[0]).isEqualTo(201);
      assertThat(made.body().toString()).endsWith(part[2].substring(1));
      assertThat(ann.get(path).body().path(part[0])).containsExactly(made.body());
      String one = path + "/" + made.text(part[1]);
      assertThat(ann.patch(one, part[3]).body().toString())
          .contains(part[3].substring(1, part[3].length() - 1));
      assertThat(ann.delete(one).status()).isEqualTo(204);
      assertThat(ann.get(path).body().path(part[0])).isEmpty();
    }
    assertThat(
            ann.post(
                    website + "/funnels",
                    "{\"name\":\"short\",\"steps\":[" + step.formatted("a") + "]}")
                .status())
        .isEqualTo(400);
    assertThat(
            ann.post(
                    website + "/custom_metrics",
                    "{\"index\":21,\"name\":\"x\",\"type\":\"integer\"}")
                .text("error"))
        .isEqualTo("bad_index");
  }

  @Test
  void twoDimensionsOfOneIndexAreAConflict() {
    String form = "{\"index\":3,\"name\":\"%s\",\"scope\":\"session\"}";
    String path = website + "/custom_dimensions";
    assertThat(ann.post(path, form.formatted("a")).status()).isEqualTo(201);

    Answer second = ann.post(path, form.formatted("b"));

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text("message")).contains("this index");
  }

  @Test
  void everyChangeIsInTheAuditLogWithWhoMadeIt() {
    ann.patch(website, "{\"currency\":\"EUR\"}");
    ann.post(website + "/goals", event("signup"));
    ann.patch(website, "{\"currency\":\"euro\"}");

    Answer log = ann.get(website + "/audit");

    assertThat(log.body().path("entries").findValuesAsText("action"))
        .containsExactly("goal_added", "website_changed", "website_added");
    assertThat(log.body().at("/entries/1/actor").asText()).isEqualTo("ann@example.org");
    assertThat(log.body().at("/entries/1/detail/currency").asText()).isEqualTo("EUR");
    assertThat(
            ann.get(website + "/audit?before=" + log.body().at("/entries/1/entry_id").asText())
                .body()
                .path("entries"))
        .hasSize(1);
    assertThat(ann.get(website + "/audit?before=x").status()).isEqualTo(400);
  }

  private Client invited(String role, String email) {
    String token = ann.post(website + "/invites", "{\"role\":\"" + role + "\"}").text("token");
    Client client = accounts.new Client();
    client.keep(client.post("/api/invites/" + token, NEWCOMER.formatted(email)));
    return client;
  }

  private static String event(String name) {
    return "{\"name\":\"%s\",\"goal_type\":\"event\",\"match_type\":\"equals\",\"pattern\":\"x\"}"
        .formatted(name);
  }
}
