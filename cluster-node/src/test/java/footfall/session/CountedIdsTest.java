package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CountedIdsTest {
  private final CountedIds ids = new CountedIds();

  @Test
  void anEmptySetHoldsNothingNotEvenTheIdOfAllZeros() {
    assertThat(ids.size()).isZero();
    assertThat(ids.contains(0, 0)).isFalse();
    assertThat(ids.contains(1, 0)).isFalse();
  }

  @Test
  void theIdOfAllZerosCountsOnceLikeAnyOther() {
    ids.add(0, 0);
    ids.add(0, 0);
    ids.add(0, 1);
    ids.add(1, 0);

    assertThat(ids.size()).isEqualTo(3);
    assertThat(ids.contains(0, 0)).isTrue();
    assertThat(all(ids)).containsExactlyInAnyOrder(uuid(0, 0), uuid(0, 1), uuid(1, 0));
  }

  @Test
  void tenThousandIdsAreHeldAsByAHashSetAtEverySize() {
    Random random = new Random(7);
    Set<UUID> expected = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      UUID id = new UUID(random.nextInt(200), random.nextInt(200));
      assertThat(ids.contains(id)).isEqualTo(expected.contains(id));
      ids.add(id);
      expected.add(id);
      assertThat(ids.size()).isEqualTo(expected.size());
    }
    assertThat(all(ids)).isEqualTo(expected);
  }

  @Test
  void idsThatDifferInTheHighHalfOnlyDoNotCollideForGood() {
    for (int i = 1; i <= 10_000; i++) {
      ids.add((long) i << 48, 0);
    }

    assertThat(ids.size()).isEqualTo(10_000);
    assertThat(ids.contains(10_000L << 48, 0)).isTrue();
    assertThat(ids.contains(10_001L << 48, 0)).isFalse();
  }

  @Test
  void allOfAnotherSetAreTakenOver() {
    CountedIds other = new CountedIds();
    for (int i = 0; i < 40; i++) {
      ids.add(1, i);
      other.add(1, i + 20);
    }
    other.add(0, 0);

    ids.addAll(other);

    assertThat(ids.size()).isEqualTo(61);
  }

  private static UUID uuid(long high, long low) {
    return new UUID(high, low);
  }

  private static Set<UUID> all(CountedIds ids) {
    Set<UUID> all = new HashSet<>();
    ids.forEach((high, low) -> assertThat(all.add(uuid(high, low))).isTrue());
    return all;
  }
}
