package footfall.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.oracle.Expected;
import footfall.load.oracle.LogEntry;
import footfall.load.oracle.Oracle;
import footfall.load.oracle.OracleSettings;
import footfall.load.oracle.RecordReader;
import footfall.load.oracle.SipHash;
import footfall.load.oracle.Tables;
import footfall.load.topic.TopicRecord;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.HitKey;
import footfall.website.MinuteKey;
import footfall.website.MinuteTally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The proof's own plan, laid into a topic by hand: whatever is tampered with must be found. */
class ProofComparisonTest {
  private static final int PARTITIONS = 8;
  private static final long NOW = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();
  private static final Ledger LEDGER =
      new Ledger(
          ProofPlan.of(
              new ProofSettings(
                  20_000,
                  11,
                  20,
                  Instant.ofEpochMilli(NOW).minus(Duration.ofMinutes(270)),
                  Duration.ofMinutes(150),
                  Duration.ofSeconds(20),
                  0)));
  private static final SipHash USER_HASH = new SipHash(1, 2);
  private static final List<TopicRecord> TOPIC = topic();
  private static final Expected EXPECTED = recount(TOPIC);

  private final Recorded shown = new Recorded(EXPECTED);

  /** As Kafka would hold it: each record appended within 20 s, then ticks until all has closed. */
  private static List<TopicRecord> topic() {
    List<TopicRecord> topic = new ArrayList<>();
    long[] offsets = new long[PARTITIONS];
    int records = LEDGER.records().size();
    for (PlannedRecord r : LEDGER.records()) {
      int partition = HitKey.partition(r.key(), PARTITIONS);
      long at = NOW + 20_000L * r.number() / records;
      Map<String, byte[]> headers = new HashMap<>();
      headers.put(Ledger.NUMBER_HEADER, bytes(Integer.toString(r.number())));
      if (r.contentType() != null) {
        headers.put("content-type", bytes(r.contentType()));
      }
      if (r.route() == PlannedRecord.Route.COLLECTOR) {
        headers.clear();
      }
      if (r.stray().isPresent()) {
        int away = r.stray().get().partition();
        byte[] key = r.sentKey();
        topic.add(new TopicRecord(away, offsets[away]++, at, key, headers, r.value()));
      }
      topic.add(new TopicRecord(partition, offsets[partition]++, at, r.key(), headers, r.value()));
    }
    for (int p = 0; p < PARTITIONS; p++) {
      for (long at = NOW + 30_000; at <= NOW + 200_000; at += 10_000) {
        topic.add(new TopicRecord(p, offsets[p]++, at, null, Map.of("tick", new byte[0]), null));
      }
    }
    return topic;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Expected recount(List<TopicRecord> topic) {
    Enrichment page =
        new Enrichment(
            "/page",
            Enrichment.Geography.UNKNOWN,
            Enrichment.Device.UNKNOWN,
            Enrichment.Traffic.DIRECT,
            false);
    RecordReader reader = new RecordReader(record -> page, LEDGER, PARTITIONS);
    List<LogEntry> log = topic.stream().map(reader::read).toList();
    return new Oracle(OracleSettings.PRODUCTION).recount(log);
  }

  private List<String> findings() throws IOException, InterruptedException {
    return new ProofComparison(EXPECTED, USER_HASH).run(shown);
  }

  @Test
  void thePlanPlaysEveryVerdictAndEverythingCloses() {
    assertThat(LEDGER.check(TOPIC)).isEmpty();
    assertThat(EXPECTED.open()).isEmpty();
    assertThat(EXPECTED.closed()).hasSizeGreaterThan(2_000);
    assertThat(EXPECTED.joins()).hasSizeGreaterThan(10);
    assertThat(EXPECTED.tally().keySet())
        .extracting(Enum::name)
        .contains("COUNTED", "DUPLICATE", "LATE", "REJECTED", "MISPLACED", "TICK");
  }

  @Test
  void anHonestClusterShowsNoDifference() throws Exception {
    assertThat(findings()).isEmpty();
  }

  @Test
  void aVisitorMissingBesideARawRowIsFound() throws Exception {
    shown.strayVisitors = 3;
    assertThat(findings()).singleElement().asString().startsWith("3 visitors of quarters");
  }

  @Test
  void aHitLostFromASessionIsFound() throws Exception {
    change(shown.sessions, 17, "pageviews", -1);
    assertThat(findings()).singleElement().asString().contains("sessions").contains("pageviews");
  }

  @Test
  void aHitCountedTwiceInASessionIsFound() throws Exception {
    change(shown.sessions, 17, "events", 1);
    assertThat(findings()).singleElement().asString().contains("in events");
  }

  @Test
  void aHitMovedToAnotherSessionIsFound() throws Exception {
    change(shown.sessions, 17, "pageviews", -1);
    change(shown.sessions, 18, "pageviews", 1);
    assertThat(findings()).singleElement().asString().startsWith("2 differences in sessions");
  }

  @Test
  void aSessionLostOrThereTwiceIsFound() throws Exception {
    shown.sessions.add(shown.sessions.remove(3));
    assertThat(findings()).isEmpty();
    shown.sessions.set(3, shown.sessions.get(4));
    assertThat(findings())
        .singleElement()
        .asString()
        .contains("2 differences")
        .contains("missing")
        .contains("doubled");
  }

  @Test
  void aRawRowLostDoubledOrOfTheWrongKindIsFound() throws Exception {
    shown.rawRows.remove(5);
    shown.rawRows.add(shown.rawRows.get(6));
    change(shown.rawRows, 7, "is_late", 1);
    assertThat(findings()).singleElement().asString().startsWith("3 differences in raw rows");
  }

  @Test
  void aRefusedRecordThatIsNotQuarantinedIsFound() throws Exception {
    shown.rejected.remove(2);
    assertThat(findings()).singleElement().asString().contains("refused records");
  }

  @Test
  void aHitLostDoubledOrMovedBetweenMinutesIsFound() throws Exception {
    List<Expected.MinuteOf> keys = List.copyOf(EXPECTED.minutes().keySet());
    shown.extraPageviews.put(key(keys.get(0)), 1);
    assertThat(findings()).element(0).asString().startsWith("1 differences in website minutes");
    shown.lostMinute = key(keys.get(1));
    assertThat(findings()).element(0).asString().startsWith("2 differences in website minutes");
  }

  @Test
  void aUserTooManyInAMinuteIsFoundInItAndInItsHalfHour() throws Exception {
    shown.strangersMinute = key(EXPECTED.minutes().keySet().iterator().next());
    assertThat(findings()).singleElement().asString().startsWith("2 of").contains("sketches");
  }

  private static MinuteKey key(Expected.MinuteOf minute) {
    return new MinuteKey(minute.websiteId(), minute.minute());
  }

  private static void change(List<Map<String, String>> rows, int row, String column, int by) {
    Map<String, String> changed = new HashMap<>(rows.get(row));
    changed.put(column, Integer.toString(Integer.parseInt(changed.get(column)) + by));
    rows.set(row, changed);
  }

  /** Shows exactly what is expected, until it is tampered with. */
  private static final class Recorded implements Shown {
    private final Expected expected;
    final List<Map<String, String>> sessions;
    final List<Map<String, String>> rawRows;
    final List<Map<String, String>> rejected;
    final Map<MinuteKey, Integer> extraPageviews = new HashMap<>();
    long strayVisitors;
    MinuteKey lostMinute;
    MinuteKey strangersMinute;

    Recorded(Expected expected) {
      this.expected = expected;
      this.sessions = new ArrayList<>(Tables.sessions(expected));
      this.rawRows = new ArrayList<>(Tables.rawRows(expected));
      this.rejected = new ArrayList<>(Tables.rejected(expected));
    }

    @Override
    public List<Map<String, String>> sessions() {
      return sessions;
    }

    @Override
    public long contradictorySessions() {
      return 0;
    }

    @Override
    public long strayVisitors() {
      return strayVisitors;
    }

    @Override
    public List<Map<String, String>> joins() {
      return Tables.joins(expected);
    }

    @Override
    public List<Map<String, String>> rawRows() {
      return rawRows;
    }

    @Override
    public Collection<Map<String, String>> rejected() {
      return rejected;
    }

    @Override
    public Map<MinuteKey, MinuteTally> minutes(List<MinuteKey> keys) {
      Map<MinuteKey, MinuteTally> tallies = new HashMap<>();
      for (MinuteKey key : keys) {
        tallies.put(key, tally(key));
      }
      return tallies;
    }

    private MinuteTally tally(MinuteKey key) {
      MinuteTally tally = new MinuteTally();
      var exact = expected.minutes().get(new Expected.MinuteOf(key.websiteId(), key.minute()));
      if (exact == null || key.equals(lostMinute)) {
        return tally;
      }
      for (String user : exact.userNames()) {
        tally.add(EventType.TRANSACTION, USER_HASH.of(user), "", "", "", "");
      }
      if (key.equals(strangersMinute)) {
        tally.add(EventType.TRANSACTION, USER_HASH.of("nobody"), "", "", "", "");
      }
      long someone = USER_HASH.of(exact.userNames().iterator().next());
      long pageviews = exact.pageviews() + extraPageviews.getOrDefault(key, 0);
      for (long i = 0; i < pageviews; i++) {
        tally.add(EventType.PAGEVIEW, someone, "/page", "", "direct", "other");
      }
      for (long i = 0; i < exact.events(); i++) {
        tally.add(EventType.EVENT, someone, "/page", "", "direct", "other");
      }
      return tally;
    }
  }
}
