package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.datasketches.hll.HllSketch;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class UserHashTest {
  private static final byte[] KEY = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

  @Test
  void theSameKeyAndUserAlwaysGiveTheSameHash() {
    assertThat(UserHash.keyedBy(KEY).of("anna"))
        .isEqualTo(UserHash.keyedBy(KEY.clone()).of("anna"));
  }

  @Test
  void anotherKeyOrUserGivesAnother() {
    byte[] other = KEY.clone();
    other[15]++;

    assertThat(UserHash.keyedBy(KEY).of("anna"))
        .isNotEqualTo(UserHash.keyedBy(other).of("anna"))
        .isNotEqualTo(UserHash.keyedBy(KEY).of("anne"));
  }

  @Test
  void itStaysWhatItWasWhenSketchesWereFirstStored() {
    assertThat(UserHash.keyedBy(KEY).of("anna \u00fc \ud83d\ude00")).isEqualTo(STORED);
  }

  /**
   * The attack of Reviriego and Ting: of many names the few are kept that move a register, so that
   * few users are estimated as many.
   */
  @Test
  void usersPickedToInflateASketchUnderAKeyThatIsKnownAreOrdinaryUsersUnderOurs() {
    UserHash known = UserHash.keyedBy(new byte[16]);
    HllSketch attacked = new HllSketch(12);
    List<String> picked = new ArrayList<>();
    for (int candidate = 0; candidate < 500_000; candidate++) {
      String user = "user-" + candidate;
      double before = attacked.getEstimate();
      attacked.update(known.of(user));
      if (attacked.getEstimate() != before) {
        picked.add(user);
      }
    }

    assertThat(sketched(known, picked)).isGreaterThan(10 * picked.size());
    assertThat(sketched(UserHash.keyedBy(KEY), picked))
        .isCloseTo(picked.size(), Percentage.withPercentage(3 * 1.6));
  }

  private static double sketched(UserHash hash, List<String> users) {
    HllSketch sketch = new HllSketch(12);
    users.forEach(user -> sketch.update(hash.of(user)));
    return sketch.getCompositeEstimate();
  }

  @Test
  void aKeyOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> UserHash.keyedBy(new byte[15]))
        .hasMessage("the user hash key has 16 bytes, was 15");
  }

  private static final long STORED = 1763569982809796852L;
}
