package footfall.api.collect;

import java.util.List;
import java.util.Locale;

/** The host of a page's address, as a browser reads it. */
final class PageHost {
  private PageHost() {}

  /**
   * In lower case, without user, port and the dot at its end; empty where the address is not one of
   * http or https. Example: {@code https://a@Shop.Example.:8443/x} gives {@code shop.example}.
   */
  static String of(String pageUrl) {
    int start = afterScheme(pageUrl);
    if (start < 0) {
      return "";
    }
    int end = start;
    int hostStart = start;
    while (end < pageUrl.length() && "/\\?#".indexOf(pageUrl.charAt(end)) < 0) {
      if (pageUrl.charAt(end) == '@') {
        hostStart = end + 1;
      }
      end++;
    }
    String host = withoutPort(pageUrl.substring(hostStart, end));
    String named = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return named.toLowerCase(Locale.ROOT);
  }

  /** Whether a host is one of these, or a subdomain of one. */
  static boolean isAmong(List<String> allowed, String host) {
    for (String one : allowed) {
      int before = host.length() - one.length() - 1;
      if (host.equals(one) || (before > 0 && host.charAt(before) == '.' && host.endsWith(one))) {
        return true;
      }
    }
    return false;
  }

  private static int afterScheme(String pageUrl) {
    for (String scheme : List.of("https://", "http://")) {
      if (pageUrl.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return scheme.length();
      }
    }
    return -1;
  }

  private static String withoutPort(String authority) {
    int colon = authority.indexOf(':', authority.startsWith("[") ? authority.indexOf(']') + 1 : 0);
    return colon < 0 ? authority : authority.substring(0, colon);
  }
}
