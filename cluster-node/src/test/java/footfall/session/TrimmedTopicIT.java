package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import footfall.ingest.kafka.KafkaSettings;
import footfall.protocol.counting.CountingRules;
import footfall.protocol.counting.CountingRulesForm;
import footfall.protocol.counting.Goal;
import footfall.protocol.hit.HitKey;
import footfall.protocol.hit.SessionIds;
import footfall.session.SessionModel.Rec;
import footfall.session.ShardOnStack.Tuning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Rebuilds of a partition whose beginning Kafka has dropped, on the real Kafka, Cassandra and
 * ClickHouse. What ClickHouse must show is what the rules, said plainly, make of every record there
 * ever was.
 */
class TrimmedTopicIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Sessions of at most 3 s; the cut lies 6.3 s behind the first record. */
  private static final SessionRules RULES =
      new SessionRules(
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofMillis(300),
          Duration.ofSeconds(5),
          10_000,
          Duration.ofSeconds(3));

  private static final long CUT_AFTER_MS = 6_300;
  private static final Tuning TUNING = Tuning.USUAL.with(RULES);
  private static ShardsWithRows shards;

  private final ShardStack stack = ShardStack.shared();
  private final TopicLog topic = new TopicLog(stack.kafka());
  private final TreeMap<Long, Rec> log = new TreeMap<>();
  private int sent;

  @BeforeAll
  static void open() throws Exception {
    shards = new ShardsWithRows();
  }

  @AfterAll
  static void close() {
    shards.close();
  }

  @AfterEach
  void stop() {
    shards.stop();
    topic.close();
  }

  private static ShardOnStack start(int partition, long generation) {
    return shards.start(TUNING.withGeneration(generation), partition).get(0);
  }

  @Test
  void aRebuildOfATrimmedPartitionLosesAndDoublesNoSessionNorDoesOneAfterACrashOrAnother()
      throws Exception {
    int partition = 28;
    ShardOnStack first = start(partition, 1);
    traffic(partition, 80);
    await().atMost(PATIENCE).until(() -> first.metrics.counted() == sent);
    first.close();
    read(partition);
    long begin = offsetAfter(log.firstEntry().getValue().at() + 3_000);
    trim(partition, begin);

    ShardOnStack second = start(partition, 2);
    await().atMost(PATIENCE).until(() -> second.metrics.checkpoints.sum() > 0);
    start(partition, 2);
    traffic(partition, 12);
    awaitTheRows(partition);
    Map<String, Long> generations = generations("w" + partition);
    assertThat(generations.values()).contains(1L, 2L);
    long cut = log.get(begin).at() + CUT_AFTER_MS;
    assertThat(
            startsOf(
                "w" + partition,
                "version < pow(2, 45) and visitor_id != '" + steady(partition) + "'"))
        .as("rows of the counting before")
        .isNotEmpty()
        .allMatch(start -> start * 1_000 < cut);

    trim(partition, offsetAfter(log.get(begin).at() + 2_000));
    ShardOnStack third = start(partition, 3);
    await().atMost(PATIENCE).until(() -> third.metrics.checkpoints.sum() > 0);
    trim(partition, offsetAfter(log.get(begin).at() + 4_000));
    start(partition, 4);
    traffic(partition, 8);
    awaitTheRows(partition);
    assertThat(generations("w" + partition).values()).contains(1L, 4L);

    String row = " FROM sessions FINAL WHERE website_id = 'w" + partition + "' LIMIT 1";
    shards.ask("INSERT INTO sessions SELECT * REPLACE(generateUUIDv4() AS session_id)" + row);
    assertThatThrownBy(() -> compare(partition))
        .as("a planted double")
        .isInstanceOf(AssertionError.class);
    shards.ask(
        "INSERT INTO sessions SELECT * REPLACE(1 AS is_deleted, version + 1 AS version) FROM sessions FINAL WHERE website_id = 'w"
            + partition
            + "'");
    assertThatThrownBy(() -> compare(partition))
        .as("planted losses")
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void whereKafkaHasDroppedHitsThatNobodyCountedTheCountingGoesOnBehindThem() throws Exception {
    int partition = 29;
    ShardOnStack first = start(partition, 1);
    traffic(partition, 12);
    await().atMost(PATIENCE).until(() -> first.metrics.counted() == sent);
    long before = first.metrics.checkpoints.sum();
    await().atMost(PATIENCE).until(() -> first.metrics.checkpoints.sum() > before);
    first.handOver();
    read(partition);
    traffic(partition, 4);
    trim(partition, -1);

    start(partition, 2);
    traffic(partition, 12);
    awaitTheRows(partition);
  }

  /** Nobody says them again: the rows that show it are of hits that nobody had counted before. */
  @Test
  void aRebuildGoesOnByRulesWhoseTicksKafkaHasDropped() throws Exception {
    int partition = 27;
    ShardOnStack first = start(partition, 1);
    Goal twoPages = new Goal(new UUID(27, 1), Goal.Type.PAGES_PER_SESSION, Optional.empty(), "", 2);
    first.counting.set(List.of(new CountingRules("w27", 5, true, List.of(twoPages))));
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              read(partition);
              return log.values().stream().anyMatch(rec -> rec.said() != null);
            });
    traffic(partition, 12);
    await().atMost(PATIENCE).until(() -> first.metrics.counted() == sent);
    read(partition);
    trim(partition, log.lastKey());
    traffic(partition, 8);
    await().atMost(PATIENCE).until(() -> first.metrics.counted() == sent);
    long before = first.metrics.checkpoints.sum();
    await().atMost(PATIENCE).until(() -> first.metrics.checkpoints.sum() > before);
    read(partition);
    long counted = log.lastKey();
    first.close();
    traffic(partition, 8);

    start(partition, 2);
    awaitTheRows(partition);

    String converted = of("w27") + " AND is_conversion AND bitAnd(version, 17592186044415) > ";
    assertThat(shards.ask("SELECT count() > 0" + converted + counted)).isEqualTo("1\n");
  }

  /** One visitor who never pauses, so that sessions are full, and five who come and go. */
  private void traffic(int partition, int steps) {
    int[] step = {0};
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(250))
        .until(
            () -> {
              for (int visitor = 0; visitor < 6; visitor++) {
                boolean comes =
                    visitor == 0 ? step[0] % 4 == 0 : step[0] % (14 + 2 * visitor) < 2 + visitor;
                if (comes) {
                  pageview(partition, TopicLog.visitor("w" + partition, partition, visitor));
                }
              }
              return ++step[0] == steps;
            });
  }

  private static String steady(int partition) {
    return TopicLog.visitor("w" + partition, partition, 0);
  }

  private void pageview(int partition, String visitor) {
    sent++;
    String json =
        """
        {"website_id":"w%d","event_type":"pageview","client_timestamp":%d,"visitor_id":"%s",
         "page_url":"/%d","event_id":"%s"}"""
            .formatted(partition, System.currentTimeMillis(), visitor, sent, Hits.id(sent));
    topic.raw(
        partition, HitKey.of("w" + partition, visitor), json.getBytes(StandardCharsets.UTF_8));
  }

  /** Notes what Kafka has now; what it has dropped meanwhile stays noted. */
  private void read(int partition) {
    try {
      for (ConsumerRecord<byte[], byte[]> record : topic.records(KafkaSettings.EVENTS, partition)) {
        log.put(record.offset(), rec(record));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Rec rec(ConsumerRecord<byte[], byte[]> record) throws IOException {
    if (record.value() == null) {
      Header rules = record.headers().lastHeader("rules");
      return Rec.says(
          record.timestamp(), rules == null ? null : CountingRulesForm.read(rules.value()));
    }
    JsonNode hit = JSON.readTree(record.value());
    return new Rec(
        record.timestamp(),
        hit.get("website_id").asText(),
        hit.get("visitor_id").asText(),
        Integer.parseInt(hit.get("page_url").asText().substring(1)),
        hit.get("client_timestamp").asLong(),
        null);
  }

  private long offsetAfter(long time) {
    return log.entrySet().stream()
        .filter(entry -> entry.getValue().at() >= time)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private void trim(int partition, long offset) throws Exception {
    stack
        .admin
        .deleteRecords(
            Map.of(
                new TopicPartition(KafkaSettings.EVENTS, partition),
                RecordsToDelete.beforeOffset(offset)))
        .all()
        .get();
  }

  private void awaitTheRows(int partition) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              read(partition);
              assertThat(compare(partition)).isZero();
            });
  }

  /** Returns how many sessions are still open. */
  private int compare(int partition) throws IOException, InterruptedException {
    SessionModel model = new SessionModel(RULES);
    log.values().forEach(model::process);
    TreeMap<String, String> expected = new TreeMap<>();
    for (SessionModel.Closed row : model.closed) {
      String[] opener = row.opener().split("/", -1);
      expected.put(
          SessionIds.of(opener[0], opener[1], Hits.id(Integer.parseInt(opener[2]))).toString(),
          "%d\t%d\t%d\t/%d\t/%d\t%s"
              .formatted(
                  row.start() / 1_000,
                  row.last() / 1_000,
                  row.hits(),
                  row.first(),
                  row.finish(),
                  row.goals().stream().map(UUID::toString).collect(Collectors.joining(" "))));
    }
    String columns =
        "toUnixTimestamp(session_start), toUnixTimestamp(session_end), pageviews, landing_page,"
            + " exit_page, arrayStringConcat(arraySort(goals), ' ')";
    TreeMap<String, String> found = new TreeMap<>();
    for (String line :
        shards.ask("SELECT session_id, " + columns + of("w" + partition)).lines().toList()) {
      String[] idAndRest = line.split("\t", 2);
      found.put(idAndRest[0], idAndRest[1]);
    }
    assertThat(found).isEqualTo(expected);
    return model.sites.values().stream().mapToInt(site -> site.open.size()).sum();
  }

  private static String of(String website) {
    return " FROM sessions FINAL WHERE website_id = '" + website + "'";
  }

  private static Map<String, Long> generations(String website) throws Exception {
    Map<String, Long> generations = new TreeMap<>();
    shards
        .ask("SELECT session_id, bitShiftRight(version, 44)" + of(website))
        .lines()
        .map(line -> line.split("\t", 2))
        .forEach(row -> generations.put(row[0], Long.parseLong(row[1])));
    return generations;
  }

  private static List<Long> startsOf(String website, String which) throws Exception {
    return shards
        .ask("SELECT toUnixTimestamp(session_start)" + of(website) + " AND " + which)
        .lines()
        .map(Long::parseLong)
        .toList();
  }
}
