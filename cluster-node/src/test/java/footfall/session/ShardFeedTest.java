package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.website.MinuteKey;
import footfall.website.MinuteTally;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a shard tells a live website, message by message. */
class ShardFeedTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final long MINUTE = 1_763_683_200_000L;

  private final OpenSessions open =
      new OpenSessions(SessionRules.DEFAULT, user -> 7L, new Outbox(1));
  private final TestProbe<SessionShard.Activity> shop = KIT.createTestProbe();
  private final TestProbe<SessionShard.State> state = KIT.createTestProbe();
  private final ShardFeed feed = new ShardFeed(3);
  private long now = MINUTE;

  @AfterAll
  static void close() {
    KIT.shutdownTestKit();
  }

  @Test
  void whoBeginsToWatchIsToldEverythingAndThenOnlyWhatChanges() {
    hit("/a");
    MinutePart first = part(MINUTE, 2);
    part(MINUTE + 60_000, 1);
    watch(false);
    feed.flush(open, 5);

    SessionShard.Activity all = shop.receiveMessage();
    assertThat(all.number()).isZero();
    assertThat(all.epoch()).isEqualTo(5);
    assertThat(all.changed().hits()).hasSize(1);
    assertThat(all.changed().parts()).hasSize(2);

    feed.flush(open, 5);
    shop.expectNoMessage(Duration.ofMillis(50));

    first.untold = true;
    hit("/b");
    feed.flush(open, 5);
    SessionShard.Activity next = shop.receiveMessage();
    assertThat(next.number()).isEqualTo(1);
    assertThat(next.changed().hits()).extracting(h -> h.pagePath()).containsExactly("/b");
    assertThat(next.changed().receivedAt()).containsExactly(99L);
    assertThat(next.changed().parts())
        .extracting(SessionShard.Part::minute)
        .containsExactly(MINUTE);
  }

  @Test
  void aHitSaysWhichGoalsItsSessionHasMetWithIt() {
    watch(false);
    hit("/a");
    hit("/thanks", new UUID(0, 7), new UUID(0, 8));
    feed.flush(open, 5);

    assertThat(shop.receiveMessage().changed().hits())
        .extracting(hit -> hit.goals())
        .containsExactly(List.of(), List.of(new UUID(0, 7).toString(), new UUID(0, 8).toString()));
  }

  @Test
  void whatABacklogHoldsFromHalfAnHourAgoIsShownOnlyToWhoWatchesAlready() {
    now = MINUTE + 1_800_000;
    hit("/long-ago");
    now = MINUTE + 1_799_999;
    hit("/just-now");
    watch(false);
    feed.flush(open, 5);
    assertThat(shop.receiveMessage().changed().hits())
        .extracting(h -> h.pagePath())
        .containsExactly("/just-now");

    now = MINUTE + 1_800_000;
    hit("/caught-up");
    feed.flush(open, 5);
    assertThat(shop.receiveMessage().changed().hits())
        .extracting(h -> h.pagePath())
        .containsExactly("/caught-up");
  }

  @Test
  void aRenewedWatchTellsNothingAndOneThatMissedSomethingEverything() {
    part(MINUTE, 2);
    watch(false);
    feed.flush(open, 5);
    shop.receiveMessage();

    watch(false);
    feed.flush(open, 5);
    shop.expectNoMessage(Duration.ofMillis(50));

    watch(true);
    feed.flush(open, 5);
    assertThat(shop.receiveMessage().changed().parts()).hasSize(1);
  }

  @Test
  void aShardThatHasBegunAnewTellsEverythingUnderItsEpoch() {
    part(MINUTE, 2);
    watch(false);
    feed.flush(open, 5);
    shop.receiveMessage();

    feed.flush(open, 6);

    SessionShard.Activity again = shop.receiveMessage();
    assertThat(again.epoch()).isEqualTo(6);
    assertThat(again.number()).isZero();
    assertThat(again.changed().parts()).hasSize(1);
  }

  @Test
  void aShardThatHasGoneBackToItsCheckpointTellsNothingBeforeItIsWhereItWas() {
    part(MINUTE, 2);
    open.passOver(10);
    watch(false);
    feed.flush(open, 5);
    shop.receiveMessage();

    open.passOver(9);
    feed.flush(open, 6);
    shop.expectNoMessage(Duration.ofMillis(50));

    open.passOver(10);
    feed.flush(open, 6);
    SessionShard.Activity again = shop.receiveMessage();
    assertThat(again.epoch()).isEqualTo(6);
    assertThat(again.number()).isZero();
  }

  @Test
  void aPartThatBecomesFinalBeforeItsLastChangeWasToldIsStillTold() {
    watch(false);
    feed.flush(open, 5);
    shop.receiveMessage();
    MinutePart part = part(MINUTE, 2);
    website().parts.remove(MINUTE);
    open.outbox().finish(part);
    open.outbox().takeFresh();

    feed.flush(open, 5);

    assertThat(shop.receiveMessage().changed().parts()).hasSize(1);
  }

  @Test
  void aFinalPartThatNobodyHasAcknowledgedIsToldToWhoBeginsToWatch() {
    MinutePart part = part(MINUTE, 2);
    website().parts.remove(MINUTE);
    open.outbox().finish(part);
    feed.flush(open, 5);
    watch(false);
    feed.flush(open, 5);

    assertThat(shop.receiveMessage().changed().parts()).hasSize(1);
  }

  @Test
  void moreThanOneMessageCanCarryIsToldInSeveral() {
    for (int i = 0; i < 10; i++) {
      large(MINUTE + i * 60_000L);
    }
    watch(false);
    feed.flush(open, 5);

    int parts = 0;
    long number = 0;
    while (parts < 10) {
      SessionShard.Activity activity = shop.receiveMessage();
      assertThat(activity.number()).isEqualTo(number++);
      parts += activity.changed().parts().size();
    }
    assertThat(number).isGreaterThan(1);
  }

  @Test
  void aWebsiteNobodyAsksForIsForgottenAfterTenSeconds() {
    watch(false);
    feed.flush(open, 5);
    shop.receiveMessage();
    feed.forget(10_001);
    hit("/a");
    feed.flush(open, 5);

    shop.expectNoMessage(Duration.ofMillis(50));
  }

  private void watch(boolean again) {
    feed.watch(
        new SessionShard.Watch(
            List.of(new SessionShard.Watched("shop", shop.getRef(), again)), state.getRef()),
        0);
  }

  private void hit(String page, UUID... goals) {
    Hit hit = Hits.pageview("shop", "v", "", 1, MINUTE);
    feed.counted(hit, Hits.on(page), MINUTE, List.of(goals), 99, now);
  }

  private OpenWebsite website() {
    if (open.website("shop") == null) {
      open.restore(new OpenWebsite("shop", MINUTE));
    }
    return open.website("shop");
  }

  private MinutePart part(long minute, int pageviews) {
    MinuteTally tally = new MinuteTally();
    for (int i = 0; i < pageviews; i++) {
      tally.add(EventType.PAGEVIEW, i, "/a", "DE", "direct", "mobile");
    }
    return add(minute, tally);
  }

  private void large(long minute) {
    MinuteTally tally = new MinuteTally();
    for (int i = 0; i < 1_000; i++) {
      tally.add(EventType.PAGEVIEW, i, "/" + "x".repeat(30) + i, "DE", "direct", "mobile");
    }
    add(minute, tally);
  }

  private MinutePart add(long minute, MinuteTally tally) {
    MinutePart part = new MinutePart(new MinuteKey("shop", minute), tally);
    website().parts.put(minute, part);
    return part;
  }
}
