package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import footfall.protocol.measure.Timings;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Timers of one minute: gathering, leaving memory; time passes only when told. */
class WebsiteMinuteLifeTest {
  private static final MinuteKey KEY = new MinuteKey("shop", 1_763_683_200_000L);
  private static final String PERSISTENCE_ID = "website-minute|shop|1763683200000";
  private static final MinuteSettings SETTINGS =
      new MinuteSettings(
          "",
          10,
          Duration.ofSeconds(1),
          Duration.ofHours(1),
          Duration.ofMinutes(10),
          Duration.ofSeconds(3),
          Duration.ofMinutes(50));

  private static final ActorTestKit KIT =
      ActorTestKit.create(
          PersistenceTestKitPlugin.getInstance().config().withFallback(ManualTime.config()));

  private static final ManualTime TIME = ManualTime.get(KIT.system());

  private final PersistenceTestKit journal = PersistenceTestKit.create(KIT.system());
  private final AdjustableClock clock = new AdjustableClock(KEY.minute() + 120_000);
  private final TestProbe<WebsiteMinute.Finished> shard = KIT.createTestProbe();
  private final TestProbe<WebsiteMinute.Stored> watcher = KIT.createTestProbe();
  private final TestProbe<ClusterSharding.ShardCommand> region = KIT.createTestProbe();
  private ActorRef<WebsiteMinute.Command> minute;

  @BeforeEach
  void start() {
    journal.clearAll();
    minute = spawn();
  }

  private ActorRef<WebsiteMinute.Command> spawn() {
    return KIT.spawn(WebsiteMinute.create(KEY, region.getRef(), SETTINGS, clock, new Timings(1)));
  }

  @AfterAll
  static void close() {
    KIT.shutdownTestKit();
  }

  @Test
  void finalsOfOneSecondAreOneWrite() {
    awaitRecovered();
    finish(0);
    pass(Duration.ofMillis(900));
    finish(1);
    shard.expectNoMessage(Duration.ZERO);

    pass(Duration.ofMillis(100));

    assertThat(shard.receiveSeveralMessages(2)).hasSize(2);
    assertThat(journal.persistedInStorage(PERSISTENCE_ID)).hasSize(1);
  }

  @Test
  void aMinuteNobodyNeedsAsksToLeaveMemory() {
    finish(0);
    awaitPersisted();

    awaitPassivation();

    minute.tell(WebsiteMinute.Stop.INSTANCE);
    shard.expectTerminated(minute);
  }

  @Test
  void aMinuteWhoseStopMessageIsLostStopsByItself() {
    awaitRecovered();
    awaitPassivation();

    pass(WebsiteMinute.STOPS_BY_ITSELF_AFTER);

    shard.expectTerminated(minute);
  }

  @Test
  void finalsThatWaitAreStillPersistedWhenTheRegionStopsTheEntity() {
    awaitRecovered();
    finish(0);

    minute.tell(WebsiteMinute.Stop.INSTANCE);

    shard.expectMessage(new WebsiteMinute.Finished(KEY));
    shard.expectTerminated(minute);
    assertThat(journal.persistedInStorage(PERSISTENCE_ID)).hasSize(1);
  }

  @Test
  void aWriteThatFailedIsNotAcknowledgedAndTheFinalSentAgainIsKept() {
    awaitRecovered();
    journal.failNextPersisted(PERSISTENCE_ID);
    finish(0);
    pass(Duration.ofSeconds(1));
    awaitRestarted();
    shard.expectNoMessage(Duration.ZERO);

    finish(0);
    awaitPersisted();

    assertThat(journal.persistedInStorage(PERSISTENCE_ID)).hasSize(1);
  }

  @Test
  void aMinuteWhoseLastWriteFailsWhileItLeavesStopsAllTheSameWithinFiveSeconds() {
    awaitRecovered();
    awaitPassivation();
    finish(0);
    journal.failNextPersisted(PERSISTENCE_ID);
    minute.tell(WebsiteMinute.Stop.INSTANCE);
    TestProbe<Void> stopped = KIT.createTestProbe();

    for (int tenths = 0; tenths < 50; tenths++) {
      pass(Duration.ofMillis(100));
      shard.expectNoMessage(Duration.ofMillis(20));
    }

    stopped.expectTerminated(minute);
    region.expectNoMessage(Duration.ZERO);
  }

  @Test
  void aFinalThatArrivesWhileAMinuteLeavesIsPersistedBeforeItStops() {
    awaitRecovered();
    awaitPassivation();
    finish(0);
    minute.tell(WebsiteMinute.Stop.INSTANCE);

    shard.expectMessage(new WebsiteMinute.Finished(KEY));
    shard.expectTerminated(minute);
    assertThat(journal.persistedInStorage(PERSISTENCE_ID)).hasSize(1);
  }

  @Test
  void aMinuteStartedAgainShowsTheFinalsOfTheOneBefore() {
    finish(0);
    awaitPersisted();
    minute.tell(WebsiteMinute.Stop.INSTANCE);
    shard.expectTerminated(minute);

    minute = spawn();
    minute.tell(new WebsiteMinute.Ask(watcher.getRef()));

    assertThat(Tallies.pageviews(watcher.receiveMessage())).isEqualTo(1);
  }

  private void finish(int partition) {
    minute.tell(
        new WebsiteMinute.Finish(partition, 1, Tallies.form("/a", 1, partition), shard.getRef()));
  }

  /** A minute that answers has recovered and handled all it was sent before. */
  private void awaitRecovered() {
    TestProbe<WebsiteMinute.Stored> once = KIT.createTestProbe();
    minute.tell(new WebsiteMinute.Ask(once.getRef()));
    once.receiveMessage();
  }

  private void awaitRestarted() {
    TestProbe<WebsiteMinute.Stored> once = KIT.createTestProbe();
    minute.tell(new WebsiteMinute.Ask(once.getRef()));
    once.awaitAssert(
        Duration.ofSeconds(10),
        Duration.ofMillis(50),
        () -> {
          pass(Duration.ofSeconds(1));
          return assertThat(once.receiveSeveralMessages(1, Duration.ofMillis(50))).hasSize(1);
        });
  }

  /** At most two idle times after it was last needed it is to ask. */
  private void awaitPassivation() {
    region.awaitAssert(
        Duration.ofSeconds(10),
        Duration.ofMillis(1),
        () -> {
          pass(Duration.ofSeconds(1));
          return assertThat(region.receiveSeveralMessages(1, Duration.ofMillis(20))).hasSize(1);
        });
  }

  private void awaitPersisted() {
    awaitRecovered();
    pass(Duration.ofSeconds(1));
    shard.expectMessage(new WebsiteMinute.Finished(KEY));
  }

  private void pass(Duration by) {
    clock.advance(by);
    TIME.timePasses(by);
  }
}
