package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import footfall.protocol.measure.Timings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of one minute; time is a clock in our hands, timers are long. */
class WebsiteMinuteTest {
  private static final long MINUTE = 1_763_683_200_000L;
  private static final MinuteKey KEY = new MinuteKey("shop", MINUTE);
  private static final Duration LONG = Duration.ofMinutes(5);
  static final MinuteSettings SETTINGS =
      new MinuteSettings("", 10, LONG, Duration.ofHours(1), Duration.ofMinutes(10), LONG, LONG);

  private static final ActorTestKit KIT = ActorTestKit.create(EventSourcedBehaviorTestKit.config());

  private final AdjustableClock clock = new AdjustableClock(MINUTE + 120_000);
  private final TestProbe<WebsiteMinute.Finished> shard = KIT.createTestProbe();
  private final TestProbe<WebsiteMinute.Stored> watcher = KIT.createTestProbe();
  private final TestProbe<ClusterSharding.ShardCommand> region = KIT.createTestProbe();
  private EventSourcedBehaviorTestKit<
          WebsiteMinute.Command, WebsiteMinute.Event, WebsiteMinute.Finals>
      minute;

  @BeforeEach
  void start() {
    minute =
        EventSourcedBehaviorTestKit.create(
            KIT.system(),
            WebsiteMinute.create(KEY, region.getRef(), SETTINGS, clock, new Timings(1)));
    minute.clear();
  }

  @AfterAll
  static void close() {
    KIT.shutdownTestKit();
  }

  @Test
  void theFinalsGatheredAreOneEventAndEachIsAcknowledgedOnlyAfterIt() {
    finish(0, 1, Tallies.form("/a", 2, 1));
    finish(1, 1, Tallies.form("/b", 3, 1));
    shard.expectNoMessage();

    var persisted = minute.runCommand(WebsiteMinute.PersistDue.INSTANCE);

    var event = persisted.eventOfType(WebsiteMinute.PartsFinished.class);
    assertThat(event.byPartition()).containsOnlyKeys(0, 1);
    assertThat(event.at()).isEqualTo(clock.millis());
    assertThat(shard.receiveSeveralMessages(2))
        .containsExactly(new WebsiteMinute.Finished(KEY), new WebsiteMinute.Finished(KEY));
  }

  @Test
  void anIdenticalFinalSentAgainIsAcknowledgedAndNotPersistedTwice() {
    byte[] tally = Tallies.form("/a", 2, 1);
    finishAndPersist(0, 1, tally);

    var again = finish(0, 2, tally.clone());

    shard.expectMessage(new WebsiteMinute.Finished(KEY));
    assertThat(again.hasNoEvents()).isTrue();
    assertThat(minute.runCommand(WebsiteMinute.PersistDue.INSTANCE).hasNoEvents()).isTrue();
  }

  @Test
  void aFinalOfALowerEpochThanOneSeenIsNeitherKeptNorAcknowledged() {
    finishAndPersist(0, 7, Tallies.form("/a", 1, 1));

    finish(0, 6, Tallies.form("/a", 9, 1));

    assertThat(minute.runCommand(WebsiteMinute.PersistDue.INSTANCE).hasNoEvents()).isTrue();
    shard.expectNoMessage();
  }

  @Test
  void theEpochOfAPersistedFinalStillRefusesLowerOnesAfterARestart() {
    finishAndPersist(0, 7, Tallies.form("/a", 1, 1));
    minute.restart();

    finish(0, 6, Tallies.form("/a", 9, 1));

    assertThat(minute.runCommand(WebsiteMinute.PersistDue.INSTANCE).hasNoEvents()).isTrue();
    shard.expectNoMessage();
  }

  @Test
  void theEventsOfTwoWritersYieldTheSameInWhicheverOrderTheyAreRead() {
    WebsiteMinute.FinalPart old = new WebsiteMinute.FinalPart(6, Tallies.form("/a", 1, 1));
    WebsiteMinute.FinalPart young = new WebsiteMinute.FinalPart(7, Tallies.form("/a", 9, 1));
    var one = new WebsiteMinute.PartsFinished(5, Map.of(0, old, 1, young));
    var other = new WebsiteMinute.PartsFinished(3, Map.of(0, young, 2, old));

    WebsiteMinute.Finals finals = WebsiteMinute.Finals.NONE.with(one).with(other);

    assertThat(finals.byPartition()).isEqualTo(Map.of(0, young, 1, young, 2, old));
    assertThat(finals).isEqualTo(WebsiteMinute.Finals.NONE.with(other).with(one).with(one));
  }

  @Test
  void aFinalExactlyAtTheEndOfTheLiveHourIsKept() {
    clock.set(MINUTE + 60_000 + Duration.ofHours(1).toMillis());

    finishAndPersist(0, 1, Tallies.form("/a", 1, 1));

    assertThat(minute.getState().byPartition()).containsOnlyKeys(0);
  }

