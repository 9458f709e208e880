package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.live.LiveFrame;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a live website makes of what is stored and what shards tell. */
class LiveWebsiteSourcesTest extends LiveWebsiteInHand {
  @Test
  void aNewWatcherGetsAFrameOfThirtyMinutesAsSoonAsAllOfThemHaveAnswered() {
    LiveFrame frame = firstFrame();

    assertThat(frame.websiteId()).isEqualTo("shop");
    assertThat(frame.version()).isEqualTo(frame.time());
    assertThat(frame.time()).isBetween(START, clock.millis());
    assertThat(frame.perMinute()).hasSize(30);
    assertThat(frame.perMinute().get(29).minute()).isEqualTo(minuteAgo(0));
    assertThat(frame.perMinute().get(0).minute()).isEqualTo(minuteAgo(29));
    assertThat(frame.catchingUp()).isFalse();
    assertThat(asked).hasSize(30);
    assertThat(joins).hasValue(1);
  }

  @Test
  void aStandInShowsWhatIsStoredAndToldWithoutWaitingForShardsThatAreLost() {
    stored.put(new MinuteKey("shop", minuteAgo(3)), Tallies.form("/a", 5, 1));
    storedPartitions.add(0);
    shardsThatAnswer = 1;
    stop();
    asked.clear();
    website =
        kit.spawn(
            LiveWebsite.standIn(
                "shop", SETTINGS, new LiveWebsite.Sources(minutes, shards), clock, receiptToFrame));
    long began = clock.millis();
    Awaitility.await().until(() -> joins.get() == 2);
    pass(Duration.ofMillis(500));
    awaitAsked(30);

    LiveFrame frame = firstFrame();
    assertThat(frame.time()).isLessThan(began + SETTINGS.firstFrameWithin().toMillis());
    assertThat(frame.pageviews30m()).isEqualTo(5);
    assertThat(frame.catchingUp()).isTrue();
    tell(0, part(minuteAgo(0), Tallies.of("/b", 2, 100)));
    assertThat(nextFrame().pageviews30m()).isEqualTo(7);
  }

  @Test
  void aMinuteThatHasAnsweredIsNotAskedAgain() {
    firstFrame();
    for (int i = 0; i < 4; i++) {
      website.tell(new LiveWebsite.Subscribe(feed, seen.get()));
      pass(Duration.ofSeconds(5));
    }
    handled();

    assertThat(asked).hasSize(30);
  }

  @Test
  void minutesThatBeginAfterTheLastHitAreNotAsked() {
    awaitAsked(30);
    lastHit = START - 28 * MINUTE;
    stop();
    asked.clear();
    start();
    firstFrame();

    assertThat(asked).allMatch(key -> key.minute() <= lastHit + 2 * MINUTE).hasSizeBetween(1, 8);
  }

  @Test
  void ofAWebsiteThatNeverHadAHitNoMinuteIsAsked() {
    awaitAsked(30);
    lastHit = 0;
    stop();
    asked.clear();
    start();

    assertThat(firstFrame().pageviews30m()).isZero();
    assertThat(asked).isEmpty();
  }

  @Test
  void whatIsStoredCountsInsteadOfWhatItsShardTellsAndBesideWhatOthersDo() {
    MinuteKey key = new MinuteKey("shop", minuteAgo(3));
    stored.put(key, Tallies.form("/a", 5, 1));
    storedPartitions.add(0);
    stop();
    start();
    firstFrame();
    tell(0, part(key.minute(), Tallies.of("/a", 4, 1)));
    tell(1, part(key.minute(), Tallies.of("/b", 2, 100)));

    LiveFrame frame = nextFrame();

    assertThat(frame.pageviews30m()).isEqualTo(7);
    assertThat(frame.activeUsers30m()).isEqualTo(7);
  }

  @Test
  void aPartOfAShardThatHasBeenReplacedChangesNothing() {
    firstFrame();
    begin(0, 7);
    tell(0, 7, 1, part(minuteAgo(0), Tallies.of("/a", 2, 1)));
    tell(0, 6, 1, part(minuteAgo(0), Tallies.of("/a", 9, 1)));

    assertThat(nextFrame().pageviews30m()).isEqualTo(2);
  }

  @Test
  void whereAMessageOfAShardWasLostEverythingIsAskedForAgain() {
    firstFrame();
    int before = joins.get();
    tell(0, 1, 5, part(minuteAgo(0), Tallies.of("/a", 2, 1)));

    assertThat(nextFrame().pageviews30m()).isEqualTo(2);
    Awaitility.await().until(() -> joins.get() == before + 1);
  }

