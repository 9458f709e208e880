package footfall.load.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import footfall.load.collect.LiveKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A dashboard without a screen: one WebSocket that hands over its frames as they come. */
public final class FrameWatcher implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private WebSocket socket;

  private FrameWatcher() {}

  /**
   * Connects.
   *
   * @param url of the node, http
   * @param keys with one of the website
   */
  public static FrameWatcher of(URI url, String websiteId, LiveKeys keys) {
    FrameWatcher watcher = new FrameWatcher();
    URI live = URI.create("ws://" + url.getAuthority() + "/api/live/" + websiteId);
    watcher.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Authorization", keys.authorization(websiteId))
            .buildAsync(live, watcher.new Frames())
            .join();
    return watcher;
  }

  /** Hands over every frame from now on, on the socket's thread. */
  public void onFrame(Consumer<JsonNode> listener) {
    listeners.add(listener);
  }

  private final class Frames implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        JsonNode frame = parse(text.toString());
        text.setLength(0);
        listeners.forEach(listener -> listener.accept(frame));
      }
      from.request(1);
      return null;
    }
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a frame is not JSON: " + text, e);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
