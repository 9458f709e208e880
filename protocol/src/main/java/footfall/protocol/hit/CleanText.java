package footfall.protocol.hit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Text that every store and screen can hold: no control characters, no halves of a character. */
final class CleanText {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long BLANKS = ONES * ' ';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long DELETES = ONES * 0x7f;

  private CleanText() {}

  /** The text itself where it is clean; else with spaces for controls and U+FFFD for halves. */
  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isControl(c) || Character.isSurrogate(c)) {
        return cleaned(text);
      }
    }
    return text;
  }

  /**
   * Whether every text in this JSON is clean as it stands, because there is no escape in it and
   * nothing beyond printable ASCII (JSON forbids raw controls in texts). Eight bytes at a time.
   */
  static boolean everywhere(byte[] json) {
    int i = 0;
    for (; i + Long.BYTES <= json.length; i += Long.BYTES) {
      long eight = (long) LONGS.get(json, i);
      if (((eight | zeros(eight ^ BACKSLASHES) | zeros(eight ^ DELETES)) & HIGHS) != 0) {
        return false;
      }
    }
    for (; i < json.length; i++) {
      if (json[i] < 0 || json[i] == '\\' || json[i] == 0x7f) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether there is nothing but printable ASCII and no backslash: then every text in it is clean
   * and stands there as it is.
   */
  static boolean isPlain(byte[] json) {
    int i = 0;
    for (; i + Long.BYTES <= json.length; i += Long.BYTES) {
      long eight = (long) LONGS.get(json, i);
      long below = (eight - BLANKS) & ~eight;
      if (((eight | below | zeros(eight ^ BACKSLASHES) | zeros(eight ^ DELETES)) & HIGHS) != 0) {
        return false;
      }
    }
    for (; i < json.length; i++) {
      if (json[i] < ' ' || json[i] == '\\' || json[i] == 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** Of the next quotation mark, from an index on; -1 where there is none. For plain bytes. */
  static int indexOfQuote(byte[] json, int from) {
    int i = from;
    for (; i + Long.BYTES <= json.length; i += Long.BYTES) {
      long found = zeros((long) LONGS.get(json, i) ^ QUOTES) & HIGHS;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >> 3);
      }
    }
    for (; i < json.length; i++) {
      if (json[i] == '"') {
        return i;
      }
    }
    return -1;
  }

  /** A high bit where a byte is zero (above the first zero there may be others: harmless here). */
  private static long zeros(long eight) {
    return (eight - ONES) & ~eight;
  }

  private static boolean isControl(char c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0);
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
      if (pair) {
        clean.append(c).append(text.charAt(++i));
      } else {
        clean.append(isControl(c) ? ' ' : Character.isSurrogate(c) ? '\ufffd' : c);
      }
    }
    return clean.toString();
  }
}
