package footfall.load.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Posts hits to a collector. A request whose outcome is unknown (no answer, 429, 5xx) is sent again
 * as it is, so its hits keep their event ids and nothing counts twice, until its time is up.
 */
public final class CollectorClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final URI endpoint;
  private final Duration patience;
  private final Semaphore inFlight;
  private final SendCounters counters;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * @param url of the node, such as {@code http://127.0.0.1:8080}
   * @param requestsAtOnce bound of {@link #post}: further calls wait
   * @param patience how long a request is sent again before it counts as an error
   */
  public CollectorClient(URI url, int requestsAtOnce, Duration patience, SendCounters counters) {
    this.endpoint = url.resolve("/api/event");
    this.patience = patience;
    this.inFlight = new Semaphore(requestsAtOnce);
    this.counters = counters;
  }

  /**
   * Posts hits as one request: an object for one, an array for several. Waits for a free place.
   *
   * @return completes with true once Kafka has every hit that was not rejected, with false when
   *     patience ran out
   */
  public CompletableFuture<Boolean> post(List<byte[]> hits) throws InterruptedException {
    inFlight.acquire();
    counters.sent(hits.size());
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(REQUEST_TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body(hits)))
            .build();
    long giveUpAt = System.nanoTime() + patience.toNanos();
    return attempt(request, hits.size(), giveUpAt, PAUSE)
        .whenComplete((done, failure) -> inFlight.release());
  }

  private CompletableFuture<Boolean> attempt(
      HttpRequest request, int hits, long giveUpAt, Duration pause) {
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .handle((response, failure) -> settle(response, hits))
        .thenCompose(settled -> settled ? done(true) : again(request, hits, giveUpAt, pause));
  }

  private CompletableFuture<Boolean> again(
      HttpRequest request, int hits, long giveUpAt, Duration pause) {
    if (System.nanoTime() + pause.toNanos() > giveUpAt) {
      counters.gaveUp(hits);
      return done(false);
    }
    counters.retried();
    Executor later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
    Duration next =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    return CompletableFuture.supplyAsync(() -> request, later)
        .thenCompose(r -> attempt(r, hits, giveUpAt, next));
  }

  private static CompletableFuture<Boolean> done(boolean known) {
    return CompletableFuture.completedFuture(known);
  }

  /** Counts an answer; false where the outcome is unknown or the node asks to come again. */
  private boolean settle(HttpResponse<String> response, int hits) {
    if (response == null || response.statusCode() == 429 || response.statusCode() >= 500) {
      return false;
    }
    try {
      JsonNode answer = JSON.readTree(response.body());
      if (response.statusCode() == 202) {
        counters.accepted(answer.path("accepted").asInt());
        answer.path("rejected").forEach(r -> counters.rejected(r.path("reason").asText(), 1));
      } else {
        counters.rejected(answer.path("reason").asText("http_" + response.statusCode()), hits);
      }
    } catch (IOException e) {
      counters.rejected("http_" + response.statusCode(), hits);
    }
    return true;
  }

  private static byte[] body(List<byte[]> hits) {
    if (hits.size() == 1) {
      return hits.get(0);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte separator = '[';
    for (byte[] hit : hits) {
      body.write(separator);
      body.writeBytes(hit);
      separator = ',';
    }
    body.write(']');
    return body.toByteArray();
  }
}
