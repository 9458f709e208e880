package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.ingest.kafka.PartitionStart;
import footfall.persistence.clickhouse.SessionJoin;
import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.counting.CountingRules;
import footfall.protocol.counting.CountingRulesForm;
import footfall.protocol.counting.Goal;
import footfall.protocol.counting.GoalPattern;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventTime;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.Transaction;
import footfall.website.MinuteKey;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a checkpoint holds is read back exactly, today and from golden bytes of version 1. */
class CheckpointFormTest {
  private static final long NOON = 1_700_000_040_000L;
  private static final String[] HOSTILE = {
    "\u0000",
    "'; DROP TABLE sessions; --",
    "\ud83d\ude00\u202e",
    "\ufffd",
    "a".repeat(70_000),
    " ",
    "\n"
  };

  @Test
  void everythingOpenAndHeldIsReadBackFromChanges() {
    OpenSessions open = everything();
    List<byte[]> chunks = CheckpointWriter.changes(open, open.outbox().takeFresh());

    assertThat(shown(read(chunks, open))).isEqualTo(shown(open));
  }

  @Test
  void everythingOpenAndHeldIsReadBackFromAnImage() {
    OpenSessions open = everything();
    open.outbox().takeFresh();

    assertThat(shown(read(CheckpointWriter.image(open), open))).isEqualTo(shown(open));
  }

  @Test
  void whatIsGoneAndAcknowledgedIsTakenOutByTheNextCheckpoint() {
    OpenSessions open = everything();
    List<byte[]> chunks =
        new ArrayList<>(CheckpointWriter.changes(open, open.outbox().takeFresh()));
    Outbox.Contents held = open.outbox().held();
    List<SessionJoin> joins = List.copyOf(held.joins.values());
    open.outbox().acknowledgeSessions(List.copyOf(held.sessions.values()), joins);
    List.copyOf(held.finals.keySet()).forEach(open.outbox()::acknowledgeFinal);
    open.advance(100, NOON + 86_400_000); // every session closes
    chunks.addAll(CheckpointWriter.changes(open, open.outbox().takeFresh()));

    OpenSessions read = read(chunks, open);

    assertThat(shown(read)).isEqualTo(shown(open));
    assertThat(read.size()).isZero();
    assertThat(read.outbox().held().joins).isEmpty();
  }

  @Test
  void manyEntriesAreCutIntoChunksOfBoundedSizeThatEachStandAlone() {
    OpenSessions open = empty();
    for (int i = 0; i < 5_000; i++) {
      open.advance(i, NOON);
      open.absorb(
          EventTime.of(NOON, NOON),
          Hits.pageview("w" + i % 7, "visitor-" + i, "", i, NOON),
          Hits.on("/a-rather-long-path/that-fills-the-chunks/" + i));
    }
    List<byte[]> chunks = CheckpointWriter.changes(open, open.outbox().takeFresh());

    assertThat(chunks).hasSizeGreaterThan(2).allMatch(chunk -> chunk.length < 512 * 1024);
    assertThat(shown(read(chunks, open))).isEqualTo(shown(open));
  }

  @Test
  void theLargestRulesFitARecordAndChunksOfBoundedSize() {
    OpenSessions open = empty();
    List<Goal> goals = new ArrayList<>();
    for (int i = 0; i < CountingRules.MOST_GOALS; i++) {
      goals.add(
          new Goal(
              new UUID(1, i),
              Goal.Type.DESTINATION,
              Optional.of(Goal.Match.EQUALS),
              "\uffff".repeat(GoalPattern.LONGEST),
              0));
    }
    for (int i = 0; i < 5; i++) {
      open.count(new CountingRules("w" + i, Long.MAX_VALUE, false, goals));
    }

    assertThat(CountingRulesForm.write(open.rulesInForce().of("w0").rules()))
        .as("Kafka takes 1 MiB")
        .hasSizeLessThan(512 * 1024);
    List<byte[]> chunks = CheckpointWriter.image(open);
    assertThat(chunks).hasSizeGreaterThan(1).allMatch(chunk -> chunk.length < 512 * 1024);
    assertThat(read(chunks, open).rulesInForce().all()).hasSize(5);
  }

