package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import akka.actor.testkit.typed.javadsl.TestProbe;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.SamplingRate;
import footfall.protocol.live.LiveFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a live website's watchers are told, and when. */
class LiveWebsiteTest extends LiveWebsiteInHand {
  @Test
  void activeUsersAreTheDistinctOnesOfTheLastFiveMinutesAndTheTotalsOfThirty() {
    firstFrame();
    show(minuteAgo(0), Tallies.of("/a", 3, 1));
    show(minuteAgo(4), Tallies.of("/b", 4, 2));
    show(minuteAgo(5), Tallies.of("/a", 10, 100));
    show(minuteAgo(29), Tallies.of("/c", 1, 500));

    LiveFrame frame = nextFrame();

    assertThat(frame.activeUsers()).isEqualTo(5);
    assertThat(frame.activeUsers30m()).isEqualTo(16);
    assertThat(frame.pageviews30m()).isEqualTo(18);
    assertThat(frame.topPages())
        .containsExactly(
            new LiveFrame.Top("/a", 13), new LiveFrame.Top("/b", 4), new LiveFrame.Top("/c", 1));
    assertThat(frame.topCountries()).containsExactly(new LiveFrame.Top("DE", 18));
    assertThat(frame.perMinute().get(24)).isEqualTo(new LiveFrame.Minute(minuteAgo(5), 10, 0, 10));
  }

  @Test
  void pageviewsOfNoKnownCountryAreACountryWithAnEmptyNameAsInHistory() {
    firstFrame();
    MinuteTally tally = Tallies.of("/a", 3, 1);
    for (int visitor = 0; visitor < 5; visitor++) {
      tally.add(EventType.PAGEVIEW, 100 + visitor, "/a", "", "direct", "desktop");
    }
    tally.add(EventType.EVENT, 100, "/a", "", "direct", "desktop");
    show(minuteAgo(0), tally);

    assertThat(nextFrame().topCountries())
        .containsExactly(new LiveFrame.Top("", 5), new LiveFrame.Top("DE", 3));

    for (char country = 'A'; country <= 'I'; country++) {
      for (int pageview = 0; pageview < 9; pageview++) {
        tally.add(EventType.PAGEVIEW, 1, "/a", "X" + country, "direct", "desktop");
      }
    }
    show(minuteAgo(0), tally);

    assertThat(nextFrame().topCountries())
        .hasSize(10)
        .endsWith(new LiveFrame.Top("XI", 9), new LiveFrame.Top("", 5));
  }

  @Test
  void aFrameOfASampledWebsiteShowsWhatIsStoodForAndSaysSo() {
    assertThat(firstFrame().sampled()).isFalse();
    MinuteTally sampled = Tallies.of("/a", 100, 1);
    sampled.addWeight(EventType.PAGEVIEW, 100 * 3 * SamplingRate.ONE);
    show(minuteAgo(0), sampled);

    LiveFrame frame = nextFrame();

    assertThat(frame.sampled()).isTrue();
    assertThat(frame.pageviews30m()).isEqualTo(400);
    assertThat(frame.perMinute().get(29))
        .isEqualTo(new LiveFrame.Minute(minuteAgo(0), 400, 0, frame.activeUsers()));
    assertThat(frame.activeUsers()).isCloseTo(400, within(2L));
    assertThat(frame.activeUsersError()).as("sqrt(0.75 / 100)").isCloseTo(0.088, within(0.001));
    assertThat(frame.topPages()).containsExactly(new LiveFrame.Top("/a", 400));
  }

  @Test
  void aFrameSaysHowOftenEachGoalWasMetInItsMinutes() {
    assertThat(firstFrame().goals()).isEmpty();
    UUID bought = new UUID(0, 1);
    UUID signedUp = new UUID(0, 2);
    MinuteTally before = Tallies.of("/a", 2, 1);
    before.addGoals(List.of(bought, signedUp));
    show(minuteAgo(7), before);
    MinuteTally now = Tallies.of("/a", 2, 1);
    now.addGoals(List.of(signedUp));
    show(minuteAgo(0), now);

    assertThat(nextFrame().goals())
        .containsExactly(
            new LiveFrame.Conversions(signedUp.toString(), 2),
            new LiveFrame.Conversions(bought.toString(), 1));
  }

  @Test
  void conversionsOfASampledWebsiteThatSendsEventsOnlyAreScaledToo() {
    firstFrame();
    UUID signedUp = new UUID(0, 2);
    MinuteTally sampled = new MinuteTally();
    for (int i = 0; i < 4; i++) {
      sampled.add(EventType.EVENT, i, "", "", "", "");
      sampled.addWeight(EventType.EVENT, 9 * SamplingRate.ONE);
      sampled.addGoals(List.of(signedUp));
    }
    show(minuteAgo(0), sampled);

    assertThat(nextFrame().goals())
        .containsExactly(new LiveFrame.Conversions(signedUp.toString(), 40));
  }

