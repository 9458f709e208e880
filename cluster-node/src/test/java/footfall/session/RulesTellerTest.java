package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.counting.CountingRules;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RulesTellerTest {
  private static final long NOON = 1_700_000_000_000L;

  private final HeldRules held = new HeldRules();
  private final RulesTeller teller = new RulesTeller();

  private static CountingRules unfiltered(String website, long version) {
    return new CountingRules(website, version, false, List.of());
  }

  private static CountingRules usual(String website, long version) {
    return new CountingRules(website, version, true, List.of());
  }

  @Test
  void onlyWhatTheLogDoesNotSayYetIsDueAndOnlyOnce() {
    held.take(unfiltered("told", 3), NOON);
    held.take(unfiltered("back", 3), NOON);
    List<CountingRules> all =
        List.of(
            unfiltered("told", 3),
            usual("back", 4),
            unfiltered("new", 1),
            usual("unheard-of", 9),
            unfiltered("told", 2));

    assertThat(teller.due(all, held, NOON, NOON))
        .containsExactly(usual("back", 4), unfiltered("new", 1));
    assertThat(teller.due(all, held, NOON, NOON)).as("before Kafka has answered").isEmpty();
    teller.told(usual("back", 4));
    assertThat(teller.due(all, held, NOON, NOON)).as("for both").isEmpty();
    teller.failed();
    assertThat(tell(all, NOON, NOON + 1_000))
        .as("Kafka did not take it")
        .containsExactly(unfiltered("new", 1));
    assertThat(tell(all, NOON, NOON + 2_000)).isEmpty();
    long behind = NOON + 700_000;
    assertThat(tell(all, NOON, behind)).as("the shard has not read that far").isEmpty();
    assertThat(tell(all, behind + 600_000, behind + 600_000)).as("it was lost").hasSize(2);
  }

  /** Else the change counts that nobody wants any more, for as long as that is not found out. */
  @Test
  void aChangeThatIsUndoneBeforeTheShardHasReadItIsUndoneInTheLogToo() {
    held.take(usual("site", 3), NOON);
    assertThat(tell(List.of(unfiltered("site", 4)), NOON, NOON)).hasSize(1);

    assertThat(tell(List.of(usual("site", 5)), NOON, NOON + 1_000))
        .containsExactly(usual("site", 5));
  }

  private List<CountingRules> tell(List<CountingRules> all, long time, long now) {
    List<CountingRules> due = teller.due(all, held, time, now);
    due.forEach(teller::told);
    return due;
  }

  @Test
  void aHigherVersionThatCountsAlikeNeedsNoTick() {
    held.take(unfiltered("site", 3), NOON);

    assertThat(teller.due(List.of(unfiltered("site", 4)), held, NOON, 0)).isEmpty();
  }

  @Test
  void whatHoldsIsSaidAgainTwiceADaySoThatATrimmedTopicStillSaysIt() {
    held.take(unfiltered("site", 3), NOON);
    held.take(usual("back", 4), NOON);
    List<CountingRules> none = List.of();
    long later = NOON + RulesTeller.AGAIN_AFTER_MS;

    assertThat(tell(none, later - 1, 0)).isEmpty();
    assertThat(tell(none, later, 700_000))
        .containsExactlyInAnyOrder(unfiltered("site", 3), usual("back", 4));
    held.take(unfiltered("site", 3), later);
    held.take(usual("back", 4), later);
    assertThat(tell(none, later + 1, 1_400_000)).isEmpty();
  }

  @Test
  void manyAreSaidFewAtATime() {
    List<CountingRules> all = IntStream.range(0, 50).mapToObj(i -> unfiltered("w" + i, 1)).toList();

    assertThat(tell(all, NOON, 0)).hasSize(RulesTeller.MOST_AT_ONCE);
    assertThat(tell(all, NOON, 1_000)).hasSize(20);
    assertThat(tell(all, NOON, 2_000)).hasSize(10);
    assertThat(tell(all, NOON, 3_000)).isEmpty();
  }
}
