package footfall.load.oracle;

import static footfall.load.oracle.Log.SITE;
import static footfall.load.oracle.Log.T;
import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.oracle.Verdict.Kind;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.SessionIds;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hand-computed answers to the hand-made cases of the design's model and a few of its own. */
class OracleTest {

  private static List<Kind> kinds(Expected expected) {
    return expected.verdicts().entrySet().stream()
        .sorted(java.util.Comparator.comparing(e -> e.getKey().offset()))
        .map(e -> e.getValue().kind())
        .filter(k -> k != Kind.TICK)
        .toList();
  }

  @Test
  void aHitExactlyAtTheGapStillBelongsToTheSession() {
    Expected expected = new Log().hit(T, "a", 1, T).hit(T + 1800, "a", 2, T + 1800).recount();
    assertThat(expected.open()).hasSize(1);
    assertThat(expected.open().get(0).pageviews()).isEqualTo(2);
  }

  @Test
  void aHitOneSecondBeyondTheGapOpensAnotherSession() {
    Expected expected = new Log().hit(T, "a", 1, T).hit(T + 1801, "a", 2, T + 1801).recount();
    assertThat(expected.open()).hasSize(2);
  }

  @Test
  void aQuietWebsiteClosesItsLastSessionByTheFirstTickPastGapLatenessAndAMinute() {
    // Closed once at - 60 > T + 1800 + 120: at T + 1990, tick number 199 = offset 199.
    Expected expected = new Log().hit(T, "a", 1, T).ticks(T, 2500).recount();
    assertThat(expected.open()).isEmpty();
    assertThat(expected.closed()).hasSize(1);
    assertThat(expected.closed().get(0).version()).isEqualTo((1L << 44) + 199);
  }

  @Test
  void aRefusedRecordCarriesTimeAsATickDoes() {
    Expected expected = new Log().hit(T, "a", 1, T).refused(T + 1981, "malformed").recount();
    assertThat(expected.closed()).hasSize(1);
    assertThat(expected.closed().get(0).version()).isEqualTo((1L << 44) + 1);
    assertThat(kinds(expected)).containsExactly(Kind.COUNTED, Kind.REJECTED);
  }

  @Test
  void whenTheVisitorLeavesAndOnlyOldHitsFollowTheStaleRuleClosesTheSession() {
    Log log = new Log().hit(T, "a", 1, T);
    for (int i = 1; i < 99; i++) {
      log.hit(T + 100L * i, "b", 100 + i, T - 600);
    }
    Expected expected = log.recount();
    assertThat(expected.closed()).extracting(ExpectedSession::start).containsExactly(T * 1000);
    assertThat(expected.closed().get(0).version()).isEqualTo((1L << 44) + 20);
  }

  @Test
  void aCopyIsKnownWhileTheSessionIsOpenAndLateAfterwards() {
    Expected near = new Log().hit(T, "a", 1, T).hit(T + 100, "a", 1, T).recount();
    assertThat(kinds(near)).containsExactly(Kind.COUNTED, Kind.DUPLICATE);
    Expected far = new Log().hit(T, "a", 1, T).hit(T + 2400, "a", 1, T).recount();
    assertThat(kinds(far)).containsExactly(Kind.COUNTED, Kind.LATE);
    assertThat(far.closed()).hasSize(1);
  }

  @Test
  void aClockFarOutIsLateWithoutExceptionAndMovesNothing() {
    Expected expected =
        new Log().hit(T, "a", 1, 0).hit(T + 1, "a", 2, T + 2400).hit(T + 2, "a", 3, T).recount();
    assertThat(kinds(expected)).containsExactly(Kind.LATE, Kind.LATE, Kind.COUNTED);
    assertThat(expected.minutes()).hasSize(1);
  }

  @Test
  void aClockUpToThirtyMinutesAheadCountsAtServerTime() {
    Expected expected = new Log().hit(T, "a", 1, T + 1800).recount();
    assertThat(expected.open().get(0).start()).isEqualTo(T * 1000);
  }

  @Test
  void aSessionFoundUnderAMergedKeyExcusesNoLateCopy() {
    Expected expected =
        new Log()
            .hit(T, "a", 1, T - 1)
            .hit(T + 1, "b", 2, T)
            .hit(T + 1790, "a", 3, T + 1790)
            .hit(T + 1925, "c", 4, T + 1925)
            .hit(T + 1990, SITE, "b", 5, T + 1990, "a")
            .hit(T + 2000, "b", 2, T)
            .recount();
    assertThat(kinds(expected)).last().isEqualTo(Kind.LATE);
    assertThat(expected.closed()).extracting(ExpectedSession::pageviews).containsExactly(1);
  }