  @Test
  void changesWithinHalfASecondAreOneFrameAndNoChangeIsNone() {
    firstFrame();
    show(minuteAgo(0), Tallies.of("/a", 1, 1));
    show(minuteAgo(0), Tallies.of("/a", 2, 1));
    assertThat(nextFrame().pageviews30m()).isEqualTo(2);

    show(minuteAgo(0), Tallies.of("/a", 2, 1));
    handled();
    pass(Duration.ofSeconds(1));
    handled();

    assertThat(frames).isEmpty();
  }

  @Test
  void versionsGoUpEvenIfTheClockGoesBack() throws InterruptedException {
    LiveFrame first = firstFrame();
    clock.set(first.time() - 1_000);
    show(minuteAgo(0), Tallies.of("/a", 1, 1));
    handled();
    time.timePasses(Duration.ofMillis(1_500));

    assertThat(frames.poll(3, TimeUnit.SECONDS).version()).isEqualTo(first.version() + 1);
  }

  @Test
  void framesGoOnAboveTheVersionANodeHasSeenFromAPredecessor() {
    firstFrame();
    long ahead = clock.millis() + 3_600_000;
    seen.set(ahead);

    assertThat(awaitFrame(Duration.ofMillis(50), frame -> true).version()).isEqualTo(ahead + 1);
  }

  @Test
  void usersFallOutOfTheLastFiveMinutesWhenTrafficStops() {
    firstFrame();
    show(minuteAgo(0), Tallies.of("/a", 7, 1));
    assertThat(nextFrame().activeUsers()).isEqualTo(7);

    LiveFrame frame = null;
    for (int minute = 0; minute < 5; minute++) {
      frame = aMinuteLater();
    }

    assertThat(frame.activeUsers()).isZero();
    assertThat(frame.activeUsers30m()).isEqualTo(7);
    assertThat(frame.perMinute().get(24).pageviews()).isEqualTo(7);
  }

  @Test
  void recentHitsOfAllShardsAreMergedNewestFirstAndEachOnce() {
    firstFrame();
    LiveFrame.RecentHit older = hit(clock.millis() - 2_000, "/older");
    LiveFrame.RecentHit newer = hit(clock.millis() - 1_000, "/newer");
    tell(0, hits(List.of(older), List.of()));
    tell(1, hits(List.of(newer), List.of()));
    tell(0, hits(List.of(older), List.of()));

    assertThat(nextFrame().recentHits()).containsExactly(newer, older);
  }

  @Test
  void ofManyRecentHitsTheTwentyNewestStay() {
    firstFrame();
    for (int i = 0; i < 30; i++) {
      LiveFrame.RecentHit hit = hit(clock.millis() - i, "/" + i);
      tell(0, hits(List.of(hit), List.of()));
    }

    List<LiveFrame.RecentHit> hits = nextFrame().recentHits();

    assertThat(hits).hasSize(20);
    assertThat(hits.get(0).pagePath()).isEqualTo("/0");
    assertThat(hits.get(19).pagePath()).isEqualTo("/19");
  }

  @Test
  void theLagIsTheNinetyNinthPercentileFromReceiptToFrame() {
    firstFrame();
    List<Long> receipts = new ArrayList<>(Collections.nCopies(98, clock.millis()));
    receipts.addAll(List.of(clock.millis() - 4_500, clock.millis() - 4_500));
    LiveFrame.RecentHit hit = hit(clock.millis(), "/a");
    tell(0, hits(List.of(hit), receipts));

    assertThat(nextFrame().lagMs()).isBetween(4_500L, 5_500L);
    assertThat(receiptToFrame.counts()).containsExactly(98, 2, 0);
  }

  @Test
  void aWebsiteNobodyRenewsForTenSecondsAsksToLeaveMemory() {
    firstFrame();

    awaitPassivation();
  }

  @Test
  void aWebsiteWhoseStopMessageIsLostStopsByItselfEvenWhereANodeSubscribesMeanwhile() {
    firstFrame();
    awaitPassivation();
    website.tell(new LiveWebsite.Subscribe(feed, 0));

    pass(WebsiteMinute.STOPS_BY_ITSELF_AFTER);

    region.expectTerminated(website);
  }

  private void awaitPassivation() {
    region.awaitAssert(
        Duration.ofSeconds(10),
        Duration.ofMillis(1),
        () -> {
          pass(Duration.ofSeconds(1));
          return assertThat(region.receiveSeveralMessages(1, Duration.ofMillis(20))).hasSize(1);
        });
  }

  @Test
  void aSecondNodeGetsTheNewestFrameAtOnceAndARenewalBringsNothingTwice() {
    LiveFrame first = firstFrame();
    TestProbe<LiveFrame> second = kit.createTestProbe();
    website.tell(new LiveWebsite.Subscribe(second.getRef(), 0));
    assertThat(second.receiveMessage()).isEqualTo(first);

    website.tell(new LiveWebsite.Subscribe(second.getRef(), first.version()));
    second.expectNoMessage(Duration.ofMillis(100));
  }
}
