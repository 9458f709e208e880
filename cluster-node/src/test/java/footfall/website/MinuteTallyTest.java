package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import footfall.protocol.hit.EventType;
import footfall.protocol.hit.SamplingRate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.memory.Memory;
import org.junit.jupiter.api.Test;

class MinuteTallyTest {

  @Test
  void eachTypeOfHitHasItsOwnCounterAndOnlyPageviewsEnterTheLists() {
    MinuteTally tally = new MinuteTally();
    tally.add(EventType.PAGEVIEW, 1, "/a", "DE", "direct", "mobile");
    tally.add(EventType.EVENT, 1, "/a", "DE", "direct", "mobile");
    tally.add(EventType.TRANSACTION, 2, "/a", "DE", "direct", "mobile");

    assertThat(tally.pageviews()).isEqualTo(1);
    assertThat(tally.events()).isEqualTo(1);
    assertThat(tally.transactions()).isEqualTo(1);
    assertThat(tally.users()).isCloseTo(2, within(0.01));
    assertThat(tally.pageviewsOfPage("/a")).isEqualTo(1);
    assertThat(tally.countries().top(10)).containsExactly(new ValueCounts.Entry("DE", 1));
    assertThat(tally.sources().top(10)).containsExactly(new ValueCounts.Entry("direct", 1));
    assertThat(tally.devices().top(10)).containsExactly(new ValueCounts.Entry("mobile", 1));
  }

  @Test
  void goalsTravelBehindTheUsersWhereVersionsThatKnowNoneDoNotLook() {
    UUID bought = new UUID(1, 2);
    for (int users : new int[] {0, 1, 7, 100, 3_000}) {
      MinuteTally without = Tallies.of("/a", users, 1);
      MinuteTally tally = Tallies.of("/a", users, 1);
      tally.addGoals(List.of(bought, new UUID(3, 4)));
      tally.addGoals(List.of(bought));
      byte[] form = tally.encode();

      MinuteTally read = MinuteTally.decode(form);
      assertThat(read.conversionsOf(bought)).isEqualTo(2);
      assertThat(read.encode()).isEqualTo(form);
      read.merge(tally);
      assertThat(read.conversionsOf(bought)).isEqualTo(4);
      MinuteTally other = MinuteTally.decode(without.encode());
      other.merge(tally);
      assertThat(other.conversionsOf(new UUID(3, 4))).isEqualTo(1);

      byte[] image = without.userSketch().encode();
      byte[] longer = Arrays.copyOf(image, image.length + 50);
      assertThat(HllSketch.heapify(Memory.wrap(longer)).getEstimate())
          .as("what an earlier version reads")
          .isEqualTo(HllSketch.heapify(Memory.wrap(image)).getEstimate());
      assertThat(without.encode()).as("no goal, no trace of one").hasSizeLessThan(form.length);
    }
  }

  @Test
  void anUnknownCountryIsInNoListAndNotInOther() {
    MinuteTally tally = new MinuteTally();
    tally.add(EventType.PAGEVIEW, 1, "/a", "", "direct", "mobile");

    assertThat(tally.countries().size()).isZero();
    assertThat(tally.countries().other()).isZero();
  }

  @Test
  void theThousandthPageHasItsOwnCountAndTheNextOneIsOther() {
    MinuteTally tally = new MinuteTally();
    for (int i = 0; i < 1_001; i++) {
      tally.add(EventType.PAGEVIEW, i, "/" + i, "DE", "direct", "mobile");
    }
    tally.add(EventType.PAGEVIEW, 1, "/999", "DE", "direct", "mobile");

    assertThat(tally.pages().size()).isEqualTo(1_000);
    assertThat(tally.pageviewsOfPage("/999")).isEqualTo(2);
    assertThat(tally.pageviewsOfPage("/1000")).isZero();
    assertThat(tally.pages().other()).isEqualTo(1);
    assertThat(tally.pageviews()).isEqualTo(1_002);
  }

