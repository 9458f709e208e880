package footfall.localstack.engine;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Answers ClickHouse's HTTP interface. */
final class QueryHandler implements HttpHandler {
  private static final String USER = "default";

  private final Engine engine;
  private final Path uploads;
  private final byte[] password;

  QueryHandler(Engine engine, Path uploads, String password) {
    this.engine = engine;
    this.uploads = uploads;
    this.password = password.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      boolean asks = exchange.getRequestURI().getRawQuery() != null;
      if (path.equals("/ping") || path.equals("/replicas_status")) {
        send(exchange, 200, "Ok.\n");
      } else if (!path.equals("/")) {
        send(exchange, 404, "There is no " + path + "; queries go to /\n");
      } else if (exchange.getRequestMethod().equals("GET") && !asks) {
        send(exchange, 200, "Ok.\n");
      } else {
        answer(exchange);
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try {
      refuseBrowsers(exchange);
      HttpQuery request = HttpQuery.of(exchange);
      authenticate(request);
      exchange.getResponseHeaders().set("X-ClickHouse-Query-Id", request.queryId());
      try (RequestText.Prepared prepared = prepare(exchange, request)) {
        run(exchange, request, prepared.statement());
      }
    } catch (EngineException e) {
      sendError(exchange, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (RuntimeException e) {
      e.printStackTrace();
      throw e;
    }
  }

  private RequestText.Prepared prepare(HttpExchange exchange, HttpQuery request)
      throws EngineException {
    try {
      return new RequestText(request.sql(), body(exchange, request))
          .prepare(uploads, request.parameters());
    } catch (IOException e) {
      throw new EngineException(
          EngineException.BAD_ARGUMENTS, "the body cannot be read: " + e.getMessage());
    }
  }

  private void run(HttpExchange exchange, HttpQuery request, Statement statement)
      throws EngineException, InterruptedException, IOException {
    if (!statement.readOnly() && !exchange.getRequestMethod().equals("POST")) {
      throw new EngineException(
          EngineException.READONLY, "a statement that changes something must be sent by POST");
    }
    Engine.Query query =
        new Engine.Query(
            statement.sql(),
            request.format(),
            request.database(),
            request.settings(),
            request.parameters(),
            statement.changesSession());
    try (EngineResult result = engine.run(query)) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("X-ClickHouse-Summary", result.summary());
      headers.set("X-ClickHouse-Format", request.format());
      headers.set("X-ClickHouse-Server-Display-Name", "footfall");
      headers.set("X-ClickHouse-Timezone", "UTC");
      headers.set("Content-Type", "application/octet-stream");
      try (OutputStream out = target(exchange, request)) {
        result.writeTo(out);
      }
    }
  }

  private static OutputStream target(HttpExchange exchange, HttpQuery request) throws IOException {
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    if (request.compressAnswer()) {
      exchange.sendResponseHeaders(200, 0);
      return CompressedFrames.writer(exchange.getResponseBody());
    } else if (request.httpCompression() && accepted != null && accepted.contains("gzip")) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      exchange.sendResponseHeaders(200, 0);
      return new GZIPOutputStream(exchange.getResponseBody(), 1 << 16);
    }
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private static InputStream body(HttpExchange exchange, HttpQuery request)
      throws IOException, EngineException {
    InputStream body = exchange.getRequestBody();
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    if ("gzip".equalsIgnoreCase(encoding)) {
      body = new GZIPInputStream(body, 1 << 16);
    } else if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new EngineException(
          EngineException.SUPPORT_IS_DISABLED,
          "Content-Encoding " + encoding + " is not served; send gzip, or frames by decompress=1");
    }
    return request.compressedBody() ? CompressedFrames.reader(body) : body;
  }

  /**
   * A page of another site, open in a browser on this machine, must not reach the store: browsers
   * name the page's origin, and the host they believe to speak to.
   */
  private static void refuseBrowsers(HttpExchange exchange) throws EngineException {
    String host = exchange.getRequestHeaders().getFirst("Host");
    String address = Pattern.quote(exchange.getLocalAddress().getAddress().getHostAddress());
    boolean ours =
        host == null || host.matches("(127\\.0\\.0\\.1|localhost|\\[::1]|" + address + ")(:\\d+)?");
    if (!ours || exchange.getRequestHeaders().containsKey("Origin")) {
      throw new EngineException(
          EngineException.AUTHENTICATION_FAILED, "requests of web pages are refused");
    }
  }

  private void authenticate(HttpQuery request) throws EngineException {
    byte[] given = request.password().getBytes(StandardCharsets.UTF_8);
    if (!request.user().equals(USER) || !MessageDigest.isEqual(given, password)) {
      throw new EngineException(
          EngineException.AUTHENTICATION_FAILED,
          request.user()
              + ": Authentication failed: password is incorrect, or there is no such"
              + " user; the user is `default`, its password FOOTFALL_CLICKHOUSE_PASSWORD or empty");
    }
  }

  private static void sendError(HttpExchange exchange, EngineException e) throws IOException {
    exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", Integer.toString(e.code()));
    send(exchange, e.httpStatus(), e.getMessage() + "\n");
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
