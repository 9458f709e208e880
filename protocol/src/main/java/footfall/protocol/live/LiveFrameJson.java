package footfall.protocol.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes a live frame as the JSON text a dashboard reads (DESIGN 3.4, {@code frames.ts}). */
public final class LiveFrameJson {
  /** The first frame of a connection, or a fresh start: it always replaces. */
  public static final String SNAPSHOT = "snapshot";

  /** Every later frame. */
  public static final String UPDATE = "update";

  /** Characters beyond the basic plane as 4 bytes, not as 12 of two escapes. */
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private static final int USUAL_BYTES = 8_192;

  private LiveFrameJson() {}

  /**
   * The frame in UTF-8.
   *
   * @param type {@link #SNAPSHOT} or {@link #UPDATE}
   */
  public static byte[] write(LiveFrame frame, String type) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(USUAL_BYTES)) {
      try (JsonGenerator json = JSON.createGenerator(bytes)) {
        json.writeStartObject();
        json.writeStringField("type", type);
        writeTotals(json, frame);
        writeMinutes(json, frame.perMinute());
        writeTop(json, "top_pages", "page_path", frame.topPages());
        writeTop(json, "top_countries", "country", frame.topCountries());
        writeTop(json, "top_sources", "traffic_source", frame.topSources());
        writeTop(json, "top_devices", "device_type", frame.topDevices());
        writeRecentHits(json, frame.recentHits());
        json.writeBooleanField("catching_up", frame.catchingUp());
        json.writeNumberField("lag_ms", frame.lagMs());
        if (frame.sampled()) {
          json.writeBooleanField("sampled", true);
        }
        if (!frame.goals().isEmpty()) {
          writeGoals(json, frame.goals());
        }
        json.writeEndObject();
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  private static void writeTotals(JsonGenerator json, LiveFrame frame) throws IOException {
    json.writeStringField("website_id", frame.websiteId());
    json.writeNumberField("version", frame.version());
    json.writeNumberField("time", frame.time());
    json.writeNumberField("active_users", frame.activeUsers());
    json.writeNumberField("active_users_30m", frame.activeUsers30m());
    json.writeNumberField("active_users_error", frame.activeUsersError());
    json.writeNumberField("pageviews_30m", frame.pageviews30m());
  }

  private static void writeMinutes(JsonGenerator json, List<LiveFrame.Minute> minutes)
      throws IOException {
    json.writeArrayFieldStart("per_minute");
    for (LiveFrame.Minute minute : minutes) {
      json.writeStartObject();
      json.writeNumberField("minute", minute.minute());
      json.writeNumberField("pageviews", minute.pageviews());
      json.writeNumberField("events", minute.events());
      json.writeNumberField("active_users", minute.activeUsers());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeTop(
      JsonGenerator json, String list, String key, List<LiveFrame.Top> rows) throws IOException {
    json.writeArrayFieldStart(list);
    for (LiveFrame.Top row : rows) {
      json.writeStartObject();
      json.writeStringField(key, row.value());
      json.writeNumberField("pageviews", row.pageviews());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeGoals(JsonGenerator json, List<LiveFrame.Conversions> goals)
      throws IOException {
    json.writeArrayFieldStart("goals");
    for (LiveFrame.Conversions goal : goals) {
      json.writeStartObject();
      json.writeStringField("goal_id", goal.goalId());
      json.writeNumberField("conversions", goal.conversions());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeRecentHits(JsonGenerator json, List<LiveFrame.RecentHit> hits)
      throws IOException {
    json.writeArrayFieldStart("recent_hits");
    for (LiveFrame.RecentHit hit : hits) {
      json.writeStartObject();
      json.writeNumberField("time", hit.time());
      json.writeStringField("event_type", hit.eventType());
      json.writeStringField("event_name", hit.eventName());
      json.writeStringField("page_path", hit.pagePath());
      json.writeStringField("country", hit.country());
      json.writeStringField("city", hit.city());
      json.writeStringField("traffic_source", hit.trafficSource());
      json.writeStringField("device_type", hit.deviceType());
      json.writeStringField("browser", hit.browser());
      if (!hit.goals().isEmpty()) {
        json.writeArrayFieldStart("goals");
        for (String goalId : hit.goals()) {
          json.writeString(goalId);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