  @Test
  void acknowledgementsAloneAreCutIntoChunksToo() {
    OpenSessions open = empty();
    for (int i = 0; i < 40_000; i++) {
      open.outbox().join("w", new UUID(1, i), new UUID(2, i), i);
    }
    Outbox.Contents fresh = open.outbox().takeFresh();
    CheckpointWriter.changes(open, fresh);
    open.outbox().acknowledgeSessions(List.of(), List.copyOf(fresh.joins.values()));

    assertThat(CheckpointWriter.changes(open, open.outbox().takeFresh()))
        .hasSizeGreaterThan(1)
        .allMatch(chunk -> chunk.length < 280 * 1024);
  }

  @Test
  void theGoldenFormOfVersionOneIsReadBackExactly() throws IOException {
    OpenSessions open = golden();
    byte[] stored = HexFormat.of().parseHex(resource("checkpoint-v1.hex"));

    assertThat(CheckpointWriter.changes(open, open.outbox().takeFresh())).containsExactly(stored);
    assertThat(shown(read(List.of(stored), open))).isEqualTo(shown(open));
  }

  @Test
  void theGoldenFormOfARebuildThatHasNotPassedItsSeamIsReadBackExactly() throws IOException {
    OpenSessions begun =
        Seam.begin(
            empty(), golden(), new PartitionStart(5, NOON + 3_000_000), SessionRules.DEFAULT);
    byte[] stored = HexFormat.of().parseHex(resource("checkpoint-seam-v1.hex"));

    assertThat(CheckpointWriter.image(begun)).containsExactly(stored);
    OpenSessions read = read(List.of(stored), begun);
    assertThat(shown(read)).isEqualTo(shown(begun));
    assertThat(read.seam()).isEqualTo(begun.seam());
    assertThat(read.website("shop").sessions()).allMatch(session -> session.carriedOver);
  }

  /** One that knows no rates takes the final part of a negative minute out: there is none. */
  @Test
  void theSamplingRatesOfOpenAndClosedSessionsAreReadBackAndPassedOverByEarlierVersions() {
    OpenSessions open = empty();
    double[] rates = {0.25, 1, 0.0001, 1, 0.3};
    for (int round = 0; round < 2; round++) { // the sessions of the first are closed by the second
      for (int i = 0; i < rates.length; i++) {
        long at = NOON + round * 4_000_000L + i;
        open.advance(round * rates.length + i, at);
        open.absorb(
            EventTime.of(at, at),
            Hits.pageview("shop", "visitor-" + i, "", round * rates.length + i, at),
            Hits.on("/"),
            rates[i]);
      }
    }
    List<byte[]> changes = CheckpointWriter.changes(open, open.outbox().takeFresh());
    List<byte[]> image = CheckpointWriter.image(open);

    for (List<byte[]> chunks : List.of(changes, image)) {
      OpenSessions read = read(chunks, open);
      assertThat(shown(read)).isEqualTo(shown(open));
      assertThat(read.outbox().held().sessions.values())
          .extracting(SessionRow::samplingRate)
          .containsExactlyInAnyOrder(0.25, 1.0, 0.0001, 1.0, 0.3);
      assertThat(read.website("shop").sessions())
          .extracting(session -> session.samplingRate)
          .containsExactlyInAnyOrder(0.25, 1.0, 0.0001, 1.0, 0.3);
    }
    assertThat(open.outbox().everyFinal()).allMatch(part -> part.key.minute() >= 0);
  }

  @Test
  void theGoldenFormOfRulesGoalsAndRobotsIsReadBackExactly() {
    OpenSessions open = withGoals();
    List<byte[]> chunks = CheckpointWriter.changes(open, open.outbox().takeFresh());

    assertThat(chunks).hasSize(2);
    assertThat(HexFormat.of().formatHex(chunks.get(1))).isEqualTo(LATER);
    OpenSessions read = read(chunks, open);
    assertThat(shown(read)).isEqualTo(shown(open));
    assertThat(read.rulesInForce().all()).containsExactlyElementsOf(open.rulesInForce().all());
    assertThat(read.rulesInForce().leftOut()).isEqualTo(open.rulesInForce().leftOut());
    assertThat(read.outbox().held().sessions).isEqualTo(open.outbox().held().sessions);
    assertThat(read.website("shop").sessions())
        .extracting(session -> session.goals)
        .containsOnly(List.of(new UUID(0, 7)));
    assertThat(read.website("shop").goals).isNotNull();
  }

