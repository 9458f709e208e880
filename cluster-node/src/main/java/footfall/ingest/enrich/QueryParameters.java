package footfall.ingest.enrich;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BiConsumer;

/** The parameters of a query, read leniently: a broken escape stays as it was sent. */
final class QueryParameters {

  /** A query with more is read no further: nobody tags a link beyond this. */
  private static final int MAX_PARAMETERS = 200;

  private QueryParameters() {}

  /**
   * Hands each parameter's name (lower case, not decoded) and value (not decoded) to {@code
   * reader}, in order.
   */
  static void forEach(String query, BiConsumer<String, String> reader) {
    int start = 0;
    for (int n = 0; n < MAX_PARAMETERS && start < query.length(); n++) {
      int end = query.indexOf('&', start);
      end = end < 0 ? query.length() : end;
      int equals = query.indexOf('=', start);
      if (equals > start && equals < end) {
        reader.accept(
            query.substring(start, equals).toLowerCase(Locale.ROOT),
            query.substring(equals + 1, end));
      }
      start = end + 1;
    }
  }

  /** Percent escapes as UTF-8 and {@code +} as a space; broken escapes and bytes stay readable. */
  static String decode(String value) {
    if (value.indexOf('%') < 0 && value.indexOf('+') < 0) {
      return value;
    }
    ByteBuffer bytes = ByteBuffer.allocate(value.length() * 3);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int escaped = c == '%' ? escapedByte(value, i) : -1;
      if (escaped >= 0) {
        bytes.put((byte) escaped);
        i += 2;
      } else if (c == '+') {
        bytes.put((byte) ' ');
      } else if (c < 0x80) {
        bytes.put((byte) c);
      } else {
        int length = Character.charCount(value.codePointAt(i));
        bytes.put(value.substring(i, i + length).getBytes(StandardCharsets.UTF_8));
        i += length - 1;
      }
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  private static int escapedByte(String value, int percent) {
    if (percent + 2 >= value.length()) {
      return -1;
    }
    int high = Character.digit(value.charAt(percent + 1), 16);
    int low = Character.digit(value.charAt(percent + 2), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
