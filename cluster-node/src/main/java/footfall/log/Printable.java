package footfall.log;

/**
 * Text as a line of the log may show it: nothing in it begins another line, moves the cursor or
 * turns the order of letters around, whoever sent it.
 */
final class Printable {
  private Printable() {}

  /** The same text; where there is such a character, it stands as {@code \}{@code u001b}. */
  static String of(String text) {
    if (text == null || text.codePoints().noneMatch(Printable::isUnsafe)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            one -> {
              if (isUnsafe(one)) {
                shown.append("\\u%04x".formatted(one));
              } else {
                shown.appendCodePoint(one);
              }
            });
    return shown.toString();
  }

  private static boolean isUnsafe(int one) {
    return switch (Character.getType(one)) {
      case Character.CONTROL -> one != '\t';
      case Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.FORMAT,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
