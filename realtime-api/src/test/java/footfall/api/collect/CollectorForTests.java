package footfall.api.collect;

import footfall.api.Probes;
import footfall.api.ServerForTests;
import footfall.persistence.metadata.WebsiteSettings;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;

/** A collector on a real server whose hits go to a queue; loopback is a trusted proxy. */
final class CollectorForTests implements AutoCloseable {
  static final String HIT =
      "{\"website_id\":\"site\",\"event_type\":\"pageview\",\"client_timestamp\":1795000000000}";
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  final ConcurrentLinkedQueue<ProducerRecord<byte[], byte[]>> written =
      new ConcurrentLinkedQueue<>();
  final CollectCounters counters = new CollectCounters();
  final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  volatile boolean saltsKnown = true;
  volatile boolean kafkaTakes = true;

  private final ServerForTests server =
      ServerForTests.of(
          system ->
              CollectRoute.create(
                      system,
                      CollectSettings.behind(List.of(Network.parse("127.0.0.0/8"))),
                      this::append,
                      new CollectSources(
                          new byte[] {1},
                          day -> saltsKnown ? Optional.of(new byte[] {2}) : Optional.empty(),
                          id -> WebsiteSettings.DEFAULT),
                      new LogClock(new SetClock(now)),
                      counters)
                  .endpoint(),
          new Probes(List::of, () -> ""));

  private CompletableFuture<Void> append(List<ProducerRecord<byte[], byte[]>> records) {
    if (!kafkaTakes) {
      return CompletableFuture.failedFuture(new TimeoutException("no broker"));
    }
    written.addAll(records);
    return CompletableFuture.completedFuture(null);
  }

  /** As if it had just been started. */
  void forget() {
    written.clear();
    now.set(NOON);
    saltsKnown = true;
    kafkaTakes = true;
  }

  HttpResponse<String> post(String body) {
    return send(request(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> post(String type, String body) {
    return send(to("/api/event").header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  /** A request with a JSON body, to be finished by the test. */
  HttpRequest.Builder request(BodyPublisher body) {
    return to("/api/event").header("Content-Type", "application/json").POST(body);
  }

  HttpRequest.Builder to(String path) {
    return server.to(path);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return server.send(request);
  }

  @Override
  public void close() {
    server.close();
  }
}
