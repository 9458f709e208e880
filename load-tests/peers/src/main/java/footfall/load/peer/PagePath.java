package footfall.load.peer;

/** The path within a URL, as it was sent. */
final class PagePath {
  /**
   * Cuts off what stands before the path and behind it.
   *
   * @param url with scheme and host, as browsers send it; empty where none was sent
   * @return {@code /} where the URL ends with its host; empty for the empty text
   */
  static String of(String url) {
    int scheme = url.indexOf("://");
    int host = scheme < 0 ? 0 : scheme + 3;
    int end = end(url, host);
    int path = url.indexOf('/', host);
    if (path < 0 || path >= end) {
      return url.isEmpty() ? "" : "/";
    }
    return url.substring(path, end);
  }

  private static int end(String url, int from) {
    for (int i = from; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '?' || c == '#') {
        return i;
      }
    }
    return url.length();
  }

  private PagePath() {}
}
