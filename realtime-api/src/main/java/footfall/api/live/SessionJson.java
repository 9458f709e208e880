package footfall.api.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;

/** Writes open sessions as JSON: {@code {"sessions":[..]}} or one object. */
final class SessionJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Comparator<ActiveSession> NEWEST_FIRST =
      Comparator.comparingLong(ActiveSession::lastHit)
          .reversed()
          .thenComparing(ActiveSession::sessionId);

  private SessionJson() {}

  private interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** The most recent hit first. */
  static String list(List<ActiveSession> sessions) {
    return write(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("sessions");
          for (ActiveSession session : sessions.stream().sorted(NEWEST_FIRST).toList()) {
            writeSession(json, session);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  static String one(ActiveSession session) {
    return write(json -> writeSession(json, session));
  }

  static String error(String reason, String detail) {
    return write(
        json -> {
          json.writeStartObject();
          json.writeStringField("reason", reason);
          json.writeStringField("detail", detail);
          json.writeEndObject();
        });
  }

  private static String write(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      body.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  private static void writeSession(JsonGenerator json, ActiveSession session) throws IOException {
    json.writeStartObject();
    json.writeStringField("session_id", session.sessionId().toString());
    json.writeStringField("website_id", session.websiteId());
    json.writeNumberField("session_start", session.sessionStart());
    json.writeNumberField("last_hit", session.lastHit());
    json.writeNumberField("pageviews", session.pageviews());
    json.writeNumberField("events", session.events());
    json.writeNumberField("transactions", session.transactions());
    json.writeStringField("landing_page", session.landingPage());
    json.writeStringField("exit_page", session.exitPage());
    json.writeStringField("traffic_source", session.trafficSource());
    json.writeStringField("device_type", session.deviceType());
    json.writeStringField("browser", session.browser());
    json.writeStringField("os", session.os());
    json.writeStringField("country", session.country());
    json.writeStringField("city", session.city());
    json.writeEndObject();
  }
}
