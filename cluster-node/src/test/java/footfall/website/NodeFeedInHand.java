package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The feed of a node between live websites, stand-ins and sockets in our hands. */
abstract class NodeFeedInHand {
  record Told(String websiteId, LiveWebsite.Command command) {}

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

  static ActorTestKit kit;
  static ManualTime time;

  final TestProbe<Told> websites = kit.createTestProbe();

  /** What the node's own stand-ins are told. */
  final TestProbe<Told> standIns = kit.createTestProbe();

  final List<String> stoodIn = new CopyOnWriteArrayList<>();
  final LiveCounters counters = new LiveCounters();
  final AdjustableClock clock = new AdjustableClock(1_763_683_200_000L);
  ActorRef<NodeFeed.Command> node;

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
            return NodeFeedInHand.this.standIn(websiteId);
          }
        };
    node = kit.spawn(NodeFeed.create(reached, SETTINGS, counters, clock));
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

  @BeforeAll
  static void open() {
    kit = ActorTestKit.create(ManualTime.config());
    time = ManualTime.get(kit.system());
  }

  @AfterAll
  static void close() {
    kit.shutdownTestKit();
  }

  /** It may have been renewed before. */
  void awaitStopped() {
    standIns.fishForMessage(
        Duration.ofSeconds(3),
        told ->
            told.command() == LiveWebsite.Stop.INSTANCE
                ? FishingOutcomes.complete()
                : FishingOutcomes.continueAndIgnore());
  }

  void pass(Duration by) {
    clock.advance(by);
    time.timePasses(by);
  }

  /** A live website that is asked for its frame, whatever has been seen of it. */
  String asked() {
    Told told = websites.receiveMessage();
    assertThat(((LiveWebsite.Subscribe) told.command()).seenVersion()).isZero();
    return told.websiteId();
  }

  TestSubscriber.Probe<EncodedFrame> socket(String websiteId) {
    Sink<EncodedFrame, TestSubscriber.Probe<EncodedFrame>> probe =
        TestSink.create(kit.system().classicSystem());
    TestSubscriber.Probe<EncodedFrame> socket =
        NodeFeed.feed(node).frames(websiteId).runWith(probe, kit.system());
    socket.ensureSubscription();
    return socket;
  }

  LiveWebsite.Subscribe subscription(String websiteId, long seenVersion) {
    return subscribed(websites, websiteId, seenVersion);
  }

  static LiveWebsite.Subscribe subscribed(TestProbe<Told> by, String websiteId, long seenVersion) {
    Told told = by.receiveMessage();
    LiveWebsite.Subscribe subscribe = (LiveWebsite.Subscribe) told.command();
    assertThat(told.websiteId()).isEqualTo(websiteId);
    assertThat(subscribe.seenVersion()).isEqualTo(seenVersion);
    return subscribe;
  }

  static LiveFrame frame(String websiteId, long version) {
    return frame(websiteId, version, false);
  }

  static LiveFrame frame(String websiteId, long version, boolean catchingUp) {
    return frame(websiteId, version, 1, catchingUp);
  }

  static LiveFrame frame(String websiteId, long version, long pageviews, boolean catchingUp) {
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
