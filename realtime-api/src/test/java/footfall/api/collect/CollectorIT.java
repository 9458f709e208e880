package footfall.api.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.HitKey;
import footfall.protocol.hit.Validation;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollectorIT {
  private static final int PARTITIONS = 8;
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final AtomicReference<Instant> now = new AtomicReference<>(NOON);

  private static LocalStack stack;
  private static Metadata metadata;
  private static Salts salts;
  private static WebsiteDirectory websites;
  private static KafkaHitLog hitLog;
  private static ServerForTests server;

  @BeforeAll
  static void start() {
    stack = LocalStack.forTests(Service.KAFKA, Service.POSTGRES);
    var at = stack.addresses();
    metadata = Metadata.open(at.postgresJdbcUrl(), at.postgresUser(), at.postgresPassword());
    new Websites(metadata)
        .add(
            new Website(
                "private",
                "example.org",
                new WebsiteSettings(true, true),
                "UTC",
                "EUR",
                Website.Status.ACTIVE));
    salts = Salts.start(metadata, new SetClock(now));
    websites = WebsiteDirectory.start(new Websites(metadata));
    ClusterIdentity identity = identity();
    hitLog = KafkaHitLog.connect(at.kafka());
    server =
        new ServerForTests(
            system ->
                CollectRoute.create(
                        system,
                        CollectSettings.behind(List.of(Network.parse("127.0.0.0/8"))),
                        hitLog,
                        CollectSources.of(identity, salts, websites),
                        new SetClock(now),
                        new CollectCounters())
                    .route(),
            new Probes(List::of, () -> ""));
    await().atMost(Duration.ofSeconds(30)).until(() -> post(hit("warm", "")).statusCode() == 202);
  }

  private static ClusterIdentity identity() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.addresses().kafka()))) {
      EventsTopic topic = EventsTopic.ensure(admin, PARTITIONS);
      return new ClusterIdentities(metadata).remember(topic.partitions(), topic.topicId());
    }
  }

  @AfterAll
  static void stop() {
    server.close();
    hitLog.close();
    websites.close();
    salts.close();
    metadata.close();
    // Cleanly: the backends of a killed server would still write into the data being deleted.
    stack.stop(Service.POSTGRES);
    stack.close();
  }

  @BeforeEach
  void atNoon() {
    now.set(NOON);
  }

  @Test
  void a202MeansTheHitIsInTheTopicWithEveryField() {
    String body =
        """
        {"website_id":"whole","event_type":"transaction","client_timestamp":1893499190000,
         "event_id":"0f8fad5b-d9cb-469f-a165-70867728950e","session_id":"s-1","visitor_id":"v-1",
         "user_id":"u-1","event_name":"bought","event_category":"shop","event_action":"pay",
         "event_label":"card","event_value":3.5,"page_url":"https://example.org/a?b=c",
         "page_title":"T\u00e4st \ud83d\ude00","page_referrer":"https://example.com/",
         "screen_resolution":"1920x1080","language":"de","time_on_page":12.5,
         "transaction_id":"t-1","transaction_revenue":12.34,"transaction_tax":1.2,
         "transaction_shipping":0.5,"currency":"EUR",
         "products":[{"sku":"x","name":"X","category":"c","price":6.17,"quantity":2}],
         "custom_dimension_1":"one","custom_metric_20":20,"props":{"plan":"pro"},
         "sdk_version":"js-1"}""";
    assertThat(post(body).statusCode()).isEqualTo(202);

    ConsumerRecord<byte[], byte[]> read = only("whole");
    Hit sent =
        ((Validation.Accepted) HitDecoder.decode(body.getBytes(StandardCharsets.UTF_8), null))
            .hit();
    Hit.Client client =
        new Hit.Client("Java-http-client/17", "127.0.0.1", "1920x1080", "de", "js-1");
    Hit stored = TopicReader.hit(read);
    assertThat(stored.client().userAgent()).startsWith("Java-http-client/");
    assertThat(stored.withSender(stored.identity(), client))
        .isEqualTo(sent.withSender(sent.identity(), client));
    assertThat(stored.client().ipAddress()).isEqualTo("127.0.0.1");
    assertThat(TopicReader.key(read)).isEqualTo("whole:s-1");
    assertThat(read.partition()).isEqualTo(HitKey.partition(read.key(), PARTITIONS));
    assertThat(read.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
    assertThat(TopicReader.header(read, "received-at"))
        .isEqualTo(Long.toString(NOON.toEpochMilli()));
  }

  @Test
  void ofABatchWithRefusedHitsTheOthersAreInTheTopic() {
    String wrong = hit("batch", "\"event_id\":\"no uuid\"");
    HttpResponse<String> answer =
        post("[%s,%s,%s]".formatted(hit("batch", ""), wrong, hit("batch", "\"user_id\":\"u\"")));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body())
        .startsWith("{\"accepted\":2,\"rejected\":[{\"index\":1,\"reason\":\"invalid_event_id\"");
    assertThat(of("batch")).hasSize(2);
  }

  @Test
  void midnightSplitsNoSession() {
    ConsumerRecord<byte[], byte[]> before = sentAt("2030-01-01T23:59:59.999Z");
    ConsumerRecord<byte[], byte[]> after = sentAt("2030-01-02T00:00:00Z");
    ConsumerRecord<byte[], byte[]> lastOverlap = sentAt("2030-01-02T00:59:59.999Z");
    ConsumerRecord<byte[], byte[]> alone = sentAt("2030-01-02T01:00:00Z");

    assertThat(List.of(after, lastOverlap, alone))
        .allSatisfy(
            read -> {
              assertThat(TopicReader.key(read)).isEqualTo(TopicReader.key(before));
              assertThat(read.partition()).isEqualTo(before.partition());
            });
    Hit.Identity yesterday = TopicReader.hit(before).identity();
    Hit.Identity today = TopicReader.hit(after).identity();
    assertThat(yesterday.previousVisitorId()).isEmpty();
    assertThat(today.visitorId()).isNotEqualTo(yesterday.visitorId());
    assertThat(today.previousVisitorId()).isEqualTo(yesterday.visitorId());
    assertThat(TopicReader.hit(lastOverlap).identity()).isEqualTo(today);
    assertThat(TopicReader.hit(alone).identity().visitorId()).isEqualTo(today.visitorId());
    assertThat(TopicReader.hit(alone).identity().previousVisitorId()).isEmpty();
  }

  @Test
  void whereAWebsiteAnonymisesNoFullAddressReachesKafka() {
    for (String address : List.of("203.0.113.77", "2001:db8:aa:bb:cc::77", "::ffff:203.0.113.78")) {
      server.send(request(hit("private", "")).header("X-Forwarded-For", address));
      server.send(request(hit("private", "\"ip_address\":\"" + address + "\"")));
      server.send(request(hit("open", "")).header("X-Forwarded-For", address));
    }

    assertThat(of("private"))
        .hasSize(6)
        .extracting(read -> TopicReader.hit(read).client().ipAddress())
        .containsOnly("203.0.113.0", "2001:db8:aa:0:0:0:0:0");
    assertThat(of("private"))
        .allSatisfy(
            read -> assertThat(text(read)).doesNotContain("203.0.113.7", "aa:bb", "::77", ":0:77"));
    assertThat(of("open"))
        .extracting(read -> TopicReader.hit(read).client().ipAddress())
        .containsExactlyInAnyOrder("203.0.113.77", "2001:db8:aa:bb:cc:0:0:77", "203.0.113.78");
  }

  @Test
  void whilePostgresIsAwayHitsAreTaken() {
    stack.kill(Service.POSTGRES);
    try {
      assertThat(metadata.reachable()).isFalse();
      assertThat(post(hit("without-postgres", "")).statusCode()).isEqualTo(202);
      now.set(NOON.plus(Duration.ofDays(2)));
      assertThat(post(hit("without-postgres", "")).statusCode()).isEqualTo(202);
    } finally {
      stack.restart(Service.POSTGRES);
    }
    assertThat(of("without-postgres")).hasSize(2);
  }

  @Test
  void aBrokerThatIsKilledLosesNothingAcknowledgedAndIsAnsweredWith503() throws Exception {
    Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
    Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    AtomicBoolean going = new AtomicBoolean(true);
    ExecutorService clients = Executors.newFixedThreadPool(8);
    for (int client = 0; client < 8; client++) {
      clients.execute(
          () -> {
            while (going.get()) {
              UUID id = UUID.randomUUID();
              int status = post(hit("killed", "\"event_id\":\"" + id + "\"")).statusCode();
              statuses.add(status);
              if (status == 202) {
                acknowledged.add(id);
              }
            }
          });
    }
    await().until(() -> acknowledged.size() > 200);

    stack.kill(Service.KAFKA);
    await().atMost(Duration.ofSeconds(30)).until(() -> statuses.contains(503));
    HttpResponse<String> refused = post(hit("killed", ""));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("2");
    int before = acknowledged.size();
    stack.restart(Service.KAFKA);
    await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > before + 200);
    going.set(false);
    clients.shutdown();
    assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

    Set<UUID> stored =
        of("killed").stream()
            .map(read -> TopicReader.hit(read).eventId())
            .collect(Collectors.toSet());
    assertThat(stored).containsAll(acknowledged);
    assertThat(statuses).containsExactlyInAnyOrder(202, 503);
  }

  private ConsumerRecord<byte[], byte[]> sentAt(String time) {
    now.set(Instant.parse(time));
    assertThat(post(hit("midnight", "")).statusCode()).isEqualTo(202);
    String receivedAt = Long.toString(now.get().toEpochMilli());
    return of("midnight").stream()
        .filter(read -> TopicReader.header(read, "received-at").equals(receivedAt))
        .findFirst()
        .orElseThrow();
  }

  private static ConsumerRecord<byte[], byte[]> only(String websiteId) {
    List<ConsumerRecord<byte[], byte[]>> found = of(websiteId);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static List<ConsumerRecord<byte[], byte[]>> of(String websiteId) {
    return TopicReader.all(stack.addresses().kafka(), EventsTopic.EVENTS).stream()
        .filter(read -> TopicReader.key(read).startsWith(websiteId + ":"))
        .toList();
  }

  private static String hit(String websiteId, String fields) {
    return "{\"website_id\":\"%s\",\"event_type\":\"pageview\",\"client_timestamp\":%d%s}"
        .formatted(websiteId, NOON.toEpochMilli(), fields.isEmpty() ? "" : "," + fields);
  }

  private static HttpResponse<String> post(String body) {
    return server.send(request(body));
  }

  private static HttpRequest.Builder request(String body) {
    return server
        .to("/api/event")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  /** Everything in a record: key, headers, value. */
  private static String text(ConsumerRecord<byte[], byte[]> read) {
    StringBuilder text = new StringBuilder(TopicReader.key(read));
    read.headers()
        .forEach(header -> text.append(new String(header.value(), StandardCharsets.UTF_8)));
    return text.append(new String(read.value(), StandardCharsets.UTF_8)).toString();
  }
}