  @Test
  void aFinalPastTheLiveHourIsAcknowledgedAndNotKept() {
    clock.set(MINUTE + 60_000 + Duration.ofHours(1).toMillis() + 1);

    finish(0, 1, Tallies.form("/a", 1, 1));

    shard.expectMessage(new WebsiteMinute.Finished(KEY));
    assertThat(minute.runCommand(WebsiteMinute.PersistDue.INSTANCE).hasNoEvents()).isTrue();
  }

  @Test
  void aChangeLateInTheHourKeepsTheMinuteForTenMinutesMore() {
    long end = MINUTE + 60_000 + Duration.ofHours(1).toMillis();
    clock.set(end);
    finishAndPersist(0, 1, Tallies.form("/a", 1, 1));

    clock.set(end + Duration.ofMinutes(10).toMillis());
    finishAndPersist(1, 1, Tallies.form("/a", 1, 1));
    clock.set(end + Duration.ofMinutes(20).toMillis() + 1);
    finish(2, 1, Tallies.form("/a", 1, 1));

    assertThat(minute.runCommand(WebsiteMinute.PersistDue.INSTANCE).hasNoEvents()).isTrue();
    assertThat(minute.getState().byPartition()).containsOnlyKeys(0, 1);
  }

  @Test
  void finalsTooLargeForOneWriteGoIntoSeveral() {
    byte[] large = new byte[300 * 1024];
    for (int partition = 0; partition < 4; partition++) {
      finish(partition, 1, large);
    }
    minute.runCommand(WebsiteMinute.PersistDue.INSTANCE);

    assertThat(shard.receiveSeveralMessages(4)).hasSize(4);
    assertThat(minute.getState().byPartition()).hasSize(4);
  }

  @Test
  void whoAsksIsToldTheSumOfTheStoredFinalsAndWhosePartsItHolds() {
    finishAndPersist(0, 1, Tallies.form("/a", 2, 1));
    finishAndPersist(2, 1, Tallies.form("/a", 4, 100));
    finish(3, 1, Tallies.form("/a", 8, 200));

    minute.runCommand(new WebsiteMinute.Ask(watcher.getRef()));

    WebsiteMinute.Stored stored = watcher.receiveMessage();
    assertThat(Tallies.pageviews(stored)).isEqualTo(6);
    assertThat(stored.partitions()).containsExactlyInAnyOrder(0, 2);
  }

  @Test
  void theSameFinalsInAnotherOrderShowTheSameBytes() {
    finishAndPersist(0, 1, Tallies.form("/a", 700, 1));
    finishAndPersist(1, 1, Tallies.form("/b", 700, 400));
    minute.runCommand(new WebsiteMinute.Ask(watcher.getRef()));
    byte[] oneOrder = watcher.receiveMessage().tally();

    minute.clear();
    finishAndPersist(1, 1, Tallies.form("/b", 700, 400));
    finishAndPersist(0, 1, Tallies.form("/a", 700, 1));
    minute.runCommand(new WebsiteMinute.Ask(watcher.getRef()));

    assertThat(watcher.receiveMessage().tally()).isEqualTo(oneOrder);
  }

  @Test
  void theEntityIdNamesWebsiteAndMinute() {
    assertThat(WebsiteMinute.entityId(KEY)).isEqualTo("shop|" + MINUTE);
    assertThat(MinuteKey.ofEntityId("shop|" + MINUTE)).isEqualTo(KEY);
  }

  @Test
  void aFinalOfAMinuteLongOverIsAcknowledgedWithoutStartingTheMinute() {
    List<WebsiteMinute.Command> reached = new ArrayList<>();
    WebsiteMinutes minutes =
        WebsiteMinutes.livingOnly((key, command) -> reached.add(command), SETTINGS, clock);
    var finish = new WebsiteMinute.Finish(0, 1, new byte[0], shard.getRef());
    long over = MINUTE + 60_000 + Duration.ofMinutes(70).toMillis();

    clock.set(over);
    minutes.tell(KEY, finish);
    assertThat(reached).containsExactly(finish);

    clock.set(over + 1);
    minutes.tell(KEY, finish);
    assertThat(reached).hasSize(1);
    shard.expectMessage(new WebsiteMinute.Finished(KEY));
  }

  private EventSourcedBehaviorTestKit.CommandResult<
          WebsiteMinute.Command, WebsiteMinute.Event, WebsiteMinute.Finals>
      finish(int partition, long epoch, byte[] tally) {
    return minute.runCommand(new WebsiteMinute.Finish(partition, epoch, tally, shard.getRef()));
  }

  private void finishAndPersist(int partition, long epoch, byte[] tally) {
    finish(partition, epoch, tally);
    minute.runCommand(WebsiteMinute.PersistDue.INSTANCE);
    shard.expectMessage(new WebsiteMinute.Finished(KEY));
  }
}