  @Test
  void aSessionThatAnEarlierVersionHasWrittenSinceKeepsItsGoals() {
    OpenSessions open = withGoals();
    List<byte[]> chunks =
        new ArrayList<>(CheckpointWriter.changes(open, open.outbox().takeFresh()));
    open.website("shop").sessions().forEach(open.changes()::touched);
    chunks.add(CheckpointWriter.changes(open, open.outbox().takeFresh()).get(0));

    assertThat(read(chunks, open).website("shop").sessions())
        .extracting(session -> session.goals)
        .containsOnly(List.of(new UUID(0, 7)));
  }

  @Test
  void anEntryOfANewerVersionIsPassedOverInALaterChunk() {
    new CheckpointReader().read(new byte[] {LaterWriter.BEGINNING, 99, 4, 1, 2});
  }

  /** One session that has closed and one that is open have met a goal, and a robot came. */
  private static OpenSessions withGoals() {
    OpenSessions open = empty();
    open.advance(0, NOON);
    Goal goal =
        new Goal(
            new UUID(0, 7), Goal.Type.DESTINATION, Optional.of(Goal.Match.EQUALS), "/thanks", 0);
    open.count(new CountingRules("shop", 5, true, List.of(goal)));
    open.leavesOut(EventTime.of(NOON, NOON), Hits.pageview("shop", "crawler", "", 9, NOON));
    take(open, 1, 0, "shop", "first", "/thanks", EventType.PAGEVIEW);
    take(open, 2, 4_000, "shop", "second", "/thanks", EventType.PAGEVIEW);
    return open;
  }

  /** Written by the first version that had goals. */
  private static final String LATER =
      "4c01b0018091b0fef962a0010a0473686f701005180122440a2430303030303030302d303030302d3030"
          + "30302d303030302d303030303030303030303037120b64657374696e6174696f6e1a06657175616c7322"
          + "072f7468616e6b730418000873686f708091b0fef9620224040200000000000000000000000000000007"
          + "034244795266edc939e2b099ada979464d310200000000000000000000000000000007";

  @Test
  void aFormOrEntryOfAnotherVersionIsRefused() {
    assertThatThrownBy(() -> new CheckpointReader().read(new byte[] {2}))
        .hasMessageContaining("run that version");
    assertThatThrownBy(() -> new CheckpointReader().read(new byte[] {1, 99}))
        .hasMessage("a checkpoint has an entry of kind 99");
  }

