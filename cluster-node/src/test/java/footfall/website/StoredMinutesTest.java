package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many live websites ask for many minutes; time passes only when told. */
class StoredMinutesTest {
  private record Asked(MinuteKey minute, ActorRef<WebsiteMinute.Stored> replyTo) {}

  private static final long MINUTE = 1_763_683_200_000L;
  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());

  private final AdjustableClock clock = new AdjustableClock(MINUTE);
  private final TestProbe<Asked> minutes = KIT.createTestProbe();
  private final TestProbe<WebsiteMinute.Stored> website = KIT.createTestProbe();
  private ActorRef<StoredMinutes.Command> stored;

  @BeforeEach
  void start() {
    stored =
        KIT.spawn(
            StoredMinutes.create(
                (key, command) ->
                    minutes.getRef().tell(new Asked(key, ((WebsiteMinute.Ask) command).replyTo())),
                clock));
  }

  @AfterEach
  void stop() {
    KIT.stop(stored);
  }

  @AfterAll
  static void close() {
    KIT.shutdownTestKit();
  }

  @Test
  void ofManyThatAreAskedOnlyAFewAreUnderWayAndEachIsAnsweredInTheEnd() {
    int all = StoredMinutes.MOST_UNDER_WAY + 10;
    for (int i = 0; i < all; i++) {
      ask(key(i));
    }
    List<Asked> first = minutes.receiveSeveralMessages(StoredMinutes.MOST_UNDER_WAY);
    minutes.expectNoMessage(Duration.ofMillis(50));

    first.forEach(this::answer);
    minutes.receiveSeveralMessages(10).forEach(this::answer);

    Set<MinuteKey> answered = new HashSet<>();
    website.receiveSeveralMessages(all).forEach(one -> answered.add(one.minute()));
    assertThat(answered).hasSize(all);
  }

  @Test
  void twoWhoAskForTheSameMinuteAreToldByOneAnswer() {
    ask(key(1));
    ask(key(1));
    answer(minutes.receiveMessage());

    assertThat(website.receiveSeveralMessages(2)).hasSize(2);
    minutes.expectNoMessage(Duration.ofMillis(50));
  }

  @Test
  void aMinuteThatDoesNotAnswerIsAskedAgainAfterTenSeconds() {
    ask(key(1));
    minutes.receiveMessage();
    pass(StoredMinutes.AGAIN_AFTER.minusSeconds(1));
    minutes.expectNoMessage(Duration.ZERO);

    pass(Duration.ofSeconds(1));

    answer(minutes.receiveMessage());
    website.receiveMessage();
  }

  @Test
  void aMinuteThatNoPageShowsAnyMoreIsNotAskedAgain() {
    ask(key(1));
    minutes.receiveMessage();

    pass(Duration.ofMinutes(40));

    minutes.expectNoMessage(Duration.ofMillis(50));
  }

  private void ask(MinuteKey key) {
    stored.tell(new StoredMinutes.Ask(key, website.getRef()));
  }

  private void answer(Asked asked) {
    asked.replyTo.tell(
        new WebsiteMinute.Stored(asked.minute, new MinuteTally().encode(), Set.of()));
  }

  private static MinuteKey key(int website) {
    return new MinuteKey("w" + website, MINUTE);
  }

  private void pass(Duration by) {
    clock.advance(by);
    TIME.timePasses(by);
  }
}