  @Test
  void longTextsFillAListByTheirCharactersSoThatAPartStaysBelowAJournalWrite() {
    MinuteTally tally = new MinuteTally();
    String longPath = "/" + "x".repeat(2_000);
    for (int i = 0; i < 500; i++) {
      tally.add(EventType.PAGEVIEW, i, longPath + i, "DE", "direct", "mobile");
    }

    assertThat(tally.encode().length).isLessThan(ValueCounts.MAX_TEXT + 8 * 1024);
    long listed = tally.pages().entries().stream().mapToLong(ValueCounts.Entry::pageviews).sum();
    assertThat(listed + tally.pages().other()).isEqualTo(500);
  }

  @Test
  void mergingTwoFullListsKeepsThePagesWithMostPageviewsAndLosesNoPageview() {
    MinuteTally few = new MinuteTally();
    MinuteTally many = new MinuteTally();
    for (int i = 0; i < 1_000; i++) {
      few.add(EventType.PAGEVIEW, i, "/few" + i, "DE", "direct", "mobile");
      many.add(EventType.PAGEVIEW, i, "/many" + i, "DE", "direct", "mobile");
      many.add(EventType.PAGEVIEW, i, "/many" + i, "DE", "direct", "mobile");
    }
    few.merge(many);

    assertThat(few.pages().size()).isEqualTo(1_000);
    assertThat(few.pageviewsOfPage("/many0")).isEqualTo(2);
    assertThat(few.pages().other()).isEqualTo(1_000);
    assertThat(few.pageviews()).isEqualTo(3_000);
  }

  @Test
  void theTopListIsOrderedByPageviewsAndEqualsByValue() {
    MinuteTally tally = new MinuteTally();
    for (String path : new String[] {"/b", "/c", "/a", "/c"}) {
      tally.add(EventType.PAGEVIEW, 1, path, "", "", "");
    }

    assertThat(tally.pages().top(2))
        .containsExactly(new ValueCounts.Entry("/c", 2), new ValueCounts.Entry("/a", 1));
  }

  @Test
  void whatSampledHitsStandForIsAddedUpApartFromTheirCounts() {
    MinuteTally tally = new MinuteTally();
    for (int i = 0; i < 3; i++) {
      tally.add(EventType.PAGEVIEW, i, "/a", "DE", "direct", "mobile");
      tally.addWeight(EventType.PAGEVIEW, SamplingRate.weight(0.3) - SamplingRate.ONE);
    }
    tally.add(EventType.EVENT, 1, "", "", "", "");
    tally.addWeight(EventType.EVENT, SamplingRate.weight(0.5) - SamplingRate.ONE);
    MinuteTally both = MinuteTally.decode(tally.encode());
    both.merge(MinuteTally.decode(fixture().encode()));

    assertThat(tally.isSampled()).isTrue();
    assertThat(tally.pageviews()).isEqualTo(3);
    assertThat(tally.estimatedPageviews()).isEqualTo(10);
    assertThat(tally.estimatedEvents()).isEqualTo(2);
    assertThat(tally.estimatedUsers()).as("4 hits stand for 12").isEqualTo(9);
    assertThat(tally.estimatedOf(2)).isEqualTo(7);
    assertThat(both.pageviews()).isEqualTo(603);
    assertThat(both.estimatedPageviews()).isEqualTo(610);
    assertThat(both.estimatedEvents()).isEqualTo(302);
  }

  @Test
  void aTallyThatNobodySampledEstimatesWhatItCounted() {
    MinuteTally tally = fixture();

    assertThat(tally.isSampled()).isFalse();
    assertThat(tally.estimatedPageviews()).isEqualTo(600);
    assertThat(tally.estimatedEvents()).isEqualTo(300);
    assertThat(tally.estimatedUsers()).isEqualTo(Math.round(tally.users()));
    assertThat(tally.usersError()).isEqualTo(Users.RELATIVE_ERROR);
    assertThat(new MinuteTally().estimatedUsers()).isZero();
  }

