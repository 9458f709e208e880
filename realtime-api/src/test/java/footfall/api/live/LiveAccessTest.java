package footfall.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import footfall.api.Probes;
import footfall.api.ServerForTests;
import footfall.api.access.Permission;
import footfall.api.access.Refused;
import footfall.api.access.Revocations;
import footfall.api.access.Scope;
import footfall.api.access.Viewer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets to the routes below {@code /api/live}; a request names itself by a header. */
class LiveAccessTest {
  private static final List<String> PATHS =
      List.of("", "/sessions", "/sessions/7d8f3f4e-2f3a-5d0c-9d2f-0a1b2c3d4e5f");

  private static final Set<String> viewers = ConcurrentHashMap.newKeySet();
  private static final BlockingQueue<Runnable> looks = new LinkedBlockingQueue<>();
  private static final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private static ServerForTests server;

  /** May see {@code shop} as long as its name is among the viewers. */
  private record Named(String name) implements Viewer {
    @Override
    public boolean isKnown() {
      return !name.isEmpty();
    }

    @Override
    public boolean may(String websiteId, Permission permission, Scope scope) {
      return viewers.contains(name)
          && websiteId.equals("shop")
          && permission == Permission.VIEW
          && scope == Scope.LIVE_READ;
    }

    static Viewer of(akka.http.javadsl.model.HttpRequest request) {
      return new Named(request.getHeader("X-Name").map(header -> header.value()).orElse(""));
    }
  }

  /** Nobody is active; says that it was asked. */
  private record AskedSessions() implements ActiveSessionsSource {
    @Override
    public CompletionStage<List<ActiveSession>> list(String websiteId) {
      asked.add(websiteId);
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Optional<ActiveSession>> find(String websiteId, UUID sessionId) {
      asked.add(websiteId);
      return CompletableFuture.completedFuture(Optional.empty());
    }
  }

  @BeforeAll
  static void start() {
    LiveFeed feed =
        websiteId -> {
          asked.add(websiteId);
          return Source.<EncodedFrame>maybe().mapMaterializedValue(end -> NotUsed.getInstance());
        };
    LiveAccess access =
        new LiveAccess(
            request -> CompletableFuture.completedFuture(Named.of(request)),
            (upgrade, websiteId) ->
                upgrade.getHeader("X-Ticket").isPresent()
                    ? CompletableFuture.completedFuture(Named.of(upgrade))
                    : CompletableFuture.failedFuture(
                        Refused.unauthorized("ticket_needed", "Ask for a ticket.")),
            new Revocations(looks::add));
    server =
        new ServerForTests(
            system ->
                LiveRoute.create(
                    feed,
                    new AskedSessions(),
                    access,
                    LiveRouteSettings.DEFAULT,
                    new LiveCounters()),
            new Probes(List::of, () -> ""));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void letAnnLook() {
    viewers.clear();
    viewers.add("ann");
    asked.clear();
  }

  @Test
  void nobodyIsToldToSignInAndAForeignWebsiteIsAsOneThatDoesNotExist() {
    for (String path : PATHS) {
      assertThat(get("shop" + path, "").statusCode()).as(path).isEqualTo(401);
      HttpResponse<String> foreign = get("shop" + path, "bob");
      HttpResponse<String> unknown = get("none" + path, "bob");
      assertThat(foreign.statusCode()).as(path).isEqualTo(404);
      assertThat(foreign.body()).as(path).isEqualTo(unknown.body());
      assertThat(unknown.statusCode()).as(path).isEqualTo(404);
    }
    assertThat(asked).as("nobody was asked for them").isEmpty();
  }

  @Test
  void whoMayViewTheWebsiteIsAnswered() {
    assertThat(get("shop/sessions", "ann").statusCode()).isEqualTo(200);
    assertThat(get("shop" + PATHS.get(2), "ann").body()).contains("unknown_session");
    assertThat(get("shop", "ann").statusCode()).as("no upgrade").isEqualTo(400);
    assertThat(asked).hasSize(2);
  }

  @Test
  void whoMayAskForMuchOpensNoSocketByThat() {
    HttpResponse<String> refused = server.send(server.to("/api/live/shop").header("X-Name", "ann"));

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("ticket_needed");
  }

  @Test
  void aSocketEndsAtTheLookThatFindsItsViewerGoneAndOthersStay() throws Exception {
    viewers.add("bob");
    CompletableFuture<Integer> anns = open("ann");
    CompletableFuture<Integer> bobs = open("bob");
    Runnable look = looks.element();
    look.run();
    assertThat(bobs).isNotDone();

    viewers.remove("bob");
    look.run();

    assertThat(bobs.get(5, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
    assertThat(anns).isNotDone();
  }

  private static HttpResponse<String> get(String path, String name) {
    var request = server.to("/api/live/" + path).header("X-Ticket", "any");
    return server.send(name.isEmpty() ? request : request.header("X-Name", name));
  }

  /** Opens a socket; completes with the code that ends it. */
  private static CompletableFuture<Integer> open(String name) {
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    URI address = URI.create("ws://" + server.address().getAuthority() + "/api/live/shop");
    WebSocket opened =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("X-Ticket", "any")
            .header("X-Name", name)
            .buildAsync(
                address,
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                    closed.complete(code);
                    return null;
                  }
                })
            .join();
    assertThat(opened.isInputClosed()).isFalse();
    return closed;
  }
}
