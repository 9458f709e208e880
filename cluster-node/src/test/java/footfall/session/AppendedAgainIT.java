package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import footfall.ingest.kafka.KafkaSettings;
import footfall.protocol.hit.HitKey;
import footfall.session.ShardOnStack.Tuning;
import footfall.website.MinuteTally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * All that a topic holds is appended to it again, then counted again from its beginning, on the
 * real Kafka, Cassandra and ClickHouse.
 */
class AppendedAgainIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int[] PARTITIONS = {26, 27};
  private static final String WEBSITE = "again";
  private static final int VISITORS = 8;
  private static final Duration LONGER_THAN_A_REPORT = Duration.ofMillis(1_500);

  /** As {@link ShardOnStack#RULES}, but that a slow machine makes no website idle. */
  private static final SessionRules RULES =
      new SessionRules(
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofSeconds(3),
          Duration.ofMillis(300),
          Duration.ofSeconds(8),
          10_000,
          Duration.ofHours(24));

  private static ShardsWithRows shards;

  private final TopicLog topic = new TopicLog(ShardStack.shared().kafka());
  private List<ShardOnStack> started = List.of();
  private int sent;

  /** Its minute is over, so it becomes final as soon as its website is idle. */
  private final long begin = System.currentTimeMillis() - 70_000;

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

  @Test
  void theTopicAppendedAgainChangesNoSessionAndNoMinuteAndNorDoesReadingAllOfItAnew()
      throws Exception {
    start(1);
    for (int at : new int[] {0, 400, 5_000}) {
      for (int visitor = 0; visitor < VISITORS; visitor++) {
        hit(visitor, at);
      }
    }
    copyTheLast();
    List<ConsumerRecord<byte[], byte[]>> once = records();
    awaitQuiet(once.size());
    List<String> sessions = sessions("version");
    Map<Long, String> minutes = minutes();
    assertThat(sessions).as("two of each visitor").hasSize(2 * VISITORS * PARTITIONS.length);
    assertThat(minutes).isNotEmpty();
    assertThat(count("is_late + is_duplicate = 0")).isEqualTo(sent);
    assertThat(count("is_duplicate = 1")).as("copies while open").isEqualTo(PARTITIONS.length);

    once.forEach(again -> topic.raw(again.partition(), again.key(), again.value()));
    awaitQuiet(2 * once.size());
    assertThat(sessions("version")).isEqualTo(sessions);
    assertThat(minutes()).isEqualTo(minutes);
    assertThat(count("is_late + is_duplicate = 0")).as("what counts").isEqualTo(sent);
    assertThat(shards.ask("SELECT uniqExact(event_id)" + of("events")).strip())
        .isEqualTo(Integer.toString(sent));

    start(2);
    awaitQuiet(2 * once.size());
    assertThat(shards.ask("SELECT min(bitShiftRight(version, 44))" + of("sessions")).strip())
        .as("every row is written anew")
        .isEqualTo("2");
    assertThat(sessions("bitAnd(version, 17592186044415)"))
        .as("but for the generation")
        .isEqualTo(withoutGeneration(sessions));
    assertThat(minutes()).as("sums and registers of users").isEqualTo(minutes);
    assertThat(count("is_late + is_duplicate = 0")).isEqualTo(sent);
  }

  private void start(long generation) {
    started = shards.start(Tuning.USUAL.with(RULES).withGeneration(generation), PARTITIONS);
  }

  /** A pageview of each partition's visitor, at so many ms after the beginning. */
  private void hit(int visitor, int at) {
    for (int partition : PARTITIONS) {
      String who = TopicLog.visitor(WEBSITE, partition, visitor);
      String json =
          """
          {"website_id":"%s","event_type":"pageview","client_timestamp":%d,"visitor_id":"%s",
           "page_url":"/%d","event_id":"%s"}"""
              .formatted(WEBSITE, begin + at, who, at, Hits.id(sent++));
      topic.raw(partition, HitKey.of(WEBSITE, who), json.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void copyTheLast() {
    for (int partition : PARTITIONS) {
      List<ConsumerRecord<byte[], byte[]>> hits = hits(partition);
      ConsumerRecord<byte[], byte[]> last = hits.get(hits.size() - 1);
      topic.raw(partition, last.key(), last.value());
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> records() {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    for (int partition : PARTITIONS) {
      all.addAll(hits(partition));
    }
    return all;
  }

  /** All but the ticks, which each shard appends itself. */
  private List<ConsumerRecord<byte[], byte[]>> hits(int partition) {
    return topic.records(KafkaSettings.EVENTS, partition).stream()
        .filter(record -> record.value() != null)
        .toList();
  }

  /** Every hit is read, every session closed, every minute final, and all of it is stored. */
  private void awaitQuiet(int hits) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .during(LONGER_THAN_A_REPORT)
        .until(
            () ->
                read() == hits
                    && count("1 = 1") == hits
                    && started.stream().allMatch(AppendedAgainIT::isQuiet));
  }

  private long read() {
    return started.stream()
        .mapToLong(s -> s.metrics.counted() + s.metrics.late() + s.metrics.duplicates())
        .sum();
  }

  private static boolean isQuiet(ShardOnStack shard) {
    long open = 0;
    long held = 0;
    for (int partition : PARTITIONS) {
      open += shard.metrics.openSessions.get(partition);
      held += shard.metrics.outbox.get(partition);
    }
    return open == 0 && held == 0;
  }

  /** The minutes of both partitions together, registers of users included. */
  private Map<Long, String> minutes() {
    Map<Long, MinuteTally> sums = new TreeMap<>();
    for (ShardOnStack shard : started) {
      shard.tallies.forEach(
          (key, tally) ->
              sums.computeIfAbsent(key.minute(), minute -> new MinuteTally())
                  .merge(MinuteTally.decode(tally)));
    }
    Map<Long, String> shown = new TreeMap<>();
    sums.forEach((minute, sum) -> shown.put(minute, HexFormat.of().formatHex(sum.encode())));
    return shown;
  }

  private static List<String> sessions(String version) throws IOException, InterruptedException {
    return shards
        .ask(
            "SELECT session_id, * EXCEPT (session_id, version), "
                + version
                + of("sessions")
                + " ORDER BY session_id")
        .lines()
        .toList();
  }

  private static List<String> withoutGeneration(List<String> sessions) {
    long offset = (1L << 44) - 1;
    return sessions.stream()
        .map(
            row -> {
              int version = row.lastIndexOf('\t') + 1;
              return row.substring(0, version) + (Long.parseLong(row.substring(version)) & offset);
            })
        .toList();
  }

  private static int count(String which) throws IOException, InterruptedException {
    return Integer.parseInt(shards.ask("SELECT count()" + of("events") + " AND " + which).strip());
  }

  private static String of(String table) {
    return " FROM " + table + " FINAL WHERE website_id = '" + WEBSITE + "'";
  }
}
