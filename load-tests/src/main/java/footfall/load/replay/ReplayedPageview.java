package footfall.load.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;

/** Makes a request of a log the hit that a browser would have sent. */
final class ReplayedPageview {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int VISITOR_BYTES = 16;

  private final String websiteId;
  private final String host;
  private final Duration shift;

  /**
   * @param shift from the log's times to those of the hits
   */
  ReplayedPageview(String websiteId, String host, Duration shift) {
    this.websiteId = websiteId;
    this.host = host;
    this.shift = shift;
  }

  /**
   * The hit as JSON. Its event_id follows from website, line and time: replayed again to the same
   * moment it is a copy, and counts once.
   */
  byte[] json(long lineNumber, String text, LogLine line) throws IOException {
    long time = line.time().plus(shift).toEpochMilli();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("website_id", websiteId);
      json.writeStringField("event_type", "pageview");
      json.writeStringField("event_id", eventId(lineNumber, text, time).toString());
      json.writeNumberField("client_timestamp", time);
      json.writeStringField("visitor_id", visitor(line));
      json.writeStringField("page_url", url(line.target()));
      writeUnlessEmpty(json, "page_referrer", line.referrer());
      writeUnlessEmpty(json, "user_agent", line.userAgent());
      if (isAddress(line.address())) {
        json.writeStringField("ip_address", line.address());
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void writeUnlessEmpty(JsonGenerator json, String field, String value)
      throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(field, value);
    }
  }

  private UUID eventId(long lineNumber, String text, long time) {
    String name = websiteId + '\n' + lineNumber + '\n' + time + '\n' + text;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private String url(String target) {
    return target.startsWith("http://") || target.startsWith("https://")
        ? target
        : "http://" + host + (target.startsWith("/") ? target : "/" + target);
  }

  private static String visitor(LogLine line) {
    try {
      byte[] name = (line.address() + '\n' + line.userAgent()).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(name);
      return HexFormat.of().formatHex(hash, 0, VISITOR_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Servers that look names up write those instead; the collector wants addresses only. */
  private static boolean isAddress(String text) {
    return text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || text.indexOf(':') >= 0;
  }
}
