package footfall.protocol.hit;

import java.util.Locale;
import java.util.Set;

/** The form of a website's id: {@code [A-Za-z0-9_.-]{1,64}}. */
public final class WebsiteIds {
  /**
   * What {@code /ID} must not be: routes, files and pages of the server's own, {@code route.ts} and
   * the folder of the page among them.
   */
  public static final Set<String> TAKEN =
      Set.of(
          "account",
          "alive",
          "api",
          "assets",
          "favicon.svg",
          "index.html",
          "invite",
          "js",
          "login",
          "metrics",
          "ready",
          "setup",
          "share");

  private WebsiteIds() {}

  /** Whether a new website may be called so: {@code /ID} is the address of its page. */
  public static boolean mayBeGiven(String id) {
    return isWellFormed(id) && id.charAt(0) != '.' && !TAKEN.contains(id.toLowerCase(Locale.ROOT));
  }

  public static boolean isWellFormed(String id) {
    if (id.isEmpty() || id.length() > Limits.WEBSITE_ID) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean other = (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
      if (!letter && !other) {
        return false;
      }
    }
    return true;
  }
}
