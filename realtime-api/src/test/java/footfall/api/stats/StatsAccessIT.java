package footfall.api.stats;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
import footfall.api.AccountsForTests;
import footfall.api.Client;
import footfall.api.access.Guard;
import footfall.persistence.stats.Answer;
import footfall.persistence.stats.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everybody at the routes of history, in JSON and CSV: real accounts, keys and links. */
class StatsAccessIT {
  private static final List<String> QUESTIONS =
      List.of(
          "aggregate",
          "timeseries?period=day",
          "timeseries?period=day&format=csv",
          "breakdown?dimension=page_path",
          "breakdown?dimension=page_path&format=csv");

  private static final List<String> asked = new ArrayList<>();
  private static AccountsForTests accounts;
  private static Function<HttpRequest, CompletionStage<HttpResponse>> stats;
  private static Client owner;
  private static Client stranger;
  private static String website;
  private static String strangersWebsite;

  @BeforeAll
  static void start() {
    accounts = new AccountsForTests();
    accounts.startAfresh();
    owner = accounts.setUp("owner@example.org");
    website = website(owner);
    stranger = invited("stranger@example.org", "viewer");
    String id = stranger.get("/api/me").body().at("/user/user_id").asText();
    assertThat(owner.delete("/api/websites/" + website + "/members/" + id).status()).isEqualTo(204);
    strangersWebsite = website(stranger);
    stats =
        StatsRoute.create(
                question -> {
                  asked.add(question.websiteId());
                  return CompletableFuture.completedFuture(
                      List.of(new Answer("", Figures.NONE, Figures.NONE, false)));
                },
                new Guard(request -> CompletableFuture.completedFuture(accounts.viewer(request))),
                accounts.websites()::find,
                accounts.clock())
            .seal()
            .handler(accounts.kit().system());
  }

  @AfterAll
  static void stop() {
    accounts.close();
  }

  private static String website(Client by) {
    return by.post("/api/websites", "{\"domain\":\"example.org\"}").text("website_id");
  }

  private static Client invited(String email, String role) {
    String token =
        owner
            .post("/api/websites/" + website + "/invites", "{\"role\":\"" + role + "\"}")
            .text("token");
    Client client = accounts.client();
    client.keep(
        client.post(
            "/api/invites/" + token,
            "{\"email\":\"%s\",\"name\":\"N\",\"password\":\"correct horse\"}".formatted(email)));
    return client;
  }

  private static Client key(Client by, String websiteId, String scope) {
    String key =
        by.post(
                "/api/websites/" + websiteId + "/api_keys",
                "{\"name\":\"k\",\"scopes\":[\"" + scope + "\"]}")
            .text("key");
    assertThat(key).startsWith("ffk_");
    return accounts.client().with("Authorization", "Bearer " + key);
  }

  private static int status(Client client, String websiteId, String question) throws Exception {
    HttpRequest request =
        client.request(HttpMethods.GET, "/api/stats/" + websiteId + "/" + question, "");
    return stats.apply(request).toCompletableFuture().get().status().intValue();
  }

  @Test
  void whoMayViewTheWebsiteIsAnsweredAndNobodyElse() throws Exception {
    Map<Client, Integer> all = new LinkedHashMap<>();
    all.put(owner, 200);
    for (String role : List.of("viewer", "editor", "admin")) {
      all.put(invited(role + "@example.org", role), 200);
    }
    all.put(key(owner, website, "stats:read"), 200);
    for (String scope : List.of("live:read", "events:write", "settings:write")) {
      all.put(key(owner, website, scope), 404);
    }
    String link =
        owner
            .post("/api/websites/" + website + "/shared_links", "{\"name\":\"l\"}")
            .text("link_id");
    all.put(accounts.client().withCookie("footfall_share=" + link), 200);
    all.put(accounts.client().withCookie("footfall_share=" + link + "x"), 401);
    all.put(accounts.client(), 401);
    all.put(accounts.client().with("Authorization", "Bearer ffk_0"), 401);
    all.put(stranger, 404);
    all.put(key(stranger, strangersWebsite, "stats:read"), 404);
    int number = 0;
    for (Map.Entry<Client, Integer> one : all.entrySet()) {
      for (String question : QUESTIONS) {
        asked.clear();
        assertThat(status(one.getKey(), website, question))
            .as("number %d, %s", number, question)
            .isEqualTo(one.getValue());
        assertThat(asked).hasSize(one.getValue() == 200 ? 1 : 0);
        assertThat(status(one.getKey(), "none", question))
            .as("number %d, %s", number, question)
            .isEqualTo(one.getValue() == 401 ? 401 : 404);
      }
      number++;
    }
  }

  @Test
  void aWebsiteThatWasDeletedHasNoHistoryToSee() throws Exception {
    String gone = website(owner);
    assertThat(status(owner, gone, "aggregate")).isEqualTo(200);
    assertThat(owner.delete("/api/websites/" + gone).status()).isEqualTo(204);
    assertThat(status(owner, gone, "aggregate")).isEqualTo(404);
  }
}
