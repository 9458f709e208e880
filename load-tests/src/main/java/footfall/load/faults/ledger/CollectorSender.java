package footfall.load.faults.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Posts to the collectors in turn; what one does not take the next one gets, under the same ids.
 */
final class CollectorSender {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long AGAIN_AFTER_MS = 300;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final Supplier<List<URI>> nodes;
  private final Ledger ledger;
  private final ScheduledExecutorService again;
  private final AtomicInteger underWay;
  private final AtomicInteger turn = new AtomicInteger();
  private final List<String> refusedForGood = new CopyOnWriteArrayList<>();

  CollectorSender(
      Supplier<List<URI>> nodes,
      Ledger ledger,
      ScheduledExecutorService again,
      AtomicInteger underWay) {
    this.nodes = nodes;
    this.ledger = ledger;
    this.again = again;
    this.underWay = underWay;
  }

  List<String> refusedForGood() {
    return List.copyOf(refusedForGood);
  }

  void send(List<Outgoing> batch) {
    List<URI> living = nodes.get();
    if (living.isEmpty()) {
      later(batch);
      return;
    }
    URI node = living.get(Math.floorMod(turn.getAndIncrement(), living.size()));
    HttpRequest request =
        HttpRequest.newBuilder(node.resolve("/api/event"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body(batch)))
            .build();
    var unused =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
            .whenComplete((response, failure) -> settle(batch, response));
  }

  private void settle(List<Outgoing> batch, HttpResponse<String> response) {
    if (response == null) {
      became(batch, Fate.UNKNOWN);
      later(batch);
      return;
    }
    int status = response.statusCode();
    if (status == 202) {
      noteRefused(response.body());
      became(batch, Fate.ACKNOWLEDGED);
      underWay.addAndGet(-batch.size());
    } else if (status == 503 || status == 429) {
      became(batch, Fate.REFUSED);
      later(batch);
    } else if (status >= 500) {
      became(batch, Fate.UNKNOWN);
      later(batch);
    } else {
      refusedForGood.add("HTTP " + status + ": " + response.body());
      underWay.addAndGet(-batch.size());
    }
  }

  private void noteRefused(String body) {
    try {
      JsonNode rejected = JSON.readTree(body).path("rejected");
      rejected.forEach(r -> refusedForGood.add(r.toString()));
    } catch (IOException e) {
      refusedForGood.add("a 202 that is not JSON: " + body);
    }
  }

  private void became(List<Outgoing> batch, Fate fate) {
    ledger.became(batch.stream().map(o -> o.hit().number()).toList(), fate);
  }

  private void later(List<Outgoing> batch) {
    try {
      var unused = again.schedule(() -> send(batch), AGAIN_AFTER_MS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      // the loader was closed in the midst: the hits stay unknown
    }
  }

  /**
   * Each hit says when it is sent, as an SDK's does: a collector with a wrong clock shows by it.
   */
  private static byte[] body(List<Outgoing> batch) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] sentAt =
        (",\"sent_at\":" + System.currentTimeMillis() + "}").getBytes(StandardCharsets.US_ASCII);
    byte separator = '[';
    for (Outgoing outgoing : batch) {
      body.write(separator);
      body.write(outgoing.value(), 0, outgoing.value().length - 1);
      body.writeBytes(sentAt);
      separator = ',';
    }
    body.write(']');
    return body.toByteArray();
  }
}
