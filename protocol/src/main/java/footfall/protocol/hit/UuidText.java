package footfall.protocol.hit;

import java.util.UUID;

/** The hyphenated form of a UUID, 8-4-4-4-12, and no other: the JDK's parser takes "1-1-1-1-1". */
final class UuidText {
  private static final int LENGTH = 36;

  /** The value of each ASCII character as a hexadecimal digit; -1 where it is none. */
  private static final byte[] DIGITS = new byte[128];

  static {
    for (char c = 0; c < DIGITS.length; c++) {
      DIGITS[c] = (byte) Character.digit(c, 16);
    }
  }

  private UuidText() {}

  /** Null where the text is no UUID. */
  static UUID parse(String text) {
    if (text.length() != LENGTH) {
      return null;
    }
    long most = 0;
    long least = 0;
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (c != '-') {
          return null;
        }
      } else {
        int digit = digit(c);
        if (digit < 0) {
          return null;
        }
        if (i < 18) {
          most = (most << 4) | digit;
        } else {
          least = (least << 4) | digit;
        }
      }
    }
    return new UUID(most, least);
  }

  private static int digit(char c) {
    return c < DIGITS.length ? DIGITS[c] : -1;
  }
}
