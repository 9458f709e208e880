package footfall.protocol.hit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The name of a session, the same wherever and however often it is computed. */
public final class SessionIds {
  /** Of RFC 9562: version 3 in the first half, the variant in the second. */
  private static final long VERSION_BITS = 0xf000L;

  private static final long VERSION = 0x3000L;
  private static final long VARIANT_BITS = 0xc000_0000_0000_0000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  /** Finding an MD5 takes longer than computing one. */
  private static final ThreadLocal<MessageDigest> MD5 = ThreadLocal.withInitial(SessionIds::md5);

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
    ByteBuffer hash = ByteBuffer.wrap(MD5.get().digest(name.getBytes(StandardCharsets.UTF_8)));
    return new UUID(
        (hash.getLong() & ~VERSION_BITS) | VERSION, (hash.getLong() & ~VARIANT_BITS) | VARIANT);
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
