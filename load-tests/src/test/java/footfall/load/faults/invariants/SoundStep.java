package footfall.load.faults.invariants;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import footfall.load.faults.ledger.Ledger;
import footfall.load.faults.ledger.SentHit;
import footfall.load.faults.live.Shown;
import footfall.load.faults.live.ShownFrame;
import footfall.load.faults.nodes.Tenure;
import footfall.load.oracle.Expected;
import footfall.load.oracle.ExpectedMinute;
import footfall.load.oracle.LogEntry;
import footfall.load.oracle.Oracle;
import footfall.load.oracle.OracleSettings;
import footfall.load.oracle.SipHash;
import footfall.load.oracle.Tables;
import footfall.load.topic.HomePartition;
import footfall.load.topic.TopicRecord;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventType;
import footfall.website.MinuteTally;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Evidence of a step in which all went well; every field may be spoiled. */
final class SoundStep {
  static final String PREFIX = "f0a0";
  private static final String SITE = PREFIX + "-w0";
  private static final int PARTITIONS = 2;
  private static final int HITS = 120;
  private static final int VISITORS = 12;
  private static final long T = 1_790_000_000_000L;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final OracleSettings RULES = OracleSettings.PRODUCTION;

  final Map<Long, SentHit> sent = new LinkedHashMap<>();
  final List<TopicRecord> records = new ArrayList<>();
  final List<Map<String, String>> rawRows;
  final List<Map<String, String>> sessions;
  final List<JournalRow> minuteJournal = new ArrayList<>();
  final List<JournalRow> shardJournal = new ArrayList<>();
  final List<Tenure> tenures = new ArrayList<>();
  final List<Shown> shown = new ArrayList<>();
  final SipHash hash = new SipHash(1, 2);
  private final Expected expected;
  private final Map<Integer, Expected> byPartition = new TreeMap<>();

  SoundStep() {
    Map<Integer, Long> next = new HashMap<>();
    for (int i = 0; i < HITS; i++) {
      addHit(i, next);
    }
    List<TopicRecord> log = new ArrayList<>(records);
    for (int p = 0; p < PARTITIONS; p++) {
      long later = T + Duration.ofHours(2).toMillis();
      Map<String, byte[]> tick = Map.of("tick", new byte[0]);
      log.add(new TopicRecord(p, next.getOrDefault(p, 0L), later, null, tick, null));
    }
    StepLog read = new StepLog(PREFIX, ledger(), record -> Enrichment.NONE, PARTITIONS);
    log.forEach(read::add);
    Oracle oracle = new Oracle(RULES);
    expected = oracle.recount(read.entries());
    read.entries().stream()
        .collect(Collectors.groupingBy(LogEntry::partition))
        .forEach((p, own) -> byPartition.put(p, oracle.recount(own)));
    sessions = new ArrayList<>(Tables.sessions(expected));
    rawRows = rawRows();
    byPartition.forEach(this::addMinutes);
    addShardJournal(next);
    tenures.add(tenure(1, 0, 0, 60));
    tenures.add(tenure(2, 1, 60, 120));
    shown.add(new Shown(SITE, List.of(frame()), List.of()));
  }

  private void addHit(int i, Map<Integer, Long> next) {
    String visitor = "visitor-" + i % VISITORS;
    String key = SITE + ":" + visitor;
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    String id = new UUID(7, i).toString();
    long time = T + 500L * i;
    byte[] json =
        ("{\"website_id\":\"%s\",\"event_id\":\"%s\",\"event_type\":\"pageview\","
                + "\"client_timestamp\":%d,\"visitor_id\":\"%s\"}")
            .formatted(SITE, id, time, visitor)
            .getBytes(StandardCharsets.UTF_8);
    sent.put(
        (long) i,
        new SentHit(
            i,
            SentHit.Route.COLLECTOR,
            id,
            SITE,
            key,
            time,
            Arrays.hashCode(json),
            Optional.empty()));
    int partition = HomePartition.of(keyBytes, PARTITIONS);
    long offset = next.merge(partition, 1L, Long::sum) - 1;
    records.add(new TopicRecord(partition, offset, time, keyBytes, Map.of(), json));
  }

  private Ledger.Entries ledger() {
    BitSet acknowledged = new BitSet();
    acknowledged.set(0, HITS);
    return new Ledger.Entries(sent, acknowledged);
  }

  private List<Map<String, String>> rawRows() {
    Map<String, String> ids = new HashMap<>();
    for (int i = 0; i < HITS; i++) {
      ids.put(records.get(i).place(), sent.get((long) i).eventId());
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (Map<String, String> row : Tables.rawRows(expected)) {
      Map<String, String> whole = new HashMap<>(row);
      whole.put("event_type", "pageview");
      whole.put("event_id", ids.get(row.get("kafka_partition") + "/" + row.get("kafka_offset")));
      rows.add(whole);
    }
    return rows;
  }

  private void addMinutes(int partition, Expected own) {
    own.minutes()
        .forEach(
            (key, minute) -> {
              String id = "website-minute|" + key.websiteId() + "|" + key.minute();
              long before =
                  minuteJournal.stream().filter(r -> r.persistenceId().equals(id)).count();
              minuteJournal.add(minuteRow(id, before + 1, partition, tally(minute)));
            });
  }

  static JournalRow minuteRow(String id, long sequence, int partition, byte[] tally) {
    ObjectNode event = JSON.createObjectNode().put("at", T);
    event
        .putObject("byPartition")
        .putObject(Integer.toString(partition))
        .put("epoch", 1)
        .put("tally", tally);
    return new JournalRow(id, sequence, sequence, "writer", "PartsFinished", event);
  }

  private byte[] tally(ExpectedMinute minute) {
    MinuteTally tally = new MinuteTally();
    minute.userNames().forEach(user -> tally.addUser(hash.of(user)));
    for (long i = 0; i < minute.pageviews(); i++) {
      tally.add(EventType.PAGEVIEW, "/", "", "direct", "other");
    }
    return tally.encode();
  }

  private void addShardJournal(Map<Integer, Long> next) {
    next.forEach(
        (partition, end) -> {
          String id = "session-shard|1|" + partition;
          shardJournal.add(shardRow(id, 1, "a", "Opened", JSON.createObjectNode().put("epoch", 1)));
          shardJournal.add(
              shardRow(
                  id,
                  2,
                  "a",
                  "CheckpointEnd",
                  JSON.createObjectNode().put("epoch", 1).put("offset", end - 1)));
        });
  }

  static JournalRow shardRow(
      String id, long sequence, String writer, String type, ObjectNode event) {
    return new JournalRow(
        id, sequence, sequence, writer, "footfall.session.ShardEvent$" + type, event);
  }

  static Tenure tenure(long epoch, int node, long fromSecond, long toSecond) {
    Instant begin = Instant.ofEpochMilli(T);
    return new Tenure(
        0, epoch, node, begin.plusSeconds(fromSecond), begin.plusSeconds(toSecond), Duration.ZERO);
  }

  private ShownFrame frame() {
    Map<Long, ShownFrame.Counts> minutes = new TreeMap<>();
    expected
        .minutes()
        .forEach(
            (key, minute) ->
                minutes.put(key.minute(), new ShownFrame.Counts(minute.pageviews(), 0)));
    return new ShownFrame(1, 0, true, 1, HITS, false, minutes);
  }

  Evidence evidence() {
    return new Evidence(
        ledger(),
        records,
        expected,
        byPartition,
        rawRows,
        sessions,
        sessions,
        Tables.joins(expected),
        List.of(),
        shardJournal,
        minuteJournal,
        hash,
        shown,
        tenures);
  }
}