  /** So an earlier version reads it: to it, as here, an empty text counts nowhere. */
  @Test
  void theFormOfASampledTallyIsThatOfItsCountsWithAnEmptyTextInItsLists() {
    MinuteTally plain = new MinuteTally();
    plain.add(EventType.PAGEVIEW, 1, "/a", "DE", "direct", "mobile");
    MinuteTally sampled = MinuteTally.decode(plain.encode());
    sampled.addWeight(EventType.PAGEVIEW, 5);

    String form = HexFormat.of().formatHex(sampled.encode());
    String pages = "0100" + "022f61" + "01"; // one value, none other; /a of one pageview
    assertThat(form)
        .isEqualTo(
            HexFormat.of()
                .formatHex(plain.encode())
                .replace(pages, "0200" + "0005" + "022f61" + "01"));
    assertThat(form).contains("02000005022f6101");
  }

  @Test
  void anEmptyTallySurvivesItsStoredForm() {
    MinuteTally read = MinuteTally.decode(new MinuteTally().encode());

    assertThat(read.pageviews()).isZero();
    assertThat(read.users()).isZero();
    assertThat(read.encode()).isEqualTo(new MinuteTally().encode());
  }

  @Test
  void theEstimateOfUsersStaysWithinThreeSigmaFromOneToAHundredThousand() {
    for (int users : new int[] {1, 7, 8, 9, 100, 383, 384, 385, 2_000, 20_000, 100_000}) {
      MinuteTally tally = new MinuteTally();
      Random hashes = new Random(users);
      for (int i = 0; i < users; i++) {
        tally.add(EventType.EVENT, hashes.nextLong(), "", "", "", "");
      }
      assertThat(MinuteTally.decode(tally.encode()).users())
          .as("%d users", users)
          .isCloseTo(users, within(0.01 + 3 * users * Users.RELATIVE_ERROR));
    }
  }

  @Test
  void theStoredFormOfVersionOneIsReadForEver() throws IOException {
    byte[] stored = golden();
    MinuteTally read = MinuteTally.decode(stored);

    assertThat(stored).isEqualTo(fixture().encode());
    assertThat(read.encode()).isEqualTo(stored);
    assertThat(read.pageviews()).isEqualTo(600);
    assertThat(read.events()).isEqualTo(300);
    assertThat(read.transactions()).isEqualTo(100);
    assertThat(read.pageviewsOfPage("/seite/ü1")).isEqualTo(200);
    assertThat(read.users()).isCloseTo(1_000, within(48.0));
  }

  @Test
  void aFormOfAnUnknownVersionIsRefusedByName() {
    byte[] form = new MinuteTally().encode();
    form[0] = 9;

    assertThatThrownBy(() -> MinuteTally.decode(form))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a minute tally of version 9; this node reads version 1");
  }

  @Test
  void aFormCutOffAnywhereIsRefused() {
    byte[] form = fixture().encode();
    for (int length = 0; length < form.length; length += 7) {
      byte[] cut = Arrays.copyOf(form, length);
      assertThatThrownBy(() -> MinuteTally.decode(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static MinuteTally fixture() {
    MinuteTally tally = new MinuteTally();
    Random hashes = new Random(42);
    for (int i = 0; i < 1_000; i++) {
      EventType type =
          i < 600 ? EventType.PAGEVIEW : i < 900 ? EventType.EVENT : EventType.TRANSACTION;
      String country = i % 2 == 0 ? "DE" : "";
      tally.add(type, hashes.nextLong(), "/seite/ü" + i % 3, country, "organic", "desktop");
    }
    return tally;
  }

  private static byte[] golden() throws IOException {
    try (InputStream in = MinuteTallyTest.class.getResourceAsStream("minute-tally-v1.hex")) {
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
  }
}
