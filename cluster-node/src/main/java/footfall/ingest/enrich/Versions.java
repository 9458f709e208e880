package footfall.ingest.enrich;

/** Versions as they stand in user agents. */
final class Versions {

  private static final int MAX_CHARS = 24;

  private Versions() {}

  /** The version that starts right behind {@code marker}; empty where there is none. */
  static String behind(String userAgent, String marker) {
    int start = userAgent.indexOf(marker);
    return start < 0 ? "" : at(userAgent, start + marker.length());
  }

  /** Digits with points at {@code start}; underscores, as Apple writes them, become points. */
  static String at(String userAgent, int start) {
    int end = start;
    while (end < userAgent.length() && end - start < MAX_CHARS && isPart(userAgent.charAt(end))) {
      end++;
    }
    while (end > start && !isDigit(userAgent.charAt(end - 1))) {
      end--;
    }
    return end > start && isDigit(userAgent.charAt(start))
        ? userAgent.substring(start, end).replace('_', '.')
        : "";
  }

  private static boolean isPart(char c) {
    return isDigit(c) || c == '.' || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
