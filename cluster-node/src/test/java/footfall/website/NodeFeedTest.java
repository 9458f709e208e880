package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.Behaviors;
import akka.stream.javadsl.Sink;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import footfall.api.live.EncodedFrame;
import footfall.api.live.LiveCounters;
import footfall.protocol.live.LiveFrame;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeFeedTest {
  private record Told(String websiteId, LiveWebsite.Command command) {}

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

  private final TestProbe<Told> websites = KIT.createTestProbe();

  /** What the node's own stand-ins are told. */
  private final TestProbe<Told> standIns = KIT.createTestProbe();

  private final List<String> stoodIn = new CopyOnWriteArrayList<>();
  private final LiveCounters counters = new LiveCounters();
  private final AdjustableClock clock = new AdjustableClock(1_763_683_200_000L);
  private ActorRef<NodeFeed.Command> node;

  @BeforeEach
  void start() {
    LiveWebsites reached =
        new LiveWebsites() {
          @Override
          public void tell(String websiteId, LiveWebsite.Command command) {
            websites.getRef().tell(new Told(websiteId, command));
          }

          @Override
          public Behavior<LiveWebsite.Command> standIn(String websiteId) {
            return NodeFeedTest.this.standIn(websiteId);
          }
        };
    node = KIT.spawn(NodeFeed.create(reached, SETTINGS, counters, clock));
  }

  private Behavior<LiveWebsite.Command> standIn(String websiteId) {
    stoodIn.add(websiteId);
    return Behaviors.receive(LiveWebsite.Command.class)
        .onAnyMessage(
            command -> {
              standIns.getRef().tell(new Told(websiteId, command));
              return Behaviors.same();
            })
        .onSignal(
            PostStop.class,
            stopped -> {
              standIns.getRef().tell(new Told(websiteId, LiveWebsite.Stop.INSTANCE));
              return Behaviors.same();
            })
        .build();
  }

  @AfterAll
  static void close() {
    KIT.shutdownTestKit();
  }

  @Test
  void twoSocketsOfOneWebsiteAreOneSubscriptionAndShareEachEncodedFrame() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    TestSubscriber.Probe<EncodedFrame> two = socket("shop");
    websites.expectNoMessage(Duration.ofMillis(50));

    feed.tell(frame("shop", 7));
    EncodedFrame first = one.requestNext();
    EncodedFrame second = two.requestNext();

    assertThat(first).isSameAs(second);
    assertThat(first.update()).isSameAs(second.update());
    assertThat(second.snapshot().utf8String())
        .isEqualTo(
            first.update().utf8String().replace("\"type\":\"update\"", "\"type\":\"snapshot\""));
    assertThat(counters.frames()).isEqualTo(1);
    assertThat(counters.encodings()).isEqualTo(1);
  }

  @Test
  void aWebsiteIsWatchedUntilItsLastSocketLeaves() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    subscription("shop", 0);
    TestSubscriber.Probe<EncodedFrame> two = socket("shop");
    socket("news");
    await().until(() -> counters.websites() == 2);

    one.cancel();
    two.cancel();

    await().until(() -> counters.websites() == 1);
  }

  @Test
  void aSocketThatJoinsLaterGetsTheNewestFrameAtOnce() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    subscription("shop", 0).feed().tell(frame("shop", 7));
    one.requestNext();

    assertThat(socket("shop").requestNext().frame().version()).isEqualTo(7);
  }

  @Test
  void aSlowSocketGetsTheNewestFrameOnly() {
    TestSubscriber.Probe<EncodedFrame> slow = socket("shop");
    TestSubscriber.Probe<EncodedFrame> quick = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    for (int version = 1; version <= 100; version++) {
      feed.tell(frame("shop", version));
      assertThat(quick.requestNext().frame().version()).isEqualTo(version);
    }

    // The last one may be on its way when the quick socket has it.
    long seen = slow.requestNext().frame().version();
    assertThat(seen).isBetween(99L, 100L);
    if (seen < 100) {
      assertThat(slow.requestNext().frame().version()).isEqualTo(100);
    }
    slow.request(1);
    slow.expectNoMessage(scala.concurrent.duration.Duration.fromNanos(50_000_000L));
  }

  @Test
  void aFrameThatIsNotNewerGoesNowhere() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    feed.tell(frame("shop", 7));
    one.requestNext();
    feed.tell(frame("shop", 7));
    feed.tell(frame("shop", 6));
    feed.tell(frame("shop", 8));

    assertThat(one.requestNext().frame().version()).isEqualTo(8);
  }

  @Test
  void aFrameOfOneWebsiteReachesNoSocketOfAnother() {
    TestSubscriber.Probe<EncodedFrame> shop = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    TestSubscriber.Probe<EncodedFrame> blog = socket("blog");
    subscription("blog", 0);

    feed.tell(frame("shop", 7));

    shop.requestNext();
    blog.request(1);
    blog.expectNoMessage(scala.concurrent.duration.Duration.fromNanos(50_000_000L));
  }

  @Test
  void theSubscriptionIsRenewedWithTheVersionSeenAndEndsWithTheLastSocket() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    TestSubscriber.Probe<EncodedFrame> two = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    feed.tell(frame("shop", 7));
    one.requestNext();
    two.requestNext();

    TIME.timePasses(Duration.ofSeconds(3));
    assertThat(subscription("shop", 7).feed()).isEqualTo(feed);
    one.cancel();
    websites.expectNoMessage(Duration.ofMillis(50));
    two.cancel();

    Told last = websites.receiveMessage();
    assertThat(last.command()).isEqualTo(new LiveWebsite.Unsubscribe(feed));
    TIME.timePasses(Duration.ofSeconds(3));
    websites.expectNoMessage(Duration.ofMillis(50));
  }

  @Test
  void aLiveWebsiteThatDoesNotAnswerIsStoodInForUntilItDoes() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    pass(Duration.ofMillis(2_250));
    standIns.expectNoMessage(Duration.ofMillis(50));
    pass(Duration.ofMillis(250));
    ActorRef<LiveFrame> standInFeed = subscribed(standIns, "shop", 0).feed();
    subscription("shop", 0);
    standInFeed.tell(frame("shop", 7));
    assertThat(one.requestNext().frame().version()).isEqualTo(7);
    standInFeed.tell(frame("shop", 9));
    assertThat(one.requestNext().frame().version()).isEqualTo(9);

    feed.tell(frame("shop", 8));

    awaitStopped();
    assertThat(subscription("shop", 9).feed()).isEqualTo(feed);
    standInFeed.tell(frame("shop", 10));
    feed.tell(frame("shop", 11));
    assertThat(one.requestNext().frame().version()).isEqualTo(11);
  }

  @Test
  void whenANodeIsLostEveryLiveWebsiteIsAskedAndStoodInForOnlyWhereItDoesNotAnswer() {
    TestSubscriber.Probe<EncodedFrame> shop = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    feed.tell(frame("shop", 7));
    shop.requestNext();
    TestSubscriber.Probe<EncodedFrame> blog = socket("blog");
    subscription("blog", 0);
    feed.tell(frame("blog", 7));
    blog.requestNext();
    pass(Duration.ofMillis(2_750));
    standIns.expectNoMessage(Duration.ofMillis(50));

    node.tell(NodeFeed.NodeLost.INSTANCE);
    assertThat(List.of(asked(), asked())).containsExactlyInAnyOrder("shop", "blog");
    feed.tell(frame("blog", 8));
    blog.requestNext();
    pass(Duration.ofMillis(2_500));

    subscribed(standIns, "shop", 7);
    assertThat(stoodIn).containsExactly("shop");
  }

  @Test
  void aLiveWebsiteThatIsBackButCatchesUpIsShownOnlyAfterFiveSeconds() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    pass(Duration.ofMillis(2_500));
    ActorRef<LiveFrame> standInFeed = subscribed(standIns, "shop", 0).feed();
    subscription("shop", 0);
    feed.tell(frame("shop", 7, true));
    standInFeed.tell(frame("shop", 8));
    assertThat(one.requestNext().frame().version()).isEqualTo(8);

    clock.advance(Duration.ofMillis(5_001));
    feed.tell(frame("shop", 9, true));

    assertThat(one.requestNext().frame().version()).isEqualTo(9);
    awaitStopped();
  }

  @Test
  void aLiveWebsiteThatIsBackIsShownOnceItKnowsAsMuchAsItsStandInHasShown() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    pass(Duration.ofMillis(2_500));
    ActorRef<LiveFrame> standInFeed = subscribed(standIns, "shop", 0).feed();
    standInFeed.tell(frame("shop", 8, 14, false));
    assertThat(one.requestNext().frame().version()).isEqualTo(8);

    feed.tell(frame("shop", 9, 12, false));
    feed.tell(frame("shop", 10, 14, false));

    assertThat(one.requestNext().frame().version()).isEqualTo(10);
    awaitStopped();
  }

  @Test
  void aLiveWebsiteThatHasCaughtUpLateIsNotShownForThatWhileItKnowsLessThanItsStandIn() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    pass(Duration.ofMillis(2_500));
    ActorRef<LiveFrame> standInFeed = subscribed(standIns, "shop", 0).feed();
    feed.tell(frame("shop", 7, 10, true));
    standInFeed.tell(frame("shop", 8, 14, false));
    assertThat(one.requestNext().frame().version()).isEqualTo(8);

    clock.advance(Duration.ofMillis(5_001));
    feed.tell(frame("shop", 9, 12, false));
    feed.tell(frame("shop", 10, 14, false));

    assertThat(one.requestNext().frame().version()).isEqualTo(10);
  }

  @Test
  void aStandInEndsWithTheLastSocket() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    subscription("shop", 0);
    pass(Duration.ofMillis(2_500));
    subscribed(standIns, "shop", 0);

    one.cancel();

    awaitStopped();
  }

  /** It may have been renewed before. */
  private void awaitStopped() {
    standIns.fishForMessage(
        Duration.ofSeconds(3),
        told ->
            told.command() == LiveWebsite.Stop.INSTANCE
                ? FishingOutcomes.complete()
                : FishingOutcomes.continueAndIgnore());
  }

  private void pass(Duration time) {
    clock.advance(time);
    TIME.timePasses(time);
  }

  /** A live website that is asked for its frame, whatever has been seen of it. */
  private String asked() {
    Told told = websites.receiveMessage();
    assertThat(((LiveWebsite.Subscribe) told.command()).seenVersion()).isZero();
    return told.websiteId();
  }

  private TestSubscriber.Probe<EncodedFrame> socket(String websiteId) {
    Sink<EncodedFrame, TestSubscriber.Probe<EncodedFrame>> probe =
        TestSink.create(KIT.system().classicSystem());
    TestSubscriber.Probe<EncodedFrame> socket =
        NodeFeed.feed(node).frames(websiteId).runWith(probe, KIT.system());
    socket.ensureSubscription();
    return socket;
  }

  private LiveWebsite.Subscribe subscription(String websiteId, long seenVersion) {
    return subscribed(websites, websiteId, seenVersion);
  }

  private static LiveWebsite.Subscribe subscribed(
      TestProbe<Told> by, String websiteId, long seenVersion) {
    Told told = by.receiveMessage();
    LiveWebsite.Subscribe subscribe = (LiveWebsite.Subscribe) told.command();
    assertThat(told.websiteId()).isEqualTo(websiteId);
    assertThat(subscribe.seenVersion()).isEqualTo(seenVersion);
    return subscribe;
  }

  private static LiveFrame frame(String websiteId, long version) {
    return frame(websiteId, version, false);
  }

  private static LiveFrame frame(String websiteId, long version, boolean catchingUp) {
    return frame(websiteId, version, 1, catchingUp);
  }

  private static LiveFrame frame(
      String websiteId, long version, long pageviews, boolean catchingUp) {
    List<LiveFrame.Top> none = List.of();
    return new LiveFrame(
        websiteId,
        version,
        version,
        1,
        1,
        0.016,
        pageviews,
        List.of(),
        none,
        none,
        none,
        none,
        List.of(),
        catchingUp,
        0,
        false,
        List.of());
  }
}