  @Test
  void aChunkThatEndsEarlyIsRefusedAtEveryLength() throws IOException {
    byte[] stored = HexFormat.of().parseHex(resource("checkpoint-v1.hex"));
    int refused = 0;
    for (int length = 2; length < stored.length; length++) {
      byte[] torn = java.util.Arrays.copyOf(stored, length);
      try {
        new CheckpointReader().read(torn);
      } catch (IndexOutOfBoundsException expected) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(stored.length - 40); // else it ends between two entries
  }

  private static OpenSessions empty() {
    return new OpenSessions(SessionRules.DEFAULT, String::hashCode, new Outbox(1));
  }

  private static OpenSessions read(List<byte[]> chunks, OpenSessions like) {
    CheckpointReader reader = new CheckpointReader();
    chunks.forEach(reader::read);
    OpenSessions read = empty();
    reader.restoreInto(read, SessionRules.DEFAULT, like.offset(), like.time());
    return read;
  }

  /**
   * Two visitors of one website, a purchase, one closed session, two joins, three final minutes.
   */
  static OpenSessions golden() {
    OpenSessions open = empty();
    take(open, 0, 0, "shop", "first", "/landing", EventType.PAGEVIEW);
    take(open, 1, 2_000, "shop", "second", "/a", EventType.PAGEVIEW);
    take(open, 2, 2_100, "shop", "second", "/b", EventType.PAGEVIEW);
    take(open, 3, 3_910, "shop", "third", "/\u00fc", EventType.PAGEVIEW);
    take(open, 4, 3_920, "shop", "third", "/thanks", EventType.TRANSACTION);
    take(open, 5, 3_930, "shop", "second", "/c", EventType.PAGEVIEW);
    take(open, 6, 3_931, "shop", "second", "/d", 3_900, EventType.PAGEVIEW);
    open.outbox().join("shop", new UUID(7, 8), new UUID(9, 10), 6);
    return open;
  }

  private static OpenSessions everything() {
    OpenSessions open = golden();
    int offset = 7;
    for (String text : HOSTILE) {
      take(open, offset++, 4_000, "shop", text, text, EventType.PAGEVIEW);
      take(open, offset++, 4_001, "other", text, "/" + text, EventType.EVENT);
    }
    return open;
  }

  private static void take(
      OpenSessions open, int offset, int at, String site, String who, String path, EventType type) {
    take(open, offset, at, site, who, path, at, type);
  }

  private static void take(
      OpenSessions open,
      int offset,
      int at,
      String site,
      String who,
      String path,
      int client,
      EventType type) {
    long appended = NOON + at * 1_000L;
    Hit hit =
        Hits.of(
            type, site, new Hit.Identity("", who, offset == 4 ? "anna" : "", ""), offset, client);
    Hit paid =
        new Hit(
            1,
            site,
            type,
            offset == 1 ? Hit.NO_ID : hit.eventId(),
            hit.clientTimestamp(),
            0,
            hit.identity(),
            hit.action(),
            hit.page(),
            hit.client(),
            new Transaction(
                "t",
                Optional.of(new BigDecimal("12.3456")),
                Optional.empty(),
                Optional.empty(),
                "EUR",
                List.of()),
            hit.custom());
    Enrichment found =
        new Enrichment(
            path,
            new Enrichment.Geography("NL", "", "Utrecht", 0f, 0f),
            new Enrichment.Device("mobile", "", "", "iOS", "", "Safari", ""),
            new Enrichment.Traffic("paid", "cpc", "spring", ""),
            false);
    open.advance(offset, appended);
    open.absorb(EventTime.of(NOON + client * 1_000L, appended), paid, found);
  }

  /** Everything that a checkpoint must keep, as text in a fixed order. */
  static String shown(OpenSessions open) {
    List<String> lines = new ArrayList<>();
    lines.add("at " + open.offset() + " " + open.time());
    for (OpenWebsite website : open.websites()) {
      lines.add(website.id + " " + website.watermark + " " + website.heard + " " + website.raised);
      website.sessions().forEach(session -> lines.add(shown(session)));
      website
          .parts
          .values()
          .forEach(part -> lines.add("part " + shown(part.key, part.tally.encode())));
    }
    Outbox.Contents held = open.outbox().held();
    Outbox.Contents all = new Outbox.Contents();
    all.addAll(held);
    open.outbox().everyFinal().forEach(part -> all.finals.put(part.key, part));
    all.sessions.values().forEach(row -> lines.add(row.toString()));
    all.joins.values().forEach(join -> lines.add(join.toString()));
    all.finals.values().forEach(part -> lines.add("final " + shown(part.key, part.tally)));
    return String.join("\n", lines.stream().sorted().toList());
  }

  private static String shown(MinuteKey key, byte[] tally) {
    return key + " " + HexFormat.of().formatHex(tally);
  }

  private static String shown(Session s) {
    List<String> ids = new ArrayList<>();
    s.eventIds.forEach((high, low) -> ids.add(high + "-" + low));
    return s.row(0)
        + " "
        + s.opened
        + " "
        + s.hits
        + s.split
        + List.of(s.keys)
        + ids.stream().sorted().toList()
        + placed(s.visitor)
        + placed(s.user)
        + placed(s.landing)
        + placed(s.exit)
        + s.start
        + " "
        + s.firstOffset;
  }

  private static String placed(Placed<String> place) {
    return place == null ? " -" : " " + place.time() + " " + place.offset() + " " + place.value();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = CheckpointFormTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
    }
  }
}
