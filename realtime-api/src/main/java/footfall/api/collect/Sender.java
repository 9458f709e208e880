package footfall.api.collect;

import footfall.api.access.Permission;
import footfall.api.access.Scope;
import footfall.api.access.Viewer;
import java.net.InetAddress;

/**
 * What a connection tells of who sends.
 *
 * @param userAgent the request's header, cut to what a hit may hold; empty where there is none
 * @param language the first choice of {@code Accept-Language}; empty where there is none
 * @param viewer whose API key it shows
 */
record Sender(InetAddress address, String userAgent, String language, Viewer viewer) {
  private static final Viewer NOBODY =
      new Viewer() {
        @Override
        public boolean isKnown() {
          return false;
        }

        @Override
        public boolean may(String websiteId, Permission permission, Scope scope) {
          return false;
        }
      };

  /** Longest user agent and language a hit may hold: a longer one would be refused behind us. */
  private static final int USER_AGENT = 1_024;

  private static final int LANGUAGE = 64;

  /** Who shows no key. */
  static Sender of(InetAddress address, String userAgent, String acceptLanguage) {
    return new Sender(address, cut(userAgent, USER_AGENT), firstLanguage(acceptLanguage), NOBODY);
  }

  Sender with(Viewer keyed) {
    return new Sender(address, userAgent, language, keyed);
  }

  private static String firstLanguage(String acceptLanguage) {
    String first = acceptLanguage.split("[,;]", 2)[0].strip();
    return first.equals("*") ? "" : cut(first, LANGUAGE);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}
