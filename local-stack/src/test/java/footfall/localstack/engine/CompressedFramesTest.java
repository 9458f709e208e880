package footfall.localstack.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.data.ClickHouseCityHash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompressedFramesTest {
  @SuppressWarnings("deprecation") // the driver keeps its hash in a class it calls internal
  @Test
  void theChecksumEqualsTheOfficialDriversForEveryLength() {
    Random random = new Random(7);
    for (int length = 0; length < 700; length++) {
      byte[] bytes = new byte[length + 3];
      random.nextBytes(bytes);
      long[] expected = ClickHouseCityHash.cityHash128(bytes, 3, length);
      CityHash.Hash128 actual = CityHash.of(bytes, 3, length);
      assertThat(new long[] {actual.low(), actual.high()})
          .as("length " + length)
          .isEqualTo(expected);
    }
  }

  @Test
  void whatIsFramedIsReadBackWhateverItsSize() throws IOException {
    Random random = new Random(11);
    for (int size : new int[] {0, 1, 65_535, 65_536, 65_537, 300_000}) {
      byte[] content = new byte[size];
      random.nextBytes(content);
      assertThat(CompressedFrames.reader(new ByteArrayInputStream(framed(content))).readAllBytes())
          .isEqualTo(content);
    }
  }

  @Test
  void aFlippedBitIsNoticed() throws IOException {
    byte[] frames = framed("some content".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    frames[frames.length - 1] ^= 1;
    assertThatThrownBy(
            () -> CompressedFrames.reader(new ByteArrayInputStream(frames)).readAllBytes())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("checksum");
  }

  private static byte[] framed(byte[] content) throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    try (OutputStream out = CompressedFrames.writer(frames)) {
      out.write(content);
    }
    return frames.toByteArray();
  }
}
