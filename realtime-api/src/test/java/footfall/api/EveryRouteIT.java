package footfall.api;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.api.Client.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Everybody at every route: whoever there is (nobody, an account of another website, each role, a
 * key of each scope, a key of another website, a shared link) sends a request to each operation,
 * and may do what {@code openapi/accounts.yaml} says, and nothing else.
 */
class EveryRouteIT {
  private static final List<String> ROLES = List.of("viewer", "editor", "admin", "owner");
  private static final List<String> SCOPES =
      List.of("stats:read", "live:read", "events:write", "settings:write");
  private static final String STEP =
      "{\"name\":\"a\",\"step_type\":\"event\",\"match_type\":\"equals\",\"pattern\":\"x\"}";

  /** What makes a part that can be changed or removed, by the last name in its path. */
  private static final Map<String, String> PARTS =
      Map.of(
          "invite_id", "{\"role\":\"viewer\"}",
          "api_key_id", "{\"name\":\"%s\",\"scopes\":[\"stats:read\"]}",
          "link_id", "{\"name\":\"%s\"}",
          "goal_id", "{\"name\":\"%s\",\"goal_type\":\"duration\",\"threshold\":60}",
          "funnel_id", "{\"name\":\"%s\",\"steps\":[" + STEP + "," + STEP + "]}",
          "custom_dimension_id", "{\"name\":\"%s\",\"index\":7,\"scope\":\"hit\"}",
          "custom_metric_id", "{\"name\":\"%s\",\"index\":7,\"type\":\"integer\"}",
          "annotation_id", "{\"date\":\"2026-11-21\",\"text\":\"%s\"}",
          "property_id", "{\"name\":\"%s\",\"value\":\"v\"}");

  private static AccountsForTests accounts;
  private static Client owner;
  private static final Map<String, Client> members = new LinkedHashMap<>();
  private static Client stranger;
  private static String strangersWebsite;
  private static Client strangersKey;
  private static int names;

  /** A website with all who have something to do with it. */
  private record World(String websiteId, Map<String, Client> viewers) {}

  @BeforeAll
  static void start() {
    accounts = new AccountsForTests();
    accounts.startAfresh();
    owner = accounts.setUp("owner@example.org");
    String first = website(owner);
    for (String role : List.of("viewer", "editor", "admin")) {
      members.put(role, invited(owner, first, role + "@example.org"));
    }
    members.put("owner", owner);
    stranger = invited(owner, first, "stranger@example.org");
    assertThat(stranger.delete("/api/websites/" + first + "/members/" + idOf(stranger)).status())
        .isEqualTo(204);
    strangersWebsite = website(stranger);
    strangersKey = key(stranger, strangersWebsite, "settings:write");
  }

  @AfterAll
  static void stop() {
    accounts.close();
  }

  @Test
  void everyRouteIsDocumentedAndEveryDocumentedRouteExists() {
    assertThat(DocumentedOperation.all())
        .extracting(Object::toString)
        .containsExactlyInAnyOrderElementsOf(
            accounts.operations().stream()
                .map(one -> one.method().value() + " " + one.path())
                .toList());
    assertThat(DocumentedOperation.all())
        .allSatisfy(
            one ->
                assertThat(one.role())
                    .as(one.toString())
                    .isIn(one.isOfAWebsite() ? ROLES : List.of("anybody", "account")));
  }

  @Test
  void everybodyMayDoWhatIsDocumentedAndNothingElse() {
    int tried = 0;
    World world = world();
    for (DocumentedOperation operation : DocumentedOperation.all()) {
      if (!operation.isOfAWebsite()) {
        continue;
      }
      for (String who : world.viewers().keySet()) {
        boolean endsIt = operation.toString().equals("DELETE /api/websites/{website_id}");
        World here = endsIt ? world() : world;
        String path = path(operation, here.websiteId());
        Answer answer = send(here.viewers().get(who), operation, path);
        assertThat(kind(answer))
            .as("%s by %s: %s", operation, who, answer)
            .isEqualTo(expected(operation, who));
        tried++;
      }
    }
    assertThat(tried).isEqualTo(world.viewers().size() * operationsOfAWebsite());
  }

  @Test
  void aForeignWebsiteAnswersAsOneThatDoesNotExist() {
    String foreign = website(owner);
    for (DocumentedOperation operation : DocumentedOperation.all()) {
      if (operation.isOfAWebsite()) {
        Answer of = send(stranger, operation, path(operation, foreign));
        Answer none = send(stranger, operation, path(operation, foreign).replace(foreign, "none"));
        assertThat(of).as(operation.toString()).isEqualTo(none);
        assertThat(of.status()).isEqualTo(404);
      }
    }
  }

  @Test
  void aPartOfAnotherWebsiteIsNotReachedThroughOnesOwn() {
    String foreign = website(owner);
    for (DocumentedOperation operation : DocumentedOperation.all()) {
      if (operation.isOfAWebsite()
          && operation.path().startsWith("/api/websites/")
          && operation.path().split("/", -1).length == 6) {
        String theirs = path(operation, foreign);
        Answer answer = send(stranger, operation, theirs.replace(foreign, strangersWebsite));
        assertThat(answer.status()).as(operation.toString()).isEqualTo(404);
        assertThat(kind(send(owner, operation, theirs)))
            .as("still there: " + operation)
            .isEqualTo("in");
      }
    }
  }

