package footfall.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.server.Route;
import akka.japi.Pair;
import akka.stream.javadsl.BroadcastHub;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.MergeHub;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import footfall.protocol.live.LiveFrame;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A bound server and real clients; frames come from a hub that keeps the newest. */
class LiveRouteTest {
  private static final UUID SESSION = UUID.fromString("7d8f3f4e-2f3a-5d0c-9d2f-0a1b2c3d4e5f");
  private static final LiveRouteSettings SETTINGS =
      new LiveRouteSettings(
          Duration.ofSeconds(5), Duration.ofSeconds(1), 1_024, Set.of("https://stats.example.com"));

  private static final LiveCounters COUNTERS = new LiveCounters();
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static ServerBinding server;
  private static String address;
  private static Sink<EncodedFrame, NotUsed> publish;
  private static final BlockingQueue<String> watched = new LinkedBlockingQueue<>();

  @BeforeAll
  static void bind() throws Exception {
    Pair<Sink<EncodedFrame, NotUsed>, Source<EncodedFrame, NotUsed>> hub =
        MergeHub.of(EncodedFrame.class)
            .toMat(BroadcastHub.of(EncodedFrame.class), Keep.both())
            .run(KIT.system());
    publish = hub.first();
    LiveFeed feed =
        websiteId -> {
          watched.add(websiteId);
          return hub.second();
        };
    Route route =
        LiveRoute.create(feed, new KnownSessions(), AnybodyLooks.access(), SETTINGS, COUNTERS);
    server =
        Http.get(KIT.system())
            .newServerAt("127.0.0.1", 0)
            .bind(route)
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    address = "127.0.0.1:" + server.localAddress().getPort();
  }

  @AfterAll
  static void close() {
    KIT.shutdownTestKit();
  }

  /** One session on one website; a website whose shards do not answer. */
  private static final class KnownSessions implements ActiveSessionsSource {
    @Override
    public CompletionStage<List<ActiveSession>> list(String websiteId) {
      return websiteId.equals("away")
          ? CompletableFuture.failedFuture(new IOException("no answer"))
          : CompletableFuture.completedFuture(
              List.of(session(10, SESSION), session(20, new UUID(1, 2))));
    }

    @Override
    public CompletionStage<Optional<ActiveSession>> find(String websiteId, UUID sessionId) {
      return CompletableFuture.completedFuture(
          Optional.of(session(10, SESSION)).filter(known -> known.sessionId().equals(sessionId)));
    }

    private static ActiveSession session(long lastHit, UUID id) {
      return new ActiveSession(
          id, "shop", 5, lastHit, 2, 1, 0, "/in", "/out", "organic", "mobile", "Firefox", "Android",
          "DE", "Köln");
    }
  }

  private static final class Messages implements WebSocket.Listener {
    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    final CompletableFuture<String> pong = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();

    String textWith(String part) throws InterruptedException {
      String text = texts.poll(5, TimeUnit.SECONDS);
      while (text != null && !text.contains(part)) {
        text = texts.poll(5, TimeUnit.SECONDS);
      }
      return text;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        texts.add(partial.toString());
        partial.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
      pong.complete(StandardCharsets.UTF_8.decode(payload).toString());
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.complete(status);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.complete(-1);
    }
  }

  @Test
  void aSocketGetsASnapshotThenUpdatesAndTwoSocketsShareOneEncoding() throws Exception {
    Messages one = new Messages();
    Messages two = new Messages();
    WebSocket first = connect("shop", one);
    WebSocket second = connect("shop", two);
    publishUntilReceived(one, two);

    assertThat(one.texts.take()).startsWith("{\"type\":\"snapshot\",\"website_id\":\"shop\"");
    assertThat(two.texts.take()).startsWith("{\"type\":\"snapshot\"");

    long encodings = COUNTERS.encodings();
    EncodedFrame next = frame(2);
    Source.single(next).runWith(publish, KIT.system());
    assertThat(one.textWith("\"version\":2")).startsWith("{\"type\":\"update\"");
    assertThat(two.textWith("\"version\":2")).startsWith("{\"type\":\"update\"");
    assertThat(COUNTERS.encodings()).isEqualTo(encodings + 1);
    assertThat(COUNTERS.sockets()).isGreaterThanOrEqualTo(2);
    first.abort();
    second.abort();
  }

