package footfall.api.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipTest {
  @Test
  void whatFitsExactlyComesOutWhole() throws Exception {
    byte[] plain = new byte[1_000];
    Arrays.fill(plain, (byte) 'a');
    assertThat(Gzip.decompress(compress(plain), 1_000)).isEqualTo(plain);
  }

  @Test
  void oneByteMoreThanTheBoundIsRefused() throws Exception {
    byte[] compressed = compress(new byte[1_001]);
    assertThatThrownBy(() -> Gzip.decompress(compressed, 1_000))
        .isInstanceOf(Gzip.TooLargeException.class);
  }

  @Test
  void brokenOrForeignBytesAreAnError() throws Exception {
    byte[] compressed = compress(new byte[1_000]);
    byte[] torn = Arrays.copyOf(compressed, compressed.length - 3);
    assertThatThrownBy(() -> Gzip.decompress(torn, 1_000)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Gzip.decompress(new byte[0], 1_000)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Gzip.decompress(new byte[] {'{', '}'}, 1_000))
        .isInstanceOf(IOException.class);
  }

  static byte[] compress(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }
}
