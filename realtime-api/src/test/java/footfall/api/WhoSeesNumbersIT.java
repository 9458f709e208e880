package footfall.api;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.japi.function.Function;
import footfall.api.access.Guard;
import footfall.api.stats.FunnelRoute;
import footfall.api.stats.StatsRoute;
import footfall.persistence.stats.Answer;
import footfall.persistence.stats.Figures;
import footfall.persistence.stats.FunnelStore.Reached;
import footfall.persistence.stats.FunnelStore.Walked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Everybody at the routes of live numbers and of history, in JSON and CSV: real accounts, keys and
 * links. A website that somebody may not see answers as one that does not exist.
 */
class WhoSeesNumbersIT {
  private static final List<String> QUESTIONS =
      List.of(
          "aggregate",
          "timeseries?period=day",
          "timeseries?period=day&format=csv",
          "breakdown?dimension=page_path",
          "breakdown?dimension=page_path&format=csv");

  private static final Seen ALL = new Seen(200, 200);
  private static final Seen NOTHING = new Seen(404, 404);
  private static final Seen UNKNOWN = new Seen(401, 401);

  /** The statuses that somebody gets for history and live. */
  private record Seen(int history, int live) {}

  private static final List<String> asked = new ArrayList<>();
  private static AccountsForTests accounts;
  private static Function<HttpRequest, CompletionStage<HttpResponse>> history;
  private static Client owner;
  private static Client stranger;
  private static String website;
  private static String strangersWebsite;
  private static String funnel;

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
    funnel = "funnels/" + funnel(owner, website);
    Guard guard = new Guard(request -> CompletableFuture.completedFuture(accounts.viewer(request)));
    history =
        Directives.concat(
                StatsRoute.create(
                    question -> {
                      asked.add(question.websiteId());
                      return CompletableFuture.completedFuture(
                          List.of(new Answer("", Figures.NONE, Figures.NONE, false)));
                    },
                    guard,
                    accounts.websites()::find,
                    accounts.clock()),
                FunnelRoute.create(
                    question -> {
                      asked.add(question.websiteId());
                      return CompletableFuture.completedFuture(
                          new Walked(List.of(new Reached(0, 0)), false));
                    },
                    accounts.api().funnels(),
                    guard,
                    accounts.websites()::find,
                    accounts.clock()))
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

  private static String funnel(Client by, String websiteId) {
    String step =
        "{\"name\":\"a\",\"step_type\":\"event\",\"match_type\":\"regex\",\"pattern\":\"x\"}";
    return by.post(
            "/api/websites/" + websiteId + "/funnels",
            "{\"name\":\"f\",\"steps\":[%s,%s]}".formatted(step, step))
        .text("funnel_id");
  }

  private static List<String> questions() {
    List<String> all = new ArrayList<>(QUESTIONS);
    all.add(funnel);
    return all;
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

  private static int history(Client client, String websiteId, String question) throws Exception {
    HttpRequest request =
        client.request(HttpMethods.GET, "/api/stats/" + websiteId + "/" + question, "");
    return history.apply(request).toCompletableFuture().get().status().intValue();
  }

  /** Of a socket that a ticket opens, where one is given; 200 where only the upgrade is missing. */
  private static int socket(Client client, String websiteId) {
    Client.Answer ticket = client.post("/api/live/" + websiteId + "/ticket", "");
    if (ticket.status() != 200) {
      return ticket.status();
    }
    int opened = client.get("/api/live/" + websiteId + "?ticket=" + ticket.text("ticket")).status();
    return opened == 400 ? 200 : opened;
  }

  private static Map<Client, Seen> everybody() {
    Map<Client, Seen> all = new LinkedHashMap<>();
    all.put(owner, ALL);
    for (String role : List.of("viewer", "editor", "admin")) {
      all.put(invited(role + "@example.org", role), ALL);
    }
    all.put(key(owner, website, "stats:read"), new Seen(200, 404));
    all.put(key(owner, website, "live:read"), new Seen(404, 200));
    all.put(key(owner, website, "events:write"), NOTHING);
    all.put(key(owner, website, "settings:write"), NOTHING);
    String link =
        owner
            .post("/api/websites/" + website + "/shared_links", "{\"name\":\"l\"}")
            .text("link_id");
    all.put(accounts.client().withCookie("footfall_share=" + link), ALL);
    all.put(accounts.client().withCookie("footfall_share=" + link + "x"), UNKNOWN);
    all.put(accounts.client(), UNKNOWN);
    all.put(accounts.client().with("Authorization", "Bearer ffk_0"), UNKNOWN);
    all.put(stranger, NOTHING);
    all.put(key(stranger, strangersWebsite, "stats:read"), NOTHING);
    all.put(key(stranger, strangersWebsite, "live:read"), NOTHING);
    return all;
  }

  /** What they get for a website that does not exist. */
  private static int ofNone(int status) {
    return status == 401 ? 401 : 404;
  }

  @Test
  void whoMayViewTheWebsiteIsAnsweredAndNobodyElse() throws Exception {
    int number = 0;
    for (Map.Entry<Client, Seen> one : everybody().entrySet()) {
      Client who = one.getKey();
      int expected = one.getValue().history();
      for (String question : questions()) {
        String what = "number %d, %s".formatted(number, question);
        asked.clear();
        assertThat(history(who, website, question)).as(what).isEqualTo(expected);
        assertThat(asked).as(what).hasSize(expected == 200 ? 1 : 0);
        assertThat(history(who, "none", question)).as(what).isEqualTo(ofNone(expected));
      }
      int live = one.getValue().live();
      String what = "number %d, live".formatted(number++);
      String sessions = "/api/live/%s/sessions";
      assertThat(who.get(sessions.formatted(website)).status()).as(what).isEqualTo(live);
      assertThat(who.get(sessions.formatted("none")).status()).as(what).isEqualTo(ofNone(live));
      assertThat(socket(who, website)).as(what).isEqualTo(live);
      assertThat(socket(who, "none")).as(what).isEqualTo(ofNone(live));
    }
    assertThat(number).isEqualTo(15);
  }

  @Test
  void aWebsiteThatWasDeletedHasNothingToSee() throws Exception {
    String gone = website(owner);
    assertThat(history(owner, gone, "aggregate")).isEqualTo(200);
    assertThat(socket(owner, gone)).isEqualTo(200);
    assertThat(owner.delete("/api/websites/" + gone).status()).isEqualTo(204);
    assertThat(history(owner, gone, "aggregate")).isEqualTo(404);
    assertThat(socket(owner, gone)).isEqualTo(404);
  }

  @Test
  void aFunnelOfAnotherWebsiteIsNotReachedThroughOnesOwn() throws Exception {
    assertThat(history(stranger, strangersWebsite, "funnels/" + funnel(stranger, strangersWebsite)))
        .isEqualTo(200);
    assertThat(history(stranger, strangersWebsite, funnel)).isEqualTo(404);
  }
}
