package footfall.protocol.hit;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The name of a session, the same wherever and however often it is computed. */
public final class SessionIds {
  private SessionIds() {}

  /**
   * The name-based UUID (version 3, MD5, no namespace) of {@code website_id \n key \n event_id} in
   * UTF-8, the event's id in lower-case hyphenated form. No text in a hit holds a line feed, so two
   * sessions never share a name.
   *
   * @param key the visitor key of the hit that opened the session
   * @param openingEventId that hit's id
   */
  public static UUID of(String websiteId, String key, UUID openingEventId) {
    String name = websiteId + '\n' + key + '\n' + openingEventId;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