  @Test
  void aBridgingHitJoinsTwoSessionsAndTheOneOpenedFirstSurvives() {
    Expected joined =
        new Log()
            .hit(T, "a", 1, T - 1850)
            .hit(T + 1, "a", 2, T)
            .hit(T + 2, "a", 3, T - 50)
            .recount();
    assertThat(joined.joins())
        .containsExactly(
            new Expected.Join(
                SITE,
                SessionIds.of(SITE, "a", Log.eventId(2)),
                SessionIds.of(SITE, "a", Log.eventId(1))));
    assertThat(joined.open()).extracting(ExpectedSession::pageviews).containsExactly(3);
  }

  @Test
  void aHitOneSecondOutOfReachOfTheEarlierSessionJoinsNothing() {
    Expected apart =
        new Log()
            .hit(T, "a", 1, T - 1850)
            .hit(T + 1, "a", 2, T)
            .hit(T + 2, "a", 3, T - 49)
            .recount();
    assertThat(apart.joins()).isEmpty();
    assertThat(apart.open()).extracting(ExpectedSession::pageviews).containsExactly(1, 2);
  }

  @Test
  void aHitBehindTheWatermarkByMoreThanTheLatenessIsLate() {
    Expected expected =
        new Log()
            .hit(T, "a", 1, T)
            .hit(T + 1, "b", 2, T - 120)
            .hit(T + 2, "c", 3, T - 121)
            .recount();
    assertThat(kinds(expected)).containsExactly(Kind.COUNTED, Kind.COUNTED, Kind.LATE);
  }

  @Test
  void aFullSessionTakesNoMoreHitsAndStaysOpenForCopies() {
    Expected expected =
        new Log()
            .hit(T, "a", 1, T)
            .hit(T + 1, "a", 2, T + 1)
            .hit(T + 2, "a", 3, T + 2)
            .hit(T + 3, "a", 1, T)
            .recount(OracleSettings.PRODUCTION.withCaps(2, Duration.ofHours(24)));
    assertThat(kinds(expected))
        .containsExactly(Kind.COUNTED, Kind.COUNTED, Kind.COUNTED, Kind.DUPLICATE);
    assertThat(expected.open()).extracting(ExpectedSession::pageviews).containsExactly(2, 1);
  }

  @Test
  void botsMoveNeitherSessionNorMinuteNorClock() {
    Enrichment bot =
        new Enrichment(
            "/",
            Enrichment.Geography.UNKNOWN,
            Enrichment.Device.UNKNOWN,
            Enrichment.Traffic.DIRECT,
            true);
    Expected expected =
        new Log().page(T, "bot", 1, T, bot).hit(T + 1, "a", 2, T - 600).ticks(T, 100).recount();
    assertThat(kinds(expected)).containsExactly(Kind.BOT, Kind.COUNTED);
    assertThat(expected.minutes().values()).extracting(ExpectedMinute::pageviews).containsOnly(1L);
  }

  @Test
  void everyColumnOfASessionComesFromTheRightHit() {
    Expected expected =
        new Log()
            .page(T, "a", 1, T, page("/second", "referral", "DE"))
            .page(T + 1, "a", 2, T - 60, page("/first", "organic", "FR"))
            .transaction(T + 2, "a", 3, T + 1, "u7", 129_900)
            .page(T + 3, "a", 4, T + 2, page("/last", "direct", "US"))
            .ticks(T + 3, 2500)
            .recount();
    assertThat(Tables.sessions(expected)).hasSize(1);
    assertThat(Tables.sessions(expected).get(0))
        .containsEntry("session_id", SessionIds.of(SITE, "a", Log.eventId(1)).toString())
        .containsEntry("landing_page", "/first")
        .containsEntry("exit_page", "/last")
        .containsEntry("traffic_source", "organic")
        .containsEntry("country", "FR")
        .containsEntry("user_id", "u7")
        .containsEntry("visitor_id", "a")
        .containsEntry("pageviews", "3")
        .containsEntry("transactions", "1")
        .containsEntry("revenue", "12.99")
        .containsEntry("session_start", Long.toString(T - 60))
        .containsEntry("session_end", Long.toString(T + 2))
        .containsEntry("session_duration", "62")
        .containsEntry("is_bounce", "0")
        .containsEntry("is_conversion", "1");
  }

  @Test
  void websitesOfOnePartitionDoNotDisturbEachOther() {
    Expected expected =
        new Log()
            .hit(T, "x", "a", 1, T - 7200, "")
            .hit(T + 1, "y", "a", 2, T, "")
            .hit(T + 2, "x", "a", 3, T - 7100, "")
            .recount();
    assertThat(kinds(expected)).containsExactly(Kind.COUNTED, Kind.COUNTED, Kind.COUNTED);
    assertThat(expected.open()).hasSize(2);
  }

  private static Enrichment page(String path, String source, String country) {
    return new Enrichment(
        path,
        new Enrichment.Geography(country, "", "", 0f, 0f),
        Enrichment.Device.UNKNOWN,
        new Enrichment.Traffic(source, "", "", ""),
        false);
  }
}
