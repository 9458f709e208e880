package footfall.ingest.enrich;

import java.util.Locale;

/**
 * A URL as browsers, apps and server SDKs send it, taken apart without ever failing: no scheme, no
 * host, a broken escape or a megabyte of slashes all give an answer, in one pass.
 *
 * @param host in lower case without user, port, trailing point and leading {@code www.}; empty
 *     where there is none
 * @param path as it was sent, escapes included; {@code /} where it is empty
 * @param query what stands between {@code ?} and {@code #}; empty where there is none
 */
record PageUrl(String host, String path, String query) {

  static final PageUrl NONE = new PageUrl("", "", "");

  /** Longer paths are cut, so that one row of a report stays one row. */
  static final int MAX_PATH_CHARS = 1_000;

  /**
   * @param text a URL with or without a scheme ({@code https://a.example/b}, {@code //a.example/b},
   *     {@code a.example/b}) or a path; the empty text has no path
   */
  static PageUrl parse(String text) {
    String url = text.strip();
    if (url.isEmpty()) {
      return NONE;
    }
    int hostStart = hostStart(url);
    int pathStart = hostStart < 0 ? 0 : endOfHost(url, hostStart);
    String host = hostStart < 0 ? "" : host(url.substring(hostStart, pathStart));
    int fragment = indexOrEnd(url, '#', pathStart);
    int question = Math.min(indexOrEnd(url, '?', pathStart), fragment);
    String query = question < fragment ? url.substring(question + 1, fragment) : "";
    return new PageUrl(host, path(url.substring(pathStart, question)), query);
  }

  /** Where the host starts, or -1 where the text starts with its path. */
  private static int hostStart(String url) {
    if (url.startsWith("//")) {
      return 2;
    }
    int scheme = url.indexOf("://");
    if (scheme > 0 && isScheme(url, scheme)) {
      return scheme + 3;
    }
    return looksLikeHost(url) ? 0 : -1;
  }

  private static boolean isScheme(String url, int end) {
    for (int i = 0; i < end; i++) {
      char c = url.charAt(i);
      if (!isLetterOrDigit(c) && c != '+' && c != '-' && c != '.') {
        return false;
      }
    }
    return true;
  }

  /** {@code a.example}, {@code a.example:8080}, {@code localhost}; not {@code products/shoes}. */
  private static boolean looksLikeHost(String url) {
    int end = endOfHost(url, 0);
    int colon = url.indexOf(':');
    int nameEnd = colon >= 0 && colon < end ? colon : end;
    String name = url.substring(0, nameEnd);
    if (nameEnd < end && !isDigits(url, nameEnd + 1, end)) {
      return false;
    }
    int point = name.lastIndexOf('.');
    return name.equalsIgnoreCase("localhost")
        || (point > 0 && point < name.length() - 1 && isHostName(name));
  }

  private static boolean isHostName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLetterOrDigit(c) && c != '-' && c != '.' && c < 0x80) {
        return false;
      }
    }
    return name.charAt(0) != '.';
  }

  private static boolean isDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return from < to;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static int endOfHost(String url, int from) {
    for (int i = from; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '/' || c == '?' || c == '#' || c == '\\') {
        return i;
      }
    }
    return url.length();
  }

  private static String host(String authority) {
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    int port = host.indexOf(':', Math.max(0, host.indexOf(']')));
    host = (port < 0 ? host : host.substring(0, port)).toLowerCase(Locale.ROOT);
    if (host.endsWith(".")) {
      host = host.substring(0, host.length() - 1);
    }
    return host.startsWith("www.") ? host.substring(4) : host;
  }

  private static String path(String path) {
    if (path.isEmpty()) {
      return "/";
    }
    String rooted = path.charAt(0) == '/' ? path : "/" + path;
    return Texts.cut(rooted, MAX_PATH_CHARS);
  }

  private static int indexOrEnd(String text, char c, int from) {
    int index = text.indexOf(c, from);
    return index < 0 ? text.length() : index;
  }
}
