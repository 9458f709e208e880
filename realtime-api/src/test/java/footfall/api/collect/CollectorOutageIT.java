package footfall.api.collect;

import static footfall.api.collect.CollectorOnStack.NOON;
import static footfall.api.collect.CollectorOnStack.hit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import footfall.localstack.Service;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CollectorOutageIT {
  private static final int CLIENTS = 8;

  private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
  private final Set<String> retryAfter = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean going = new AtomicBoolean(true);

  private static CollectorOnStack collector;

  @BeforeAll
  static void start() {
    collector = new CollectorOnStack();
  }

  @AfterAll
  static void stop() {
    collector.close();
  }

  @Test
  void whilePostgresIsAwayHitsAreTaken() {
    collector.postgres.kill(Service.POSTGRES);
    try {
      await().until(() -> !collector.metadata.reachable());
      assertThat(collector.post(hit("without-postgres", "")).statusCode()).isEqualTo(202);
      collector.now.set(NOON.plus(Duration.ofDays(2)));
      assertThat(collector.post(hit("without-postgres", "")).statusCode()).isEqualTo(202);
    } finally {
      collector.postgres.restart(Service.POSTGRES);
    }
    assertThat(collector.of("without-postgres")).hasSize(2);
  }

  @Test
  void aBrokerThatIsKilledLosesNothingAcknowledgedAndIsAnsweredWith503() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    for (int client = 0; client < CLIENTS; client++) {
      clients.execute(this::postUntilStopped);
    }
    await().until(() -> acknowledged.size() > 200);

    collector.kafka.kill(Service.KAFKA);
    await().atMost(Duration.ofSeconds(30)).until(() -> statuses.contains(503));

    int before = acknowledged.size();
    collector.kafka.restart(Service.KAFKA);
    await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > before + 200);
    going.set(false);
    clients.shutdown();
    assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(storedIds("killed")).containsAll(acknowledged);
    assertThat(statuses).containsExactlyInAnyOrder(202, 503);
    assertThat(retryAfter).containsExactly("2");
  }

  private void postUntilStopped() {
    while (going.get()) {
      UUID id = UUID.randomUUID();
      HttpResponse<String> answer = collector.post(hit("killed", "\"event_id\":\"" + id + "\""));
      statuses.add(answer.statusCode());
      if (answer.statusCode() == 202) {
        acknowledged.add(id);
      } else {
        retryAfter.add(answer.headers().firstValue("Retry-After").orElse("none"));
      }
    }
  }

  private static Set<UUID> storedIds(String websiteId) {
    return collector.of(websiteId).stream()
        .map(read -> TopicReader.hit(read).eventId())
        .collect(Collectors.toSet());
  }
}
