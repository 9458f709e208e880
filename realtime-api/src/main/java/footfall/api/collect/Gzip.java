package footfall.api.collect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Decompression that stops at a bound, so that a small body cannot fill the memory. */
final class Gzip {
  private static final int BUFFER = 8 * 1024;

  private Gzip() {}

  /**
   * The decompressed bytes.
   *
   * @param most bytes that may come out
   * @throws TooLargeException as soon as more would
   * @throws IOException where the bytes are not gzip, or broken
   */
  static byte[] decompress(byte[] compressed, int most) throws IOException, TooLargeException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed), BUFFER)) {
      byte[] bytes = in.readNBytes(most);
      if (bytes.length == most && in.read() >= 0) {
        throw new TooLargeException();
      }
      return bytes;
    }
  }

  static final class TooLargeException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
