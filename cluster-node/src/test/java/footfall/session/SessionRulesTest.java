package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.hit.EventTime;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.session.Outcome.Verdict;
import footfall.website.MinuteTally;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Both sides of each boundary of DESIGN 4, one sentence each. Times are seconds after a noon. */
class SessionRulesTest {
  private static final long NOON = 1_700_000_040_000L / 60_000 * 60_000;
  private static final int GAP = 1_800;
  private static final int LATENESS = 120;
  private static final int DAY = 86_400;

  private final OpenSessions open =
      new OpenSessions(SessionRules.DEFAULT, String::hashCode, new Outbox(1));
  private long offset = -1;
  private int eventId;

  @Test
  void aPageviewExactlyAtTheGapStillBelongsToTheSession() {
    UUID first = hit("a", 0, 0).session().id;

    assertThat(hit("a", GAP, GAP).session().id).isEqualTo(first);
  }

  @Test
  void aPageviewBeyondTheGapOpensAnotherSession() {
    UUID first = hit("a", 0, 0).session().id;

    assertThat(hit("a", GAP + 1, GAP + 1).session().id).isNotEqualTo(first);
  }

  @Test
  void aPageviewExactlyAtTheGapBeforeTheSessionExtendsItBackwards() {
    hit("a", 0, 0);
    Session session = hit("a", 1, -GAP).session();

    assertThat(session).isNull(); // 30 minutes behind the watermark: late
    Session other = hit("b", 2, -LATENESS + 2).session();
    assertThat(hit("b", 2, 2).session()).isSameAs(other);
  }

  @Test
  void aHitExactlyAtTheLatenessIsOnTimeAndOneBehindItIsLate() {
    hit("a", 0, 0);

    assertThat(hit("b", 1, -LATENESS).verdict()).isEqualTo(Verdict.COUNTED);
    assertThat(hitAtMs("c", 1_000, -LATENESS * 1_000L - 1).verdict()).isEqualTo(Verdict.LATE);
  }

  @Test
  void aLateHitThatAnOpenSessionOfItsOwnKeyReachesIsExcused() {
    hit("a", 0, 0);
    hit("b", 600, 600);

    assertThat(hit("a", 601, 300).verdict()).isEqualTo(Verdict.COUNTED);
    assertThat(hit("c", 601, 300).verdict()).isEqualTo(Verdict.LATE);
  }

  @Test
  void aLateHitExtendsNoSessionBackwards() {
    hit("a", 0, 0);
    hit("b", 600, 600);

    assertThat(hit("a", 601, -1).verdict()).isEqualTo(Verdict.LATE);
  }

  @Test
  void aLateHitThatBringsAPreviousVisitorIsNeverExcused() {
    hit("a", 0, 0);
    hit("b", 600, 600);

    assertThat(hit("a", "old", 601, 300).verdict()).isEqualTo(Verdict.LATE);
  }

  @Test
  void aSessionOpenUnderThePreviousVisitorGoesOn() {
    Session before = hit("yesterday", 0, 0).session();

    assertThat(hit("today", "yesterday", 60, 60).session()).isSameAs(before);
    assertThat(hit("today", 120, 120).session()).isSameAs(before);
  }

  @Test
  void anIdleWebsiteFollowsThePartitionAfterExactlyTwoMinutes() {
    hit("a", 0, 0);
    // closes when the watermark, one minute behind, is beyond 0 + gap + lateness
    tick(GAP + LATENESS + 60);
    assertThat(open.size()).isEqualTo(1);
    tick(GAP + LATENESS + 61);

    assertThat(open.size()).isZero();
  }

  @Test
  void aWebsiteThatIsHeardOfWithinTwoMinutesIsNotIdle() {
    hit("a", 0, 0);
    tick(119);
    assertThat(hit("b", 119, -LATENESS).verdict()).isEqualTo(Verdict.COUNTED);
    assertThat(hit("c", 119 + 120, -LATENESS).verdict())
        .as("idle for two minutes, so its watermark is a minute behind")
        .isEqualTo(Verdict.LATE);
  }