  /** The shard has moved a part to its website-minute, and what told of it was lost. */
  @Test
  void whereAMessageOfAShardWasLostWhatIsStoredIsAskedForAgainToo() {
    firstFrame();
    tell(0, part(minuteAgo(3), Tallies.of("/a", 4, 1)));
    assertThat(nextFrame().pageviews30m()).isEqualTo(4);
    stored.put(new MinuteKey("shop", minuteAgo(3)), Tallies.form("/a", 6, 1));
    storedPartitions.add(0);

    tell(0, 1, 9, part(minuteAgo(0), Tallies.of("/b", 2, 100)));

    awaitAsked(60);
    assertThat(awaitFrame(Duration.ofMillis(500), frame -> frame.pageviews30m() == 8)).isNotNull();
  }

  @Test
  void aShardThatWasTakenOverCountsAsBehindAlsoWhereItsFirstMessageWasLost() {
    firstFrame();
    tell(0, part(minuteAgo(0), Tallies.of("/a", 9, 1)));
    nextFrame();
    tell(0, 7, 1, part(minuteAgo(0), Tallies.of("/a", 2, 1)));

    LiveFrame less = nextFrame();
    assertThat(less.pageviews30m()).isEqualTo(2);
    assertThat(less.catchingUp()).isTrue();
  }

  @Test
  void aShardThatIsTakenOverBeforeItHasToldAllAgainCountsAsBehindToo() {
    firstFrame();
    shardsThatAnswer = 0;
    tell(0, 1, 9, part(minuteAgo(0), Tallies.of("/a", 9, 1)));
    awaitFrame(Duration.ofMillis(500), frame -> !frame.catchingUp());
    tell(0, 7, 0, part(minuteAgo(0), Tallies.of("/a", 2, 1)));

    LiveFrame less = nextFrame();
    assertThat(less.pageviews30m()).isEqualTo(2);
    assertThat(less.catchingUp()).isTrue();
  }

  @Test
  void thatShardsAreBehindIsTold() {
    firstFrame();
    website.tell(new LiveWebsite.ShardsBehind(true));
    assertThat(nextFrame().catchingUp()).isTrue();

    website.tell(new LiveWebsite.ShardsBehind(false));
    assertThat(nextFrame().catchingUp()).isFalse();
  }

  @Test
  void aShardThatWasTakenOverCountsAsBehindUntilItHasSaidHowItIs() {
    firstFrame();
    begin(0, 7);
    tell(0, 7, 1, part(minuteAgo(0), Tallies.of("/a", 2, 1)));
    assertThat(nextFrame().catchingUp()).isTrue();

    long since = clock.millis();
    LiveFrame then = awaitFrame(Duration.ofMillis(500), frame -> !frame.catchingUp());
    assertThat(then.pageviews30m()).isEqualTo(2);
    assertThat(then.time() - since).isLessThanOrEqualTo(3_000);
  }

  @Test
  void whereAShardIsSilentMinutesAreAskedAfterTwoSecondsAndAgainOnceItSpeaks() {
    awaitAsked(30);
    shardsThatAnswer = 1;
    stop();
    asked.clear();
    start();
    long since = clock.millis();

    assertThat(awaitFrame(Duration.ofMillis(500), frame -> true).time())
        .isGreaterThanOrEqualTo(since + 2_000);
    awaitAsked(30);

    begin(1, 1);
    awaitAsked(60);
  }

  @Test
  void whatAPredecessorHasShownStandsForTenSecondsUntilAllIsKnown() {
    stop();
    minutesAnswer = false;
    seen.set(1);
    long began = clock.millis();
    start();

    LiveFrame first = awaitFrame(Duration.ofMillis(500), frame -> true);

    assertThat(first.time() - began).isBetween(10_000L, 12_000L);
    assertThat(first.catchingUp()).isTrue();
  }

  @Test
  void whereMinutesDoNotAnswerTheFirstFrameComesAfterTwoSecondsAndSaysSo() {
    minutesAnswer = false;
    stop();
    start();
    long since = clock.millis();

    LiveFrame first = awaitFrame(Duration.ofMillis(500), frame -> true);

    assertThat(first.time()).isGreaterThanOrEqualTo(since + 2_000);
    assertThat(first.catchingUp()).isTrue();
  }
}
