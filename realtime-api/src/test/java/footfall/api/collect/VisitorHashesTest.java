package footfall.api.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.api.collect.VisitorHashes.Visitor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VisitorHashesTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);
  private static final byte[] ROUTE_KEY = bytes(7);

  private final VisitorHashes hashes = new VisitorHashes(ROUTE_KEY, VisitorHashesTest::salt);

  @Test
  void atMidnightTheNameChangesAndCarriesTheOldOneWhileThePlaceStays() {
    Visitor before = at("2026-11-20T23:59:59.999Z");
    Visitor after = at("2026-11-21T00:00:00Z");

    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(after.previousId()).isEqualTo(before.id());
    assertThat(after.route()).isEqualTo(before.route());
    assertThat(after.lasting()).isEqualTo(before.lasting());
  }

  @Test
  void theOldNameIsCarriedForExactlyAnHour() {
    assertThat(at("2026-11-21T00:59:59.999Z").previousId())
        .isEqualTo(at("2026-11-20T12:00:00Z").id());
    assertThat(at("2026-11-21T01:00:00Z").previousId()).isEmpty();
    assertThat(at("2026-11-21T23:59:59Z").previousId()).isEmpty();
    assertThat(at("2026-11-22T00:00:00Z").previousId()).isEqualTo(at("2026-11-21T12:00:00Z").id());
  }

  @Test
  void onTheVeryFirstDayThereIsNoOldName() {
    assertThat(at("2026-11-20T00:10:00Z").previousId()).isEmpty();
  }

  @Test
  void aNameTellsWebsitesAddressesAndUserAgentsApart() {
    Instant noon = Instant.parse("2026-11-20T12:00:00Z");
    Set<String> names = new HashSet<>();
    names.add(hashes.of("a", "203.0.113.9", "203.0.113.9", "Firefox", noon).id());
    names.add(hashes.of("b", "203.0.113.9", "203.0.113.9", "Firefox", noon).id());
    names.add(hashes.of("a", "203.0.113.8", "203.0.113.8", "Firefox", noon).id());
    names.add(hashes.of("a", "203.0.113.9", "203.0.113.9", "Chrome", noon).id());
    assertThat(names).hasSize(4).allMatch(name -> name.matches("[0-9a-f]{32}"));
    assertThat(hashes.of("b", "203.0.113.9", "203.0.113.9", "Firefox", noon).route())
        .isEqualTo(hashes.of("a", "203.0.113.9", "203.0.113.9", "Firefox", noon).route())
        .matches("[0-9a-f]{4}");
  }

  @Test
  void allNodesGiveTheSameNamesAndAnotherClusterGivesOthers() {
    VisitorHashes other = new VisitorHashes(ROUTE_KEY, VisitorHashesTest::salt);
    VisitorHashes elsewhere = new VisitorHashes(bytes(8), day -> Optional.of(bytes(9)));
    Instant noon = Instant.parse("2026-11-20T12:00:00Z");
    Visitor here = hashes.of("a", "203.0.113.9", "203.0.113.9", "Firefox", noon);
    assertThat(other.of("a", "203.0.113.9", "203.0.113.9", "Firefox", noon)).isEqualTo(here);
    assertThat(elsewhere.of("a", "203.0.113.9", "203.0.113.9", "Firefox", noon).id())
        .isNotEqualTo(here.id());
    assertThat(elsewhere.of("a", "203.0.113.9", "203.0.113.9", "Firefox", noon).lasting())
        .isNotEqualTo(here.lasting());
  }

  @Test
  void aDayWithoutASaltIsAnErrorThatNamesTheDay() {
    assertThatThrownBy(() -> at("2026-11-19T12:00:00Z"))
        .isInstanceOf(VisitorHashes.SaltUnknownException.class)
        .hasMessageContaining("2026-11-19");
  }

  private Visitor at(String time) {
    return hashes.of("site", "203.0.113.9", "203.0.113.9", "Firefox", Instant.parse(time));
  }

  private static Optional<byte[]> salt(LocalDate day) {
    return day.isBefore(FIRST) ? Optional.empty() : Optional.of(bytes(day.getDayOfMonth()));
  }

  private static byte[] bytes(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
