package footfall.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import footfall.api.AccountsForTests;
import footfall.api.Client;
import footfall.api.Client.Answer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SettingsIT {
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
    assertThat(
            accounts.websites().find(website.substring(14)).orElseThrow().settings().samplingRate())
        .as("what the collector and history go by, at once")
        .isEqualTo(0.25);
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
  void aWebsiteWhoseRowCannotBeUsedIsShownAsItWasAndSaysWhatIsWrongWithIt() {
    accounts.elsewhere("update websites set time_zone = 'Mars/Olympus'");

    assertThat(ann.get(website).text("time_zone")).isEqualTo("UTC");
    Answer refused = ann.patch(website, "{\"currency\":\"EUR\"}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("message")).contains("Mars/Olympus");
  }

  @Test
  void aDeletedWebsiteIsGoneForEverybody() {
    assertThat(ann.delete(website).status()).isEqualTo(204);

    assertThat(ann.get(website).status()).isEqualTo(404);
    assertThat(ann.get("/api/websites").body().path("websites")).isEmpty();
  }

  @Test
  void aWebsiteThatWasDeletedElsewhereIsNotBroughtBackByAChange() {
    accounts.elsewhere("update websites set status = 'deleted'");

    assertThat(ann.patch(website, "{\"status\":\"active\"}").status()).isEqualTo(404);
    await().until(() -> ann.get(website).status() == 404);
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
  void goalsWhosePatternsTakeTogetherMoreThanIsComparedAreRefusedWithTheLimit() {
    String path = website + "/goals";
    // 283 instructions each.
    String large =
        "{\"name\":\"%s\",\"goal_type\":\"event\",\"match_type\":\"regex\",\"pattern\":\"%s\"}";
    String pattern = "a".repeat(280);
    String last = "";
    for (int n = 0; n < 21; n++) {
      Answer made = ann.post(path, large.formatted("g" + n, pattern));
      assertThat(made.status()).as("goal " + n).isEqualTo(201);
      last = path + "/" + made.text("goal_id");
    }

    Answer refused = ann.post(path, large.formatted("one more", pattern));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("error")).isEqualTo("too_many_steps");
    assertThat(refused.text("message")).contains("6000").contains("remove");
    assertThat(ann.post(path, event("cheap")).status()).isEqualTo(201);

    assertThat(ann.patch(last, "{\"is_active\":false}").status()).isEqualTo(200);
    assertThat(ann.post(path, large.formatted("in its place", pattern)).status()).isEqualTo(201);
    assertThat(ann.patch(last, "{\"is_active\":true}").status()).isEqualTo(409);
    assertThat(ann.patch(last, "{\"pattern\":\"b\",\"is_active\":true}").status()).isEqualTo(200);
    assertThat(ann.patch(last, "{\"pattern\":\"" + pattern + "\"}").status()).isEqualTo(409);
    assertThat(ann.get(path).body().path("goals").findValuesAsText("pattern")).contains("b");
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
  void hostileTextIsKeptAsItIsAndHostileIdsNameNothing() {
    String[] corpus = {
      "'; drop table users; --",
      "\\'; select pg_sleep(9); --",
      "1) or (1=1",
      "$1::text || version()",
      "<script>alert(1)</script>",
      "{{7*7}}${7*7}%s%n"
    };
    for (String hostile : corpus) {
      String name = hostile.replace("\\", "\\\\");
      Answer made =
          ann.post(
              website + "/properties", "{\"name\":\"%s\",\"value\":\"%s\"}".formatted(name, name));
      assertThat(made.text("value")).isEqualTo(hostile);
    }
    assertThat(ann.get(website + "/properties").body().path("properties").findValuesAsText("name"))
        .containsExactlyInAnyOrder(corpus);
    for (String id : new String[] {"'%20or%201=1", "%27", "..%2f..", "1;select", "%00"}) {
      assertThat(ann.get("/api/websites/" + id).status()).as(id).isEqualTo(404);
      assertThat(ann.delete(website + "/goals/" + id).status()).as(id).isEqualTo(404);
      assertThat(ann.delete(website + "/shared_links/" + id).status()).as(id).isEqualTo(404);
      assertThat(ann.get("/api/invites/" + id).status()).as(id).isEqualTo(404);
    }
    assertThat(ann.get("/api/me").status()).isEqualTo(200);
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
  }

  @Test
  void theAuditLogIsReadPageByPageUntilThereIsNoMore() {
    ann.post(website + "/goals", event("signup"));
    ann.post(website + "/goals", event("order"));

    Answer first = ann.get(website + "/audit?limit=2");
    String last = first.body().at("/entries/1/entry_id").asText();
    Answer second = ann.get(website + "/audit?limit=2&before=" + last);

    assertThat(first.body().path("entries").findValuesAsText("action"))
        .containsExactly("goal_added", "goal_added");
    assertThat(first.body().path("has_more").asBoolean()).isTrue();
    assertThat(second.body().path("entries").findValuesAsText("action"))
        .containsExactly("website_added");
    assertThat(second.body().path("has_more").asBoolean(true)).isFalse();
    for (String wrong : List.of("before=x", "before=1=2", "before=0", "limit=0", "limit=101")) {
      assertThat(ann.get(website + "/audit?" + wrong).status()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void whoeverChangesAWebsiteAtTheSameTimeWaitsForNobodyInACircle() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 8; round++) {
        String goals = website + "/goals";
        String goal = goals + "/" + ann.post(goals, event("first")).text("goal_id");
        String other = goals + "/" + ann.post(goals, event("second")).text("goal_id");
        List<Callable<Answer>> changes =
            List.of(
                () -> ann.patch(goal, "{\"name\":\"second\"}"),
                () -> ann.delete(other),
                () -> ann.patch(website, "{\"bot_filtering_enabled\":false}"),
                () -> ann.post(goals, event("second")),
                () -> ann.patch(other, "{\"pattern\":\"y\"}"),
                () -> ann.delete(goal),
                () -> ann.post(website + "/invites", "{\"role\":\"viewer\"}"),
                () ->
                    ann.post(
                        website + "/api_keys", "{\"name\":\"k\",\"scopes\":[\"stats:read\"]}"));
        for (Future<Answer> answer : threads.invokeAll(changes)) {
          assertThat(answer.get().status()).as("round %d: %s", round, answer.get()).isLessThan(500);
        }
        for (JsonNode left : ann.get(goals).body().path("goals")) {
          ann.delete(goals + "/" + left.path("goal_id").asText());
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static String event(String name) {
    return "{\"name\":\"%s\",\"goal_type\":\"event\",\"match_type\":\"equals\",\"pattern\":\"x\"}"
        .formatted(name);
  }
}
