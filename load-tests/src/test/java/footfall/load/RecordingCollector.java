package footfall.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers as the collector's contract says and keeps what it got; refuses some hits on demand. */
public final class RecordingCollector implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<JsonNode> hits = new ArrayList<>();
  private final AtomicInteger unavailable = new AtomicInteger();
  private volatile String refusedPath = "";

  public RecordingCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.createContext("/api/event", this::answer);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next so many requests are answered by 503 although their hits are kept. */
  public void forgetAnswers(int requests) {
    unavailable.set(requests);
  }

  /** Hits whose page_url ends so are refused. */
  public void refuse(String pathEnd) {
    refusedPath = pathEnd;
  }

  /** All hits of all requests, copies too, in order of arrival. */
  public synchronized List<JsonNode> hits() {
    return List.copyOf(hits);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    ArrayNode array = body instanceof ArrayNode many ? many : JSON.createArrayNode().add(body);
    List<String> refusals = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      JsonNode hit = array.get(i);
      if (!refusedPath.isEmpty() && hit.path("page_url").asText().endsWith(refusedPath)) {
        refusals.add("{\"index\":" + i + ",\"reason\":\"field_too_long\",\"detail\":\"x\"}");
      } else {
        hits.add(hit);
      }
    }
    boolean lost = unavailable.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    String answer =
        "{\"accepted\":"
            + (array.size() - refusals.size())
            + ",\"rejected\":["
            + String.join(",", refusals)
            + "]}";
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(lost ? 503 : 202, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
