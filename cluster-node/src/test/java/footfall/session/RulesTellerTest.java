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

    assertThat(teller.due(all, held, NOON, 0))
        .containsExactly(usual("back", 4), unfiltered("new", 1));
    assertThat(teller.due(all, held, NOON, 1_000)).isEmpty();
    teller.failed();
    assertThat(teller.due(all, held, NOON, 2_000)).as("Kafka did not take it").hasSize(2);
    assertThat(teller.due(all, held, NOON, 700_000)).as("it was lost").hasSize(2);
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

    assertThat(teller.due(none, held, later - 1, 0)).isEmpty();
    assertThat(teller.due(none, held, later, 700_000))
        .containsExactlyInAnyOrder(unfiltered("site", 3), usual("back", 4));
    held.take(unfiltered("site", 3), later);
    held.take(usual("back", 4), later);
    assertThat(teller.due(none, held, later + 1, 1_400_000)).isEmpty();
  }

  @Test
  void manyAreSaidFewAtATime() {
    List<CountingRules> all = IntStream.range(0, 50).mapToObj(i -> unfiltered("w" + i, 1)).toList();

    assertThat(teller.due(all, held, NOON, 0)).hasSize(RulesTeller.MOST_AT_ONCE);
    assertThat(teller.due(all, held, NOON, 1_000)).hasSize(20);
    assertThat(teller.due(all, held, NOON, 2_000)).hasSize(10);
    assertThat(teller.due(all, held, NOON, 3_000)).isEmpty();
  }
}
