package footfall.website;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A live website between minutes and shards in our hands; time passes only when told. */
abstract class LiveWebsiteInHand {
  static final long MINUTE = 60_000;
  static final long START = 1_763_683_200_000L + 20_000;
  static final LiveSettings SETTINGS =
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

  final AdjustableClock clock = new AdjustableClock(START);
  final AtomicLong seen = new AtomicLong();
  final BlockingQueue<LiveFrame> frames = new LinkedBlockingQueue<>();
  final ActorRef<LiveFrame> feed = kit.spawn(Behaviors.receiveMessage(this::onFrame));
  final TestProbe<ClusterSharding.ShardCommand> region = kit.createTestProbe();

  final ActorRef<StoredMinutes.Command> minutes =
      kit.spawn(Behaviors.receiveMessage(this::onMinute));
  final ActorRef<ShardWatch.Command> shards = kit.spawn(Behaviors.receiveMessage(this::onShards));

  /** What is stored of each minute, and by which partitions, when it is asked. */
  final Map<MinuteKey, byte[]> stored = new ConcurrentHashMap<>();

  final Set<Integer> storedPartitions = ConcurrentHashMap.newKeySet();
  final List<MinuteKey> asked = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger joins = new AtomicInteger();
  final AtomicLongArray numbers = new AtomicLongArray(2);
  volatile long lastHit = START;
  volatile ActorRef<SessionShard.Activity> shardsTell;
  volatile boolean minutesAnswer = true;
  volatile int shardsThatAnswer = 2;
  final Timings receiptToFrame = new Timings(1, 5);
  ActorRef<LiveWebsite.Command> website;

  @BeforeEach
  void start() {
    website =
        kit.spawn(
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

  @BeforeAll
  static void open() {
    kit = ActorTestKit.create(ManualTime.config());
    time = ManualTime.get(kit.system());
  }

  @AfterAll
  static void close() {
    kit.shutdownTestKit();
  }

  /** As a node's feed does: what is not newer goes nowhere. */
  Behavior<LiveFrame> onFrame(LiveFrame frame) {
    if (frame.version() > seen.get()) {
      seen.set(frame.version());
      frames.add(frame);
    }
    return Behaviors.same();
  }

  Behavior<StoredMinutes.Command> onMinute(StoredMinutes.Command command) {
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

  Behavior<ShardWatch.Command> onShards(ShardWatch.Command command) {
    shardsTell = ((ShardWatch.Join) command).activity();
    joins.incrementAndGet();
    for (int partition = 0; partition < shardsThatAnswer; partition++) {
      begin(partition, 1);
    }
    return Behaviors.same();
  }

  void awaitAsked(int minutes) {
    Awaitility.await().until(() -> asked.size() >= minutes);
  }

  LiveFrame firstFrame() {
    return awaitFrame(Duration.ofMillis(50), frame -> true);
  }

  LiveFrame nextFrame() {
    handled();
    return awaitFrame(Duration.ofMillis(500), frame -> true);
  }

  LiveFrame aMinuteLater() {
    long minute = minuteAgo(-1);
    return awaitFrame(Duration.ofSeconds(9), frame -> frame.perMinute().get(29).minute() == minute);
  }

  /**
   * Lets time pass step by step, and renews the subscription as a node does; a step is shorter than
   * a subscription lasts. Akka's manual time takes a tenth of a second for each.
   */
  LiveFrame awaitFrame(Duration step, Predicate<LiveFrame> wanted) {
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
  void handled() {
    TestProbe<LiveFrame> last = kit.createTestProbe();
    website.tell(new LiveWebsite.Subscribe(last.getRef(), 0));
    last.receiveMessage();
    website.tell(new LiveWebsite.Unsubscribe(last.getRef()));
  }

  void show(long minute, MinuteTally tally) {
    tell(0, part(minute, tally));
  }

  long minuteAgo(int minutes) {
    return Math.floorDiv(clock.millis(), MINUTE) * MINUTE - minutes * MINUTE;
  }

  void pass(Duration by) {
    clock.advance(by);
    time.timePasses(by);
  }

  static LiveFrame.RecentHit hit(long time, String page) {
    return new LiveFrame.RecentHit(
        time, "pageview", "", page, "DE", "Berlin", "direct", "mobile", "Firefox", List.of());
  }

  static SessionShard.Changed part(long minute, MinuteTally tally) {
    return new SessionShard.Changed(
        List.of(), List.of(), List.of(new SessionShard.Part(minute, tally.encode())));
  }

  static SessionShard.Changed hits(List<LiveFrame.RecentHit> hits, List<Long> receipts) {
    return new SessionShard.Changed(hits, receipts, List.of());
  }

  void begin(int partition, long epoch) {
    numbers.set(partition, 1);
    tell(partition, epoch, 0, hits(List.of(), List.of()));
  }

  void tell(int partition, SessionShard.Changed changed) {
    tell(partition, 1, numbers.getAndIncrement(partition), changed);
  }

  void tell(int partition, long epoch, long number, SessionShard.Changed changed) {
    shardsTell.tell(new SessionShard.Activity(partition, epoch, number, "shop", lastHit, changed));
  }
}
