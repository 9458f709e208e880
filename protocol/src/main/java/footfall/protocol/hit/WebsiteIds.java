package footfall.protocol.hit;

/** The form of a website's id: {@code [A-Za-z0-9_.-]{1,64}}. */
public final class WebsiteIds {
  private WebsiteIds() {}

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
