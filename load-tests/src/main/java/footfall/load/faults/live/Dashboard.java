package footfall.load.faults.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One dashboard: a WebSocket that connects again, to a node that lives, when it is lost or silent
 * for longer than a node would be.
 */
final class Dashboard implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECTS = Duration.ofSeconds(3);
  private static final long AGAIN_AFTER_MS = 500;

  /** A node sends at least a ping every 8 s. */
  private static final Duration SILENT = Duration.ofSeconds(20);

  private final HttpClient http;
  private final ScheduledExecutorService timer;
  private final Supplier<List<URI>> nodes;
  private final Watched watched;
  private final int number;
  private final List<ShownFrame> frames = new ArrayList<>();
  private final List<Reconnect> reconnects = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private int sockets;
  private long lostAt = -1;
  private long heardAt;
  private WebSocket socket;
  private boolean closed;

  /** A website, and the header {@code Authorization} that lets in. */
  record Watched(String websiteId, String authorization) {}

  /** From the loss of a socket, {@link System#nanoTime}, to the snapshot of the next. */
  record Reconnect(long lostAt, Duration took) {}

  Dashboard(
      HttpClient http,
      ScheduledExecutorService timer,
      Supplier<List<URI>> nodes,
      Watched watched,
      int number) {
    this.http = http;
    this.timer = timer;
    this.nodes = nodes;
    this.watched = watched;
    this.number = number;
  }

  String websiteId() {
    return watched.websiteId;
  }

  void connect() {
    List<URI> living = nodes.get();
    if (isClosed()) {
      return;
    }
    if (living.isEmpty()) {
      again();
      return;
    }
    int mine = nextSocket();
    URI node = living.get(Math.floorMod(number + mine, living.size()));
    var unused =
        http.newWebSocketBuilder()
            .connectTimeout(CONNECTS)
            .header("Authorization", watched.authorization)
            .buildAsync(
                URI.create("ws://" + node.getAuthority() + "/api/live/" + watched.websiteId),
                new Frames(mine))
            .whenComplete((opened, failure) -> connected(opened, failure));
  }

  private synchronized int nextSocket() {
    return sockets++;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void connected(WebSocket opened, Throwable failure) {
    if (failure != null) {
      again();
    } else if (closed) {
      opened.abort();
    } else {
      socket = opened;
      heardAt = System.nanoTime();
    }
  }

  /** Connects again where nothing has been heard for longer than a living node is silent. */
  synchronized void leaveIfSilent() {
    if (socket != null && System.nanoTime() - heardAt > SILENT.toNanos()) {
      socket.abort();
      lost(sockets - 1);
    }
  }

  private synchronized void heard() {
    heardAt = System.nanoTime();
  }

  private void again() {
    try {
      var unused = timer.schedule(this::connect, AGAIN_AFTER_MS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException ended) {
      // nobody looks any more
    }
  }

  private synchronized void lost(int which) {
    if (closed || which != sockets - 1) {
      return;
    }
    if (lostAt < 0) {
      lostAt = System.nanoTime();
    }
    socket = null;
    connect();
  }

  private synchronized void shown(ShownFrame frame) {
    ShownFrame before = frames.isEmpty() ? null : frames.get(frames.size() - 1);
    boolean isFirst = before == null || before.socket() != frame.socket();
    if (isFirst && !frame.isSnapshot()) {
      wrong.add(watched.websiteId + ": the first frame of a connection was no snapshot");
    }
    if (!isFirst && !frame.isSnapshot() && frame.version() <= before.version()) {
      wrong.add(
          "%s: version %d after %d"
              .formatted(watched.websiteId, frame.version(), before.version()));
    }
    if (isFirst && lostAt >= 0) {
      reconnects.add(new Reconnect(lostAt, Duration.ofNanos(frame.at() - lostAt)));
      lostAt = -1;
    }
    frames.add(frame);
    heardAt = frame.at();
  }

  /** Every frame so far. */
  synchronized List<ShownFrame> frames() {
    return List.copyOf(frames);
  }

  /** Each time it was lost and found. */
  synchronized List<Reconnect> reconnects() {
    return List.copyOf(reconnects);
  }

  /** One sentence for each frame that may not have been. */
  synchronized List<String> wrong() {
    return List.copyOf(wrong);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (socket != null) {
      socket.abort();
    }
  }

  private final class Frames implements WebSocket.Listener {
    private final int which;
    private final StringBuilder text = new StringBuilder();

    Frames(int which) {
      this.which = which;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          shown(ShownFrame.of(JSON.readTree(text.toString()), which));
        } catch (JsonProcessingException e) {
          throw new IllegalStateException("a frame is not JSON: " + text, e);
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
      heard();
      return WebSocket.Listener.super.onPing(from, message);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      lost(which);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      lost(which);
    }
  }
}
