package footfall.api.collect;

import static org.awaitility.Awaitility.await;

import footfall.api.OwnDatabase;
import footfall.api.Probes;
import footfall.api.ServerForTests;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.persistence.metadata.ClusterIdentities;
import footfall.persistence.metadata.ClusterIdentity;
import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.Salts;
import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.WebsiteDirectory;
import footfall.persistence.metadata.WebsiteSettings;
import footfall.persistence.metadata.Websites;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A collector on a real Kafka and PostgreSQL; loopback is a trusted proxy, the website {@code
 * private} anonymises addresses, the others that tests name are made up.
 */
final class CollectorOnStack implements AutoCloseable {
  static final int PARTITIONS = 8;
  static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

  final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  final LocalStack kafka = LocalStack.forTests(Service.KAFKA);
  private final OwnDatabase database = new OwnDatabase();
  final LocalStack postgres = database.server();
  final Metadata metadata = database.open();
  private final Salts salts = Salts.start(metadata, new SetClock(now));
  private final WebsiteDirectory websites = websites();
  private final KafkaHitLog hitLog =
      KafkaHitLog.connect(kafka.addresses().kafka(), Map.of(), new LogClock(Clock.systemUTC()));
  private final ServerForTests server;

  CollectorOnStack() {
    this(UnknownWebsites.TAKE);
  }

  /** Where unknown websites are refused, {@code warm} and {@code private} are known. */
  CollectorOnStack(UnknownWebsites unknown) {
    server = server(unknown);
    await().atMost(Duration.ofSeconds(30)).until(() -> post(hit("warm", "")).statusCode() == 202);
  }

  private WebsiteDirectory websites() {
    Websites stored = new Websites(metadata);
    Website plain = Website.named("private", "example.org");
    stored.add(
        new Website(
            plain.websiteId(),
            plain.domain(),
            new WebsiteSettings(true, true),
            plain.timeZone(),
            plain.currency(),
            plain.status()));
    stored.add(Website.named("warm", "example.org"));
    return WebsiteDirectory.start(stored);
  }

  private ServerForTests server(UnknownWebsites unknown) {
    CollectSources sources =
        CollectSources.of(
            identity(),
            salts,
            websites,
            request -> CompletableFuture.failedFuture(new IllegalStateException("no keys")));
    return ServerForTests.of(
        system ->
            CollectRoute.create(
                    system,
                    CollectSettings.behind(List.of(Network.parse("127.0.0.0/8")))
                        .with(unknown, 1_000),
                    hitLog,
                    sources,
                    new LogClock(new SetClock(now)),
                    new CollectCounters())
                .endpoint(),
        new Probes(List::of, () -> ""));
  }

  private ClusterIdentity identity() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.addresses().kafka()))) {
      EventsTopic topic = EventsTopic.ensure(admin, PARTITIONS);
      return new ClusterIdentities(metadata).remember(topic.partitions(), topic.topicId());
    }
  }

  /** A pageview; {@code fields} are further ones, or empty. */
  static String hit(String websiteId, String fields) {
    return "{\"website_id\":\"%s\",\"event_type\":\"pageview\",\"client_timestamp\":%d%s}"
        .formatted(websiteId, NOON.toEpochMilli(), fields.isEmpty() ? "" : "," + fields);
  }

  HttpResponse<String> post(String body) {
    return send(request(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return server.send(request);
  }

  HttpRequest.Builder request(String body) {
    return server
        .to("/api/event")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  /** What the topic holds of a website. */
  List<ConsumerRecord<byte[], byte[]>> of(String websiteId) {
    return TopicReader.all(kafka.addresses().kafka(), EventsTopic.EVENTS).stream()
        .filter(read -> TopicReader.key(read).startsWith(websiteId + ":"))
        .toList();
  }

  @Override
  public void close() {
    server.close();
    hitLog.close();
    websites.close();
    salts.close();
    metadata.close();
    database.close();
    kafka.close();
  }
}
