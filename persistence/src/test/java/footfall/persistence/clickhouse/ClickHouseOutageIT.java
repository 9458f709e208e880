package footfall.persistence.clickhouse;

import static footfall.persistence.clickhouse.ClickHouseForTests.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import footfall.localstack.Service;
import footfall.persistence.clickhouse.ClickHouseSettings.Gathering;
import footfall.persistence.clickhouse.ClickHouseSettings.Retry;
import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ClickHouse killed or away: nothing acknowledged is lost, nothing counts twice. */
class ClickHouseOutageIT {
  private static final int PARTITIONS = 4;
  private static final int CALL = 500;

  private ClickHouseForTests clickHouse;

  @BeforeEach
  void start() {
    clickHouse = new ClickHouseForTests();
  }

  @AfterEach
  void stop() {
    clickHouse.close();
  }

  private static ClickHouseSettings settings(Server server, long maxUnstored, Duration drain) {
    return new ClickHouseSettings(
        server,
        new Gathering(Duration.ofMillis(50), 200_000, 64 << 20, maxUnstored),
        new Retry(Duration.ofSeconds(15), Duration.ofMillis(50), Duration.ofSeconds(1), drain));
  }

  @Test
  void whatWasAcknowledgedIsThereOnceAfterThreeKillsAmidInserts() throws Exception {
    Server server = clickHouse.migrated("killed");
    Map<Integer, Long> acknowledged = new ConcurrentHashMap<>();
    AtomicBoolean enough = new AtomicBoolean();
    try (ClickHouseEventStore store =
        ClickHouseEventStore.open(
            settings(server, 64 << 20, Duration.ofSeconds(30)), "topic", null)) {
      List<CompletableFuture<Void>> shards =
          IntStream.range(0, PARTITIONS)
              .mapToObj(partition -> writeOn(store, partition, 0, acknowledged, enough))
              .toList();
      for (int kill = 0; kill < 3; kill++) {
        long before = sum(acknowledged);
        await().atMost(Duration.ofSeconds(60)).until(() -> sum(acknowledged) > before + 20_000);
        clickHouse.stack.kill(Service.CLICKHOUSE);
        long atKill = sum(acknowledged);
        clickHouse.stack.restart(Service.CLICKHOUSE);
        assertThat(number(server, "SELECT uniqExact(kafka_partition, kafka_offset) FROM events"))
            .isGreaterThanOrEqualTo(atKill);
      }
      enough.set(true);
      CompletableFuture.allOf(shards.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
      assertThat(store.totals().failures()).isPositive();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        long[] stored =
            store.storedOffsets(partition, 0).toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(stored).isEqualTo(LongStream.range(0, acknowledged.get(partition)).toArray());
      }
    }
    assertThat(number(server, "SELECT count() FROM events FINAL")).isEqualTo(sum(acknowledged));
  }

  /** As a shard does: the next rows when those before are stored. */
  private static CompletableFuture<Void> writeOn(
      ClickHouseEventStore store,
      int partition,
      long from,
      Map<Integer, Long> acknowledged,
      AtomicBoolean enough) {
    return store
        .writeEvents(SampleRows.pageviews(partition, from, CALL))
        .toCompletableFuture()
        .thenComposeAsync(
            stored -> {
              acknowledged.put(partition, from + CALL);
              return enough.get()
                  ? CompletableFuture.completedFuture(null)
                  : writeOn(store, partition, from + CALL, acknowledged, enough);
            });
  }

  private static long sum(Map<Integer, Long> acknowledged) {
    return acknowledged.values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void whileClickHouseIsAwayRowsWaitWithinTheirBudgetAndAreStoredAfterwards() throws Exception {
    Server server = clickHouse.migrated("away");
    clickHouse.stack.kill(Service.CLICKHOUSE);
    long budget = 4 << 20;
    try (ClickHouseEventStore store =
        ClickHouseEventStore.open(settings(server, budget, Duration.ofSeconds(30)), "t", null)) {
      CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
      int calls = 0;
      while (!store.isFull()) {
        last = store.writeEvents(SampleRows.pageviews(calls % 8, calls, 1)).toCompletableFuture();
        calls++;
      }
      assertThat(store.totals().unstoredBytes()).isBetween(budget, budget + (64 << 10));
      await().until(() -> store.totals().failures() > 3);
      assertThat(last).isNotDone();
      clickHouse.stack.restart(Service.CLICKHOUSE);
      last.get(60, TimeUnit.SECONDS);
      assertThat(store.isFull()).isFalse();
      assertThat(store.totals().unstoredBytes()).isZero();
      assertThat(number(server, "SELECT count() FROM events FINAL")).isEqualTo(calls);
    }
  }

  @Test
  void closingWhileClickHouseIsAwayEndsInTimeAndFailsWhatIsOpen() throws Exception {
    Server server = clickHouse.migrated("closing");
    clickHouse.stack.kill(Service.CLICKHOUSE);
    ClickHouseEventStore store =
        ClickHouseEventStore.open(settings(server, 1 << 20, Duration.ofMillis(200)), "t", null);
    CompletableFuture<Void> row =
        store.writeEvents(SampleRows.pageviews(0, 0, 1)).toCompletableFuture();
    CompletableFuture<long[]> offsets = store.storedOffsets(0, 0).toCompletableFuture();
    long start = System.nanoTime();
    store.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(row).isCompletedExceptionally();
    assertThat(offsets.handle((ok, failure) -> failure).get(5, TimeUnit.SECONDS))
        .hasMessageContaining("closed before ClickHouse acknowledged");
  }
}