  @Test
  void aClockThatStandsStillIsLeftBehindAfterHalfAnHour() {
    hit("a", 0, 0);
    for (int at = 60; at < 1_800; at += 60) {
      assertThat(hit("b", at, -LATENESS).verdict()).isEqualTo(Verdict.COUNTED);
    }

    assertThat(hit("c", 1_800, -LATENESS).verdict()).isEqualTo(Verdict.LATE);
  }

  @Test
  void aSessionClosesAtTheFirstRecordBeyondGapAndLatenessNotAtThem() {
    hit("a", 0, 0);
    hit("b", GAP + LATENESS, GAP + LATENESS);
    assertThat(open.size()).isEqualTo(2);
    hitAtMs("b", (GAP + LATENESS) * 1_000L + 1, (GAP + LATENESS) * 1_000L + 1);

    assertThat(closed()).hasSize(1);
    assertThat(closed().get(0).version()).isEqualTo((1L << 44) + 2);
  }

  @Test
  void theTenThousandthHitFillsASessionAndTheNextOpensAnother() {
    Session full = hit("a", 0, 0).session();
    for (int i = 1; i < 10_000; i++) {
      assertThat(hit("a", 0, 0).session()).isSameAs(full);
    }
    Session next = hit("a", 1, 1).session();

    assertThat(full.hits).isEqualTo(10_000);
    assertThat(next).isNotSameAs(full);
  }

  @Test
  void aSessionOfExactlyADayTakesItsLastHitAndNoFurther() {
    Session session = hit("a", 0, 0).session();
    for (int at = GAP; at <= DAY; at += GAP) {
      assertThat(hit("a", at, at).session()).isSameAs(session);
    }

    assertThat(hit("a", DAY + 1, DAY + 1).session()).isNotSameAs(session);
  }

  @Test
  void besideAFullSessionNeitherExcusesLateHits() {
    for (int i = 0; i < 10_000; i++) {
      hit("a", 0, 0);
    }
    Session second = hit("a", 1, 1).session();
    hit("b", 600, 600);

    assertThat(second.split).isTrue();
    assertThat(hit("a", 601, 300).verdict()).isEqualTo(Verdict.LATE);
  }

  @Test
  void aBridgingHitJoinsTwoSessionsIntoTheOneOpenedFirst() {
    Session first = hit("a", 0, 0).session();
    Session second = hit("a", GAP + 60, GAP + 60).session();
    Session joined = hit("a", GAP + 61, GAP).session();

    assertThat(joined).isSameAs(first);
    assertThat(joined.hits).isEqualTo(3);
    assertThat(open.outbox().takeFresh().joins.get(second.id).kept()).isEqualTo(first.id);
    assertThat(open.size()).isEqualTo(1);
  }

  @Test
  void aSessionHasTheSamplingRateOfTheHitThatOpenedItAlsoWhenAnotherIsJoinedToIt() {
    Session first = sampled(0, 0, 0.25).session();
    assertThat(sampled(1, 1, 0.5).session()).isSameAs(first);
    assertThat(sampled(GAP + 60, GAP + 60, 0.5).session().samplingRate).isEqualTo(0.5);
    sampled(GAP + 61, GAP, 1);
    tick(3 * GAP);

    assertThat(closed()).extracting(SessionRow::samplingRate).containsExactly(0.25);
  }

  private Outcome sampled(int at, int client, double rate) {
    open.advance(++offset, ms(at));
    return open.absorb(
        EventTime.of(ms(client), ms(at)),
        Hits.pageview("w", "a", "", ++eventId, ms(client)),
        Hits.on("/"),
        rate);
  }

  @Test
  void aLatePageviewMovesTheLandingPageButNotTheExitPage() {
    hit("a", 60, 60);
    Session session = hit("a", 61, 0).session();

    assertThat(session.view().landingPage()).isEqualTo("/2");
    assertThat(session.view().exitPage()).isEqualTo("/1");
  }

