package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import footfall.session.SessionShard;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two shards and their watch; time passes only when told. */
class ShardWatchTest {
  private static final long BEGAN = 1_763_683_100_000L;

  private record Told(int partition, SessionShard.Watch watch) {}

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

  private final AdjustableClock clock = new AdjustableClock(1_763_683_200_000L);
  private final TestProbe<Told> shards = KIT.createTestProbe();
  private final TestProbe<LiveWebsite.Command> shop = KIT.createTestProbe();
  private final TestProbe<LiveWebsite.Command> blog = KIT.createTestProbe();
  private final TestProbe<SessionShard.Activity> activity = KIT.createTestProbe();
  private ActorRef<ShardWatch.Command> watch;
  private ActorRef<SessionShard.State> stateTo;

  @BeforeEach
  void start() {
    watch =
        KIT.spawn(
            ShardWatch.create(
                (partition, command) ->
                    shards.getRef().tell(new Told(partition, (SessionShard.Watch) command)),
                SETTINGS,
                clock));
  }

  @AfterEach
  void stop() {
    KIT.stop(watch);
  }

  @AfterAll
  static void close() {
    KIT.shutdownTestKit();
  }

  @Test
  void websitesThatComeTogetherBeginWithOneMessageToEachShard() {
    join("shop", shop);
    join("blog", blog);
    pass(Duration.ofMillis(20));

    for (Told told : shards.receiveSeveralMessages(2)) {
      assertThat(told.watch.websites())
          .extracting(SessionShard.Watched::websiteId)
          .containsExactlyInAnyOrder("shop", "blog");
    }
    shards.expectNoMessage(Duration.ZERO);
  }

  @Test
  void eachWebsiteIsRenewedOnceInThreeSecondsAndShardsAreAskedEachSecond() {
    join("shop", shop);
    pass(Duration.ofMillis(20));
    shards.receiveSeveralMessages(2);

    long renewals = 0;
    for (int second = 0; second < 6; second++) {
      pass(Duration.ofSeconds(1));
      List<Told> told = shards.receiveSeveralMessages(2);
      renewals += told.stream().mapToLong(one -> one.watch.websites().size()).sum();
    }

    assertThat(renewals).isEqualTo(2 * 2);
  }

  @Test
  void aShardThatReadsABacklogMakesEveryWebsiteBehindUntilItHasCaughtUp() {
    join("shop", shop);
    join("blog", blog);

    stateOf(1, true);
    shop.expectMessage(new LiveWebsite.ShardsBehind(true));
    blog.expectMessage(new LiveWebsite.ShardsBehind(true));
    stateOf(0, false);
    stateOf(1, false);

    shop.expectMessage(new LiveWebsite.ShardsBehind(false));
  }

  @Test
  void aShardThatIsSilentForFiveSecondsCountsAsRecovering() {
    join("shop", shop);
    for (int second = 0; second < 4; second++) {
      stateOf(0, false);
      pass(Duration.ofSeconds(1));
    }
    shop.expectNoMessage(Duration.ZERO);

    pass(Duration.ofSeconds(2));

    shop.expectMessage(new LiveWebsite.ShardsBehind(true));
  }

  @Test
  void aShardThatHasMovedIsToldOfEveryWebsiteAtOnceAndNoOtherShardIs() {
    join("shop", shop);
    join("blog", blog);
    stateOf(1, false);
    shards.receiveSeveralMessages(1);
    stateOf(1, false);
    shards.expectNoMessage(Duration.ofMillis(20));

    stateTo.tell(new SessionShard.State(1, true, BEGAN + 1));

    Told told = shards.receiveMessage();
    assertThat(told.partition).isEqualTo(1);
    assertThat(told.watch.websites())
        .extracting(SessionShard.Watched::websiteId)
        .containsExactlyInAnyOrder("shop", "blog");
    stateTo.tell(new SessionShard.State(1, false, BEGAN + 1));
    shards.expectNoMessage(Duration.ofMillis(20));
  }

  @Test
  void aWebsiteThatHasStoppedIsNotRenewedAndShardsAreLeftInPeace() {
    join("shop", shop);
    pass(Duration.ofMillis(20));
    shards.receiveSeveralMessages(2);
    shop.stop();

    shards.awaitAssert(
        () -> {
          for (int second = 0; second < 3; second++) {
            pass(Duration.ofSeconds(1));
          }
          shards.expectNoMessage(Duration.ofMillis(20));
          return shards;
        });
  }

  @Test
  void whoHasMissedSomethingIsToldAnew() {
    join("shop", shop);
    pass(Duration.ofMillis(20));
    shards.receiveSeveralMessages(2);
    watch.tell(new ShardWatch.Join(named("shop"), shop.getRef(), activity.getRef(), true));
    shop.expectMessage(new LiveWebsite.ShardsBehind(false));
    pass(Duration.ofMillis(20));

    assertThat(shards.receiveMessage().watch.websites())
        .containsExactly(new SessionShard.Watched("shop", activity.getRef(), true));
  }

  @Test
  void besideAWebsiteOnTheSameNodeItsStandInIsToldNothingAndTakesNothingAwayWithItsEnd() {
    TestProbe<LiveWebsite.Command> standIn = KIT.createTestProbe();
    TestProbe<SessionShard.Activity> standInActivity = KIT.createTestProbe();
    ShardWatch.Join standInJoins =
        new ShardWatch.Join(
            new ShardWatch.Name("shop", true), standIn.getRef(), standInActivity.getRef(), false);
    watch.tell(standInJoins);
    pass(Duration.ofMillis(20));
    assertThat(watchersTold(2)).containsOnly(standInActivity.getRef());

    join("shop", shop);
    pass(Duration.ofMillis(20));
    assertThat(watchersTold(2)).containsOnly(activity.getRef());
    watch.tell(standInJoins);
    standIn.receiveSeveralMessages(2);
    for (int second = 0; second < 3; second++) {
      pass(Duration.ofSeconds(1));
    }
    assertThat(watchersTold(6)).containsOnly(activity.getRef());

    standIn.stop();
    for (int second = 0; second < 3; second++) {
      pass(Duration.ofSeconds(1));
    }
    assertThat(watchersTold(6)).containsOnly(activity.getRef());
  }

  private List<ActorRef<SessionShard.Activity>> watchersTold(int messages) {
    return shards.receiveSeveralMessages(messages).stream()
        .flatMap(told -> told.watch.websites().stream())
        .map(SessionShard.Watched::replyTo)
        .toList();
  }

  private static ShardWatch.Name named(String websiteId) {
    return new ShardWatch.Name(websiteId, false);
  }

  private void join(String websiteId, TestProbe<LiveWebsite.Command> website) {
    watch.tell(new ShardWatch.Join(named(websiteId), website.getRef(), activity.getRef(), false));
    website.expectMessage(new LiveWebsite.ShardsBehind(false));
  }

  private void stateOf(int partition, boolean catchingUp) {
    if (stateTo == null) {
      pass(Duration.ofMillis(20));
      stateTo = shards.receiveMessage().watch.replyTo();
    }
    stateTo.tell(new SessionShard.State(partition, catchingUp, BEGAN));
  }

  private void pass(Duration by) {
    clock.advance(by);
    TIME.timePasses(by);
  }
}
