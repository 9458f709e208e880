package footfall.sdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.Validation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Reads hits as the collector does, keeps them, and answers what it is told to; else 202. */
final class RecordingCollector implements AutoCloseable {
  /** An answer; {@code retryAfter} and {@code body} may be empty. */
  record Answer(int status, String retryAfter, String body) {
    /** Of this answer only the beginning is sent. */
    static final Answer CUT_OFF = new Answer(202, "", "{\"accepted\":");

    static Answer of(int status) {
      return new Answer(status, "", "");
    }
  }

  /** One request, its hits in their order, and when it came by the machine's running clock. */
  record Request(
      String path, Map<String, List<String>> headers, int bytes, List<Hit> hits, long nanoTime) {}

  final Queue<Request> requests = new ConcurrentLinkedQueue<>();

  /** The next answers. */
  final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

  /** A permit lets one request be answered. */
  final Semaphore gate = new Semaphore(1_000_000);

  private volatile String elsewhere = "";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private int port;

  RecordingCollector() {
    listen();
  }

  /** Listens, again at the same address after {@link #leave}. */
  void listen() {
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
      port = server.getAddress().getPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  void leave() {
    server.stop(0);
  }

  /** From now on every answer is a 307 to there. */
  void redirectTo(URI other) {
    elsewhere = other + "/api/event";
    server.removeContext("/");
    server.createContext("/", this::redirect);
  }

  private void redirect(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("Location", elsewhere);
    exchange.sendResponseHeaders(307, -1);
    exchange.close();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** All hits that came, attempt after attempt. */
  List<Hit> hits() {
    return requests.stream().flatMap(request -> request.hits().stream()).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    requests.add(
        new Request(
            exchange.getRequestURI().getPath(),
            Map.copyOf(exchange.getRequestHeaders()),
            body.length,
            read(body),
            System.nanoTime()));
    gate.acquireUninterruptibly();
    Answer answer = answers.poll();
    byte[] text =
        (answer == null ? "{\"accepted\":1,\"rejected\":[]}" : answer.body())
            .getBytes(StandardCharsets.UTF_8);
    if (answer != null && !answer.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
    }
    if (Answer.CUT_OFF.equals(answer)) {
      exchange.sendResponseHeaders(answer.status(), 1_000);
      exchange.getResponseBody().write(text);
      exchange.getResponseBody().flush();
      return;
    }
    exchange.sendResponseHeaders(
        answer == null ? 202 : answer.status(), text.length == 0 ? -1 : text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private static List<Hit> read(byte[] body) {
    if (HitDecoder.decodeBatch(body, 1_000) instanceof HitDecoder.Batch.Read read) {
      return read.items().stream().map(item -> ((Validation.Accepted) item).hit()).toList();
    }
    return List.of();
  }

  @Override
  public void close() {
    gate.release(1_000);
    leave();
    threads.shutdownNow();
  }
}
