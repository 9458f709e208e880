package footfall.protocol.hit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CleanTextTest {
  @Test
  void plainnessIsJudgedAsByteForByte() {
    Random random = new Random(11);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) (random.nextInt(60) == 0 ? telling(random) : ' ' + random.nextInt(60));
      }
      assertThat(CleanText.everywhere(bytes)).isEqualTo(naive(bytes));
    }
  }

  @Test
  void aCleanTextIsItself() {
    String text = "Gr\u00fc\u00dfe \ud83d\udc4b";
    assertThat(CleanText.of(text)).isEqualTo(text);
  }

  private static int telling(Random random) {
    int[] values = {0x5b, 0x5c, 0x5d, 0x7e, 0x7f, 0x80, 0xff, 0xdc, 0x00, 0x01};
    return values[random.nextInt(values.length)];
  }

  private static boolean naive(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0 || b == '\\' || b == 0x7f) {
        return false;
      }
    }
    return true;
  }
}
