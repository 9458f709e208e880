package footfall.api.collect;

import footfall.api.Probes;
import footfall.api.ServerForTests;
import footfall.api.access.Permission;
import footfall.api.access.Scope;
import footfall.api.access.Viewer;
import footfall.persistence.metadata.Website;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;

/** A collector on a real server whose hits go to a queue; loopback is a trusted proxy. */
final class CollectorForTests implements AutoCloseable {
  static final String HIT =
      "{\"website_id\":\"site\",\"event_type\":\"pageview\",\"client_timestamp\":1795000000000}";

  /** The API key to write hits of website {@code keyed}. */
  static final String KEY = "Bearer ffk_of-keyed";

  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  final ConcurrentLinkedQueue<ProducerRecord<byte[], byte[]>> written =
      new ConcurrentLinkedQueue<>();
  final CollectCounters counters = new CollectCounters();
  final AtomicReference<Instant> now = new AtomicReference<>(NOON);

  /** What the node knows; at first {@code site}, with default settings. */
  final Map<String, Website> websites = new ConcurrentHashMap<>();

  /** What PostgreSQL has, and answers when it is asked. */
  final Map<String, Website> stored = new ConcurrentHashMap<>();

  final AtomicInteger lookUps = new AtomicInteger();
  volatile boolean postgresAnswers = true;
  volatile boolean saltsKnown = true;
  volatile boolean kafkaTakes = true;

  CollectorForTests() {
    forget();
  }

  private final ServerForTests server =
      ServerForTests.of(
          system ->
              CollectRoute.create(
                      system,
                      CollectSettings.behind(List.of(Network.parse("127.0.0.0/8")))
                          .with(UnknownWebsites.REFUSE, 100),
                      this::append,
                      new CollectSources(
                          new byte[] {1},
                          day -> saltsKnown ? Optional.of(bytes(day)) : Optional.empty(),
                          id -> Optional.ofNullable(websites.get(id)),
                          this::lookUp,
                          CollectorForTests::viewer),
                      new LogClock(new SetClock(now)),
                      counters)
                  .endpoint(),
          new Probes(List::of, () -> ""));

  private static byte[] bytes(LocalDate day) {
    return day.toString().getBytes(StandardCharsets.UTF_8);
  }

  private CompletionStage<Boolean> lookUp() {
    lookUps.incrementAndGet();
    if (postgresAnswers) {
      websites.putAll(stored);
    }
    return CompletableFuture.completedFuture(postgresAnswers);
  }

  /** Knows {@link #KEY}; PostgreSQL is away, so of any other it cannot tell. */
  private static CompletionStage<Viewer> viewer(akka.http.javadsl.model.HttpRequest request) {
    boolean keyed =
        request.getHeader("Authorization").filter(shown -> shown.value().equals(KEY)).isPresent();
    return keyed
        ? CompletableFuture.completedFuture(WRITER)
        : CompletableFuture.failedFuture(new IllegalStateException("cannot be looked up"));
  }

  private static final Viewer WRITER =
      new Viewer() {
        @Override
        public boolean isKnown() {
          return true;
        }

        @Override
        public boolean may(String websiteId, Permission permission, Scope scope) {
          return websiteId.equals("keyed") && scope == Scope.EVENTS_WRITE;
        }
      };

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
    websites.clear();
    stored.clear();
    websites.put("site", Website.named("site", "example.org"));
    lookUps.set(0);
    postgresAnswers = true;
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
