package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import footfall.api.settings.NewApiKey;
import footfall.localstack.Addresses;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.persistence.journal.JournalSchema;
import footfall.persistence.metadata.ApiKeys;
import footfall.persistence.metadata.AuditEntry;
import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.Websites;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole node whose Cassandra is away, while it starts and while it counts (F10). */
class CassandraAwayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration HEALED_WITHIN = Duration.ofSeconds(15);
  private static final Duration AWAY = Duration.ofSeconds(20);
  private static final Pattern PAGEVIEWS = Pattern.compile("\"pageviews\":(\\d+)");

  private static final Map<String, String> KEYS = new ConcurrentHashMap<>();
  private static LocalStack stack;

  /** Whichever test is first: the node finds its tables, as all but the first of a cluster do. */
  @BeforeAll
  static void startStores() {
    stack = LocalStack.forTests(Service.values());
    int port = stack.addresses().port(Service.CASSANDRA);
    try (CqlSession session =
        CqlSession.builder()
            .addContactPoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .withLocalDatacenter(stack.addresses().cassandraDatacenter())
            .build()) {
      new JournalSchema(1, Duration.ofHours(2)).applyTo(session);
    }
  }

  @AfterAll
  static void stopStores() {
    stack.close();
  }

  @Test
  void aNodeStartedWhileCassandraIsAwayTakesHitsAndCountsThemSoonAfterItAnswers() throws Exception {
    stack.kill(Service.CASSANDRA);
    try (WholeNode node = node("start")) {
      awaitListening(node);
      for (int i = 0; i < 10; i++) {
        assertThat(node.pageview("start", "visitor-" + i)).isEqualTo(202);
      }
      assertThat(node.get("/ready").body()).contains("Cassandra");
      stack.restart(Service.CASSANDRA);
      long answers = System.nanoTime();

      await()
          .atMost(PATIENCE)
          .until(() -> node.isReady() && node.metric("footfall_hits_total") >= 10);

      assertThat(Duration.ofNanos(System.nanoTime() - answers)).isLessThan(HEALED_WITHIN);
      await().atMost(PATIENCE).until(() -> pageviews(node, "start") >= 10);
      assertThat(pageviews(node, "start")).isEqualTo(10);
    }
  }

  @Test
  void aNodeWhoseCassandraIsKilledForAWhileUnderLoadWritesCheckpointsSoonAfterItAnswers()
      throws Exception {
    try (WholeNode node = node("load")) {
      await().atMost(PATIENCE).ignoreExceptions().until(node::isReady);
      AtomicBoolean isSending = new AtomicBoolean(true);
      CompletableFuture<Integer> sending =
          CompletableFuture.supplyAsync(() -> send(node, isSending));
      await().atMost(PATIENCE).until(() -> node.metric("footfall_checkpoints_total") > 4);
      stack.kill(Service.CASSANDRA);
      long killed = System.nanoTime();
      await().atMost(PATIENCE).until(() -> System.nanoTime() - killed > AWAY.toNanos());
      assertThat(node.isAlive()).isTrue();
      double before = node.metric("footfall_checkpoints_total");
      stack.restart(Service.CASSANDRA);
      long answers = System.nanoTime();

      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  node.metric("footfall_shards") == WholeNode.PARTITIONS
                      && node.metric("footfall_checkpoints_total") > before);

      assertThat(Duration.ofNanos(System.nanoTime() - answers)).isLessThan(HEALED_WITHIN);
      isSending.set(false);
      int sent = sending.join();
      await().atMost(PATIENCE).until(() -> pageviews(node, "load") >= sent);
      assertThat(pageviews(node, "load")).isEqualTo(sent);
    }
  }

  private static WholeNode node(String name) throws Exception {
    return new WholeNode(stack.addresses(), new File("target", "cassandra-away-" + name + ".log"));
  }

  private static void awaitListening(WholeNode node) {
    await().atMost(PATIENCE).ignoreExceptions().until(() -> node.get("/alive").statusCode() == 200);
  }

  /** Some visitors, again and again; returns how many pageviews were taken. */
  private static int send(WholeNode node, AtomicBoolean isSending) {
    int sent = 0;
    try {
      while (isSending.get()) {
        assertThat(node.pageview("load", "visitor-" + sent % 40)).isEqualTo(202);
        sent++;
      }
    } catch (Exception e) {
      throw new AssertionError("after " + sent, e);
    }
    return sent;
  }

  /** A website, and an API key by which it is looked at. */
  private static String key(String website) {
    Addresses at = stack.addresses();
    try (Metadata metadata =
        Metadata.open(at.postgresJdbcUrl(), at.postgresUser(), at.postgresPassword())) {
      new Websites(metadata).add(Website.named(website, website));
      NewApiKey key = NewApiKey.of(website, "test", List.of("live:read"), Instant.now());
      key.addTo(new ApiKeys(metadata), new AuditEntry.Actor(Optional.empty(), "a test"));
      return key.secret();
    }
  }

  /** What the sessions that are open have counted. */
  private static int pageviews(WholeNode node, String website) throws Exception {
    return PAGEVIEWS
        .matcher(node.sessions(website, KEYS.computeIfAbsent(website, CassandraAwayIT::key)))
        .results()
        .map((MatchResult found) -> found.group(1))
        .mapToInt(Integer::parseInt)
        .sum();
  }
}
