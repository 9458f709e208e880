package footfall.api;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Source;
import footfall.api.live.EncodedFrame;
import footfall.api.live.LiveCounters;
import footfall.api.live.LiveRoute;
import footfall.api.live.LiveRouteSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The live routes of some accounts on a real port; no frame ever comes. Ends with its system. */
public final class LiveServer {
  /** Pages of these open sockets, too. */
  private static final LiveRouteSettings SETTINGS =
      new LiveRouteSettings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(16),
          1_024,
          Set.of("https://stats.example.org", "https://other.example.org"));

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String address;

  public LiveServer(ActorSystem<?> system, AccountApi api) {
    this.address =
        "ws://127.0.0.1:"
            + new ApiServer(
                    system,
                    HttpSettings.at("127.0.0.1", 0),
                    List.of(),
                    List.of(route(api)),
                    new Probes(List::of, () -> ""))
                .bind()
                .toCompletableFuture()
                .join()
                .getPort();
  }

  /** The route without a port. */
  public static Route route(AccountApi api) {
    return LiveRoute.create(
        websiteId ->
            Source.<EncodedFrame>maybe().mapMaterializedValue(end -> NotUsed.getInstance()),
        new NoSessions(),
        api.live(),
        SETTINGS,
        new LiveCounters());
  }

  /**
   * What became of a try to open a socket.
   *
   * @param status 101 where it is open
   * @param closed completes when the server has closed it
   */
  public record Socket(int status, CompletableFuture<Integer> closed) {}

  /** A page's try; an empty {@code origin} is none. */
  public Socket open(String websiteId, String ticket, String origin) {
    return connect(
        websiteId + "?ticket=" + ticket, origin.isEmpty() ? Map.of() : Map.of("Origin", origin));
  }

  /** A try without a ticket. */
  public Socket openWith(String websiteId, Map<String, String> headers) {
    return connect(websiteId, headers);
  }

  private Socket connect(String target, Map<String, String> headers) {
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    headers.forEach(builder::header);
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    try {
      builder.buildAsync(URI.create(address + "/api/live/" + target), told(closed)).join();
      return new Socket(101, closed);
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return new Socket(refused.getResponse().statusCode(), closed);
      }
      throw e;
    }
  }

  private static WebSocket.Listener told(CompletableFuture<Integer> closed) {
    return new WebSocket.Listener() {
      @Override
      public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
      }

      @Override
      public void onError(WebSocket from, Throwable error) {
        closed.complete(-1);
      }
    };
  }
}
