package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  @Test
  void aKeyOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> UserHash.keyedBy(new byte[15]))
        .hasMessage("the user hash key has 16 bytes, was 15");
  }

  private static final long STORED = 1763569982809796852L;
}