  @Test
  void ofPageviewsAtTheSameTimeTheLowerOffsetLandsAndTheHigherExits() {
    hit("a", 0, 0);
    hit("a", 0, 0);
    Session session = hit("a", 0, 0).session();

    assertThat(session.view().landingPage()).isEqualTo("/1");
    assertThat(session.view().exitPage()).isEqualTo("/3");
  }

  @Test
  void aCustomEventIsNeitherLandingNorExitPageAndEndsABounce() {
    Session session = hit("a", 0, 0).session();
    assertThat(session.isBounce()).isTrue();
    Hit event = Hits.of(EventType.EVENT, "w", new Hit.Identity("", "a", "", ""), 99, ms(5));
    open.advance(++offset, ms(5));
    open.absorb(EventTime.of(ms(5), ms(5)), event, Hits.on("/event"));

    assertThat(session.isBounce()).isFalse();
    assertThat(session.view().exitPage()).isEqualTo("/1");
  }

  @Test
  void aCopyIsKnownWhileItsSessionIsOpenAndLateAfterwards() {
    hit("a", 0, 0);
    Outcome copy = absorb("a", "", ms(60), ms(0), 1);
    assertThat(copy.verdict()).isEqualTo(Verdict.DUPLICATE);
    tick(GAP + LATENESS + 61);

    assertThat(absorb("a", "", ms(GAP + LATENESS + 62), ms(0), 1).verdict())
        .isEqualTo(Verdict.LATE);
  }

  @Test
  void aMinuteIsFinalOnceTheWatermarkIsBeyondItsEndByTheLateness() {
    hit("a", 0, 0);
    hit("b", 60 + LATENESS, 60 + LATENESS);
    assertThat(open.outbox().everyFinal()).isEmpty();
    hitAtMs("b", (60 + LATENESS) * 1_000L + 1, (60 + LATENESS) * 1_000L + 1);

    assertThat(open.outbox().everyFinal()).hasSize(1);
    assertThat(MinuteTally.decode(open.outbox().everyFinal().get(0).tally).pageviews())
        .isEqualTo(1);
  }

  @Test
  void anExcusedHitForAFinalMinuteCountsInItsSessionAlone() {
    hit("a", 0, 0);
    hit("b", 600, 600);
    hit("a", 601, 30);

    assertThat(MinuteTally.decode(open.outbox().everyFinal().get(0).tally).pageviews())
        .isEqualTo(1);
    assertThat(open.website("w").parts).hasSize(1);
  }

  @Test
  void aHitTooFarAheadIsLateAndMovesNoWatermark() {
    assertThat(hit("a", 0, 1_801).verdict()).isEqualTo(Verdict.LATE);
    assertThat(open.website("w")).isNull();
    assertThat(hit("a", 0, 1_800).verdict()).isEqualTo(Verdict.COUNTED);
  }

  private Outcome hit(String visitor, int at, int client) {
    return hit(visitor, "", at, client);
  }

  private Outcome hit(String visitor, String previous, int at, int client) {
    return absorb(visitor, previous, ms(at), ms(client), ++eventId);
  }

  private Outcome hitAtMs(String visitor, long at, long client) {
    return absorb(visitor, "", NOON + at, NOON + client, ++eventId);
  }

  private Outcome absorb(String visitor, String previous, long at, long client, int id) {
    open.advance(++offset, at);
    return open.absorb(
        EventTime.of(client, at),
        Hits.pageview("w", visitor, previous, id, client),
        Hits.on("/" + id));
  }

  private void tick(int at) {
    open.advance(++offset, ms(at));
  }

  private static long ms(int seconds) {
    return NOON + seconds * 1_000L;
  }

  private List<SessionRow> closed() {
    List<SessionRow> rows = List.copyOf(open.outbox().takeFresh().sessions.values());
    return rows.isEmpty() ? List.copyOf(open.outbox().held().sessions.values()) : rows;
  }
}
