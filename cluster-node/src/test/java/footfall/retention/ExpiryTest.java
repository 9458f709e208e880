package footfall.retention;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.WebsiteSettings;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpiryTest {
  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
  private static final Instant MARCH_1 = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void aWebsiteLosesWhatIsOlderThanItsDaysAndOneWithoutLosesNothing() {
    assertThat(
            Expiry.due(
                List.of(keeping("a", 30), website("ever", OptionalInt.empty())), Set.of(), NOON))
        .containsExactly(new Expiry(List.of("a"), MARCH_1));
  }

  @Test
  void websitesThatKeepEquallyLongGoInOneStatementTheOldestMomentFirst() {
    assertThat(
            Expiry.due(List.of(keeping("a", 1), keeping("b", 30), keeping("c", 1)), Set.of(), NOON))
        .containsExactly(
            new Expiry(List.of("b"), MARCH_1),
            new Expiry(List.of("a", "c"), Instant.parse("2026-03-30T12:00:00Z")));
  }

  @Test
  void oneThatWasDeletedLongAgoLosesEverythingWhateverItKept() {
    assertThat(
            Expiry.due(
                List.of(keeping("a", 30), website("b", OptionalInt.empty())),
                Set.of("a", "b"),
                NOON))
        .containsExactly(new Expiry(List.of("a", "b"), NOON));
  }

  @Test
  void noStatementNamesMoreThanAHundredWebsites() {
    List<Website> many = IntStream.range(0, 250).mapToObj(i -> keeping("w" + i, 30)).toList();

    List<Expiry> due = Expiry.due(many, Set.of(), NOON);

    assertThat(due).extracting(expiry -> expiry.websiteIds().size()).containsExactly(100, 100, 50);
    assertThat(due.stream().flatMap(expiry -> expiry.websiteIds().stream()))
        .containsExactlyElementsOf(many.stream().map(Website::websiteId).toList());
  }

  private static Website keeping(String websiteId, int days) {
    return website(websiteId, OptionalInt.of(days));
  }

  private static Website website(String websiteId, OptionalInt days) {
    return new Website(
        websiteId,
        "example.org",
        new WebsiteSettings(false, true, 1, days, List.of(), OptionalInt.empty()),
        "UTC",
        "USD",
        Website.Status.ACTIVE);
  }
}