  @Test
  void whatNeedsAnAccountTakesNoKeyNoLinkAndNobody() {
    World world = world();
    for (DocumentedOperation operation : DocumentedOperation.all()) {
      if (operation.role().equals("account")) {
        for (String who : List.of("nobody", "key settings:write", "link")) {
          Answer answer = send(world.viewers().get(who), operation, operation.path());
          assertThat(answer.status()).as("%s by %s", operation, who).isEqualTo(401);
        }
      }
    }
  }

  @Test
  void nothingIsChangedByACookieWithoutTheCsrfToken() {
    String website = website(owner);
    Client forged = accounts.client().withCookie(owner.cookie());
    for (DocumentedOperation operation : DocumentedOperation.all()) {
      if (!operation.method().equals("GET") && !operation.role().equals("anybody")) {
        Answer answer = send(forged, operation, path(operation, website));
        assertThat(answer.status()).as(operation.toString()).isEqualTo(403);
        assertThat(answer.text("error")).isEqualTo("csrf");
      }
    }
    assertThat(owner.get("/api/websites/" + website).status()).isEqualTo(200);
    assertThat(owner.get("/api/me").status()).isEqualTo(200);
  }

  private static long operationsOfAWebsite() {
    return accounts.operations().stream().filter(o -> o.path().contains("{website_id}")).count();
  }

  private static String expected(DocumentedOperation operation, String who) {
    if (who.equals("nobody")) {
      return "unknown";
    }
    if (ROLES.contains(who)) {
      return ROLES.indexOf(who) >= ROLES.indexOf(operation.role()) ? "in" : "too low";
    }
    boolean in =
        who.equals("link")
            ? operation.shared()
            : who.startsWith("key ") && operation.scopes().contains(who.substring(4));
    return in ? "in" : "none";
  }

  private static String kind(Answer answer) {
    return switch (answer.status()) {
      case 200, 201, 204, 400, 409 -> "in";
      case 401 -> "unknown";
      case 403 -> answer.text("error").equals("role_too_low") ? "too low" : "forbidden";
      case 404 -> "none";
      default -> "status " + answer.status();
    };
  }

  private static Answer send(Client client, DocumentedOperation operation, String path) {
    return switch (operation.method()) {
      case "GET" -> client.get(path);
      case "POST" -> client.post(path, "{}");
      case "PATCH" ->
          client.patch(path, path.contains("/members/") ? "{\"role\":\"viewer\"}" : "{}");
      case "DELETE" -> client.delete(path);
      default -> throw new IllegalArgumentException(operation.method());
    };
  }

  /** The path to what exists: parts are made, as they may be removed by it. */
  private static String path(DocumentedOperation operation, String websiteId) {
    String path = operation.path().replace("{website_id}", websiteId);
    int name = path.indexOf('{');
    if (name < 0 || !operation.isOfAWebsite()) {
      return path;
    }
    String id = path.substring(name + 1, path.length() - 1);
    String parent = path.substring(0, name - 1);
    return parent + "/" + (id.equals("user_id") ? newMember(websiteId) : newPart(parent, id));
  }

  private static String newPart(String parent, String id) {
    if (id.startsWith("custom_")) {
      owner
          .get(parent)
          .body()
          .elements()
          .next()
          .findValuesAsText(id)
          .forEach(old -> owner.delete(parent + "/" + old));
    }
    Answer made = owner.post(parent, PARTS.get(id).replace("%s", "n" + ++names));
    assertThat(made.status()).as(parent).isEqualTo(201);
    return made.text(id);
  }

  private static String newMember(String websiteId) {
    return idOf(invited(owner, websiteId, "member" + ++names + "@example.org"));
  }

  private static World world() {
    String website = website(owner);
    members.forEach(
        (role, client) -> {
          if (!role.equals("owner")) {
            Answer invite =
                owner.post("/api/websites/" + website + "/invites", "{\"role\":\"" + role + "\"}");
            assertThat(client.post("/api/invites/" + invite.text("token"), "{}").status())
                .isEqualTo(200);
          }
        });
    Map<String, Client> viewers = new LinkedHashMap<>(members);
    viewers.put("nobody", accounts.client());
    viewers.put("stranger", stranger);
    viewers.put("stranger's key", strangersKey);
    for (String scope : SCOPES) {
      viewers.put("key " + scope, key(owner, website, scope));
    }
    String link =
        owner
            .post("/api/websites/" + website + "/shared_links", "{\"name\":\"l\"}")
            .text("link_id");
    viewers.put("link", accounts.client().withCookie("footfall_share=" + link));
    return new World(website, viewers);
  }

  private static String website(Client client) {
    return client.post("/api/websites", "{\"domain\":\"example.org\"}").text("website_id");
  }

  private static Client key(Client by, String websiteId, String scope) {
    Answer key =
        by.post(
            "/api/websites/" + websiteId + "/api_keys",
            "{\"name\":\"k\",\"scopes\":[\"" + scope + "\"]}");
    return accounts.client().with("Authorization", "Bearer " + key.text("key"));
  }

  private static Client invited(Client by, String websiteId, String email) {
    String token =
        by.post("/api/websites/" + websiteId + "/invites", "{\"role\":\"viewer\"}").text("token");
    Client client = accounts.client();
    client.keep(
        client.post(
            "/api/invites/" + token,
            "{\"email\":\"%s\",\"name\":\"N\",\"password\":\"correct horse\"}".formatted(email)));
    return client;
  }

  private static String idOf(Client client) {
    return client.get("/api/me").body().at("/user/user_id").asText();
  }
}
