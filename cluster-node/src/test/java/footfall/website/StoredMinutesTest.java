package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many live websites ask for many minutes; time passes only when told. */
class StoredMinutesTest {
  private record Read(
      String websiteId, Set<Long> minutes, CompletableFuture<List<WebsiteMinute.Stored>> answer) {}

  private static final long MINUTE = 1_763_683_200_000L;
  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());

  private final AdjustableClock clock = new AdjustableClock(MINUTE);
  private final TestProbe<Read> journal = KIT.createTestProbe();
  private final TestProbe<WebsiteMinute.Stored> website = KIT.createTestProbe();
  private ActorRef<StoredMinutes.Command> stored;

  @BeforeEach
  void start() {
    stored = KIT.spawn(StoredMinutes.create(this::read, clock));
  }

  private CompletableFuture<List<WebsiteMinute.Stored>> read(
      String websiteId, Collection<Long> minutes) {
    Read read = new Read(websiteId, Set.copyOf(minutes), new CompletableFuture<>());
    journal.getRef().tell(read);
    return read.answer;
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
  void theMinutesOfAWebsiteThatAreAskedTogetherAreOneRead() {
    fillTheLine();
    for (int i = 0; i < 27; i++) {
      ask(new MinuteKey("shop", MINUTE - i * MinuteKey.LENGTH_MS));
    }
    journal.receiveSeveralMessages(StoredMinutes.MOST_UNDER_WAY).forEach(this::answer);
    website.receiveSeveralMessages(StoredMinutes.MOST_UNDER_WAY);

    Read read = journal.receiveMessage();
    answer(read);

    assertThat(read.websiteId).isEqualTo("shop");
    assertThat(read.minutes).hasSize(27);
    assertThat(website.receiveSeveralMessages(27)).hasSize(27);
    journal.expectNoMessage(Duration.ofMillis(50));
  }

  @Test
  void ofManyWebsitesOnlyAFewAreBeingReadAndEachIsAnsweredInTheEnd() {
    int all = StoredMinutes.MOST_UNDER_WAY + 10;
    for (int i = 0; i < all; i++) {
      ask(key(i));
    }
    List<Read> first = journal.receiveSeveralMessages(StoredMinutes.MOST_UNDER_WAY);
    journal.expectNoMessage(Duration.ofMillis(50));

    first.forEach(this::answer);
    journal.receiveSeveralMessages(10).forEach(this::answer);

    Set<MinuteKey> answered = new HashSet<>();
    website.receiveSeveralMessages(all).forEach(one -> answered.add(one.minute()));
    assertThat(answered).hasSize(all);
  }

  @Test
  void twoWhoAskForTheSameMinuteAreToldByOneRead() {
    ask(key(1));
    ask(key(1));
    answer(journal.receiveMessage());

    assertThat(website.receiveSeveralMessages(2)).hasSize(2);
    journal.expectNoMessage(Duration.ofMillis(50));
  }

  @Test
  void aReadThatIsNotAnsweredIsDoneAgainAfterTenSeconds() {
    ask(key(1));
    journal.receiveMessage();
    pass(StoredMinutes.AGAIN_AFTER.minusSeconds(1));
    journal.expectNoMessage(Duration.ofMillis(50));

    pass(Duration.ofSeconds(1));

    answer(journal.receiveMessage());
    website.receiveMessage();
  }

  @Test
  void aReadThatFailsIsDoneAgainAfterTenSecondsAndNotBefore() {
    ask(key(1));
    journal.receiveMessage().answer.completeExceptionally(new TimeoutException("no Cassandra"));
    pass(StoredMinutes.AGAIN_AFTER.minusSeconds(1));
    journal.expectNoMessage(Duration.ofMillis(50));

    pass(Duration.ofSeconds(1));

    answer(journal.receiveMessage());
    website.receiveMessage();
  }

  @Test
  void anAnswerThatComesLateIsTakenAndNothingIsReadAgain() {
    fillTheLine();
    List<Read> late = journal.receiveSeveralMessages(StoredMinutes.MOST_UNDER_WAY);
    ask(key(99));
    pass(StoredMinutes.AGAIN_AFTER);
    List<Read> again = journal.receiveSeveralMessages(StoredMinutes.MOST_UNDER_WAY);
    assertThat(again.get(0).websiteId).isEqualTo("w99");

    late.forEach(this::answer);

    assertThat(website.receiveSeveralMessages(StoredMinutes.MOST_UNDER_WAY))
        .hasSize(StoredMinutes.MOST_UNDER_WAY);
    answer(again.get(0));
    assertThat(website.receiveMessage().minute()).isEqualTo(key(99));
    journal.expectNoMessage(Duration.ofMillis(50));
  }

  @Test
  void aMinuteThatNoPageShowsAnyMoreIsNotReadAgain() {
    ask(key(1));
    journal.receiveMessage();

    pass(Duration.ofMinutes(40));

    journal.expectNoMessage(Duration.ofMillis(50));
  }

  private void ask(MinuteKey key) {
    stored.tell(new StoredMinutes.Ask(key, website.getRef()));
  }

  /** As many websites as are read at once, one minute each. */
  private void fillTheLine() {
    for (int i = 0; i < StoredMinutes.MOST_UNDER_WAY; i++) {
      ask(key(i));
    }
  }

  private void answer(Read read) {
    read.answer.complete(
        read.minutes.stream()
            .map(
                minute ->
                    new WebsiteMinute.Stored(
                        new MinuteKey(read.websiteId, minute),
                        new MinuteTally().encode(),
                        Set.of()))
            .toList());
  }

  private static MinuteKey key(int website) {
    return new MinuteKey("w" + website, MINUTE);
  }

  private void pass(Duration by) {
    clock.advance(by);
    TIME.timePasses(by);
  }
}
