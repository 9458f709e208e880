package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import footfall.protocol.live.LiveFrame;
import footfall.protocol.measure.Timings;
import footfall.session.SessionShard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A live website between minutes and shards in our hands; time passes only when told. */
class LiveWebsiteTest {
  private static final long MINUTE = 60_000;
  private static final long START = 1_763_683_200_000L + 20_000;
  private static final LiveSettings SETTINGS =
      new LiveSettings(
          2,
          10,
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofMillis(500),
          Duration.ofMillis(50),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2));

  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());

  private final AdjustableClock clock = new AdjustableClock(START);
  private final AtomicLong seen = new AtomicLong();
  private final BlockingQueue<LiveFrame> frames = new LinkedBlockingQueue<>();
  private final ActorRef<LiveFrame> feed = KIT.spawn(Behaviors.receiveMessage(this::onFrame));
  private final TestProbe<ClusterSharding.ShardCommand> region = KIT.createTestProbe();

  private final ActorRef<StoredMinutes.Command> minutes =
      KIT.spawn(Behaviors.receiveMessage(this::onMinute));
  private final ActorRef<ShardWatch.Command> shards =
      KIT.spawn(Behaviors.receiveMessage(this::onShards));

  /** What is stored of each minute, and by which partitions, when it is asked. */
  private final Map<MinuteKey, byte[]> stored = new ConcurrentHashMap<>();

  private final Set<Integer> storedPartitions = ConcurrentHashMap.newKeySet();
  private final List<MinuteKey> asked = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger joins = new AtomicInteger();
  private final AtomicLongArray numbers = new AtomicLongArray(2);
  private volatile long lastHit = START;
  private volatile ActorRef<SessionShard.Activity> shardsTell;
  private volatile boolean minutesAnswer = true;
  private volatile int shardsThatAnswer = 2;
  private final Timings receiptToFrame = new Timings(1, 5);
  private ActorRef<LiveWebsite.Command> website;

  @BeforeEach
  void start() {
    website =
        KIT.spawn(
            LiveWebsite.create(
                "shop",
                region.getRef(),
                SETTINGS,
                new LiveWebsite.Sources(minutes, shards),
                clock,
                receiptToFrame));
  }

  @AfterEach
  void stop() {
    website.tell(LiveWebsite.Stop.INSTANCE);
    region.expectTerminated(website);
  }

  @AfterAll
  static void close() {
    KIT.shutdownTestKit();
  }

  /** As a node's feed does: what is not newer goes nowhere. */
  private Behavior<LiveFrame> onFrame(LiveFrame frame) {
    if (frame.version() > seen.get()) {
      seen.set(frame.version());
      frames.add(frame);
    }
    return Behaviors.same();
  }

  private Behavior<StoredMinutes.Command> onMinute(StoredMinutes.Command command) {
    StoredMinutes.Ask ask = (StoredMinutes.Ask) command;
    MinuteKey key = ask.minute();
    asked.add(key);
    if (minutesAnswer) {
      byte[] form = stored.getOrDefault(key, new MinuteTally().encode());
      Set<Integer> partitions = stored.containsKey(key) ? Set.copyOf(storedPartitions) : Set.of();
      ask.replyTo().tell(new WebsiteMinute.Stored(key, form, partitions));
    }
    return Behaviors.same();
  }

  private Behavior<ShardWatch.Command> onShards(ShardWatch.Command command) {
    shardsTell = ((ShardWatch.Join) command).activity();
    joins.incrementAndGet();
    for (int partition = 0; partition < shardsThatAnswer; partition++) {
      begin(partition, 1);
    }
    return Behaviors.same();
  }

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
        KIT.spawn(
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
    TIME.timePasses(Duration.ofMillis(1_500));

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
  void thatShardsAreBehindIsTold() {
    firstFrame();
    website.tell(new LiveWebsite.ShardsBehind(true));
    assertThat(nextFrame().catchingUp()).isTrue();

    website.tell(new LiveWebsite.ShardsBehind(false));
    assertThat(nextFrame().catchingUp()).isFalse();
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
  void whereMinutesDoNotAnswerTheFirstFrameComesAfterTwoSecondsAndSaysSo() {
    minutesAnswer = false;
    stop();
    start();
    long since = clock.millis();

    LiveFrame first = awaitFrame(Duration.ofMillis(500), frame -> true);

    assertThat(first.time()).isGreaterThanOrEqualTo(since + 2_000);
    assertThat(first.catchingUp()).isTrue();
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
    TestProbe<LiveFrame> second = KIT.createTestProbe();
    website.tell(new LiveWebsite.Subscribe(second.getRef(), 0));
    assertThat(second.receiveMessage()).isEqualTo(first);

    website.tell(new LiveWebsite.Subscribe(second.getRef(), first.version()));
    second.expectNoMessage(Duration.ofMillis(100));
  }

  private void awaitAsked(int minutes) {
    Awaitility.await().until(() -> asked.size() >= minutes);
  }

  private LiveFrame firstFrame() {
    return awaitFrame(Duration.ofMillis(50), frame -> true);
  }

  private LiveFrame nextFrame() {
    handled();
    return awaitFrame(Duration.ofMillis(500), frame -> true);
  }

  private LiveFrame aMinuteLater() {
    long minute = minuteAgo(-1);
    return awaitFrame(Duration.ofSeconds(9), frame -> frame.perMinute().get(29).minute() == minute);
  }

  /**
   * Lets time pass step by step, and renews the subscription as a node does; a step is shorter than
   * a subscription lasts. Akka's manual time takes a tenth of a second for each.
   */
  private LiveFrame awaitFrame(Duration step, Predicate<LiveFrame> wanted) {
    return Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              website.tell(new LiveWebsite.Subscribe(feed, seen.get()));
              pass(step);
              LiveFrame newest = frames.poll();
              while (newest != null && !frames.isEmpty()) {
                newest = frames.poll();
              }
              return newest;
            },
            frame -> frame != null && wanted.test(frame));
  }

  /** Returns when all sent so far has been handled. */
  private void handled() {
    TestProbe<LiveFrame> last = KIT.createTestProbe();
    website.tell(new LiveWebsite.Subscribe(last.getRef(), 0));
    last.receiveMessage();
    website.tell(new LiveWebsite.Unsubscribe(last.getRef()));
  }

  private void show(long minute, MinuteTally tally) {
    tell(0, part(minute, tally));
  }

  private long minuteAgo(int minutes) {
    return Math.floorDiv(clock.millis(), MINUTE) * MINUTE - minutes * MINUTE;
  }

  private void pass(Duration by) {
    clock.advance(by);
    TIME.timePasses(by);
  }

  private static LiveFrame.RecentHit hit(long time, String page) {
    return new LiveFrame.RecentHit(
        time, "pageview", "", page, "DE", "Berlin", "direct", "mobile", "Firefox");
  }

  private static SessionShard.Changed part(long minute, MinuteTally tally) {
    return new SessionShard.Changed(
        List.of(), List.of(), List.of(new SessionShard.Part(minute, tally.encode())));
  }

  private static SessionShard.Changed hits(List<LiveFrame.RecentHit> hits, List<Long> receipts) {
    return new SessionShard.Changed(hits, receipts, List.of());
  }

  private void begin(int partition, long epoch) {
    numbers.set(partition, 1);
    tell(partition, epoch, 0, hits(List.of(), List.of()));
  }

  private void tell(int partition, SessionShard.Changed changed) {
    tell(partition, 1, numbers.getAndIncrement(partition), changed);
  }

  private void tell(int partition, long epoch, long number, SessionShard.Changed changed) {
    shardsTell.tell(new SessionShard.Activity(partition, epoch, number, "shop", lastHit, changed));
  }
}