  @Test
  void aPingIsAnsweredWithItsPayloadAndACloseWithAClose() throws Exception {
    Messages messages = new Messages();
    WebSocket socket = connect("shop", messages);

    var pinged = socket.sendPing(ByteBuffer.wrap("still there?".getBytes(StandardCharsets.UTF_8)));
    assertThat(messages.pong.get(5, TimeUnit.SECONDS)).isEqualTo("still there?");

    assertThat(pinged).isCompleted();

    var closed = socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye");
    assertThat(messages.closed.get(5, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
    assertThat(closed).isCompleted();
  }

  @Test
  void aQuietSocketWhoseClientAnswersPingsStaysOpen() throws Exception {
    Messages messages = new Messages();
    WebSocket socket = connect("quiet", messages);

    assertThatThrownBy(() -> messages.closed.get(4, TimeUnit.SECONDS))
        .isInstanceOf(TimeoutException.class);
    socket.abort();
  }

  @Test
  void aSocketThatConnectsAgainBeginsWithASnapshot() throws Exception {
    Messages before = new Messages();
    WebSocket socket = connect("shop", before);
    publishUntilReceived(before);
    socket.abort();

    Messages after = new Messages();
    WebSocket again = connect("shop", after);
    publishUntilReceived(after);

    assertThat(after.texts.take()).startsWith("{\"type\":\"snapshot\"");
    again.abort();
  }

  @Test
  void aMessageOfAKibibyteIsIgnoredAndALongerOneClosesTheSocket() throws Exception {
    Messages messages = new Messages();
    WebSocket socket = connect("shop", messages);
    for (int i = 0; i < 5; i++) {
      socket.sendText("x".repeat(1_024), true).get(5, TimeUnit.SECONDS);
    }
    publishUntilReceived(messages);
    assertThat(messages.closed).isNotDone();

    socket.sendText("x".repeat(1_025), true).get(5, TimeUnit.SECONDS);

    assertThat(messages.closed.get(5, TimeUnit.SECONDS)).isPositive();
  }

  @Test
  void aPageOfTheSameHostOrOfAnAllowedOriginMayConnectAndNoOther() throws Exception {
    connect("shop", new Messages(), "http://" + address).abort();
    connect("shop", new Messages(), "https://stats.example.com").abort();

    for (String foreign :
        List.of(
            "https://evil.example.com",
            "http://127.0.0.1:1",
            "null",
            "http://" + address + ".evil.example")) {
      assertThatThrownBy(() -> connect("shop", new Messages(), foreign))
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(403));
    }
  }

  @Test
  void aMalformedWebsiteIdIsRefusedEverywhere() throws Exception {
    for (String path : List.of("/a%20b", "/" + "x".repeat(65), "/a%20b/sessions")) {
      HttpResponse<String> refused = get("/api/live" + path);
      assertThat(refused.statusCode()).as(path).isEqualTo(400);
      assertThat(refused.body()).contains("malformed_website_id");
    }
  }

  @Test
  void aPlainRequestForTheSocketIsToldToUpgrade() throws Exception {
    assertThat(get("/api/live/shop").statusCode()).isEqualTo(400);
    assertThat(get("/api/live/shop").body()).contains("WebSocket");
  }

  @Test
  void theSessionsActiveNowAreListedMostRecentFirst() throws Exception {
    HttpResponse<String> listed = get("/api/live/shop/sessions");

    assertThat(listed.statusCode()).isEqualTo(200);
    assertThat(listed.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(listed.body())
        .startsWith("{\"sessions\":[{\"session_id\":\"00000000-0000-0001-0000-000000000002\"")
        .contains(
            "\"website_id\":\"shop\",\"session_start\":5,\"last_hit\":10,\"pageviews\":2,"
                + "\"events\":1,\"transactions\":0,\"landing_page\":\"/in\",\"exit_page\":\"/out\","
                + "\"traffic_source\":\"organic\",\"device_type\":\"mobile\",\"browser\":\"Firefox\","
                + "\"os\":\"Android\",\"country\":\"DE\",\"city\":\"Köln\"");
  }

  @Test
  void oneSessionIsFoundUnknownOrMalformed() throws Exception {
    assertThat(get("/api/live/shop/sessions/" + SESSION).statusCode()).isEqualTo(200);
    assertThat(get("/api/live/shop/sessions/" + SESSION).body())
        .startsWith("{\"session_id\":\"" + SESSION);
    assertThat(get("/api/live/shop/sessions/" + new UUID(7, 7)).statusCode()).isEqualTo(404);
    assertThat(get("/api/live/shop/sessions/1-1-1-1-1").statusCode()).isEqualTo(400);
    assertThat(get("/api/live/shop/sessions/x").statusCode()).isEqualTo(400);
  }

  @Test
  void sessionsThatDoNotAnswerAreARequestToComeBack() throws Exception {
    HttpResponse<String> away = get("/api/live/away/sessions");

    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Retry-After")).contains("2");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + path)).build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static WebSocket connect(String websiteId, Messages messages, String... origin) {
    WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
    for (String value : origin) {
      builder.header("Origin", value);
    }
    URI uri = URI.create("ws://" + address + "/api/live/" + websiteId);
    return builder.buildAsync(uri, messages).join();
  }

  /** A hub drops what nobody listens to yet: publishes until each socket has something. */
  private static void publishUntilReceived(Messages... sockets) {
    EncodedFrame frame = frame(1);
    Awaitility.await()
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              Source.single(frame).runWith(publish, KIT.system());
              return List.of(sockets).stream().noneMatch(socket -> socket.texts.isEmpty());
            });
  }

  private static EncodedFrame frame(long version) {
    List<LiveFrame.Top> none = List.of();
    return new EncodedFrame(
        new LiveFrame(
            "shop", version, version, 1, 1, 0.016, 1, List.of(), none, none, none, none, List.of(),
            false, 0, false, List.of()),
        COUNTERS);
  }
}
