package footfall.ingest.enrich;

/** Cuts texts that strangers sent without leaving half a character behind. */
final class Texts {

  private Texts() {}

  /** The first {@code max} chars at most; one less where that would split a surrogate pair. */
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end);
  }
}
