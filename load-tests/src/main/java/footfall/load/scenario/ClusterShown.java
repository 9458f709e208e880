package footfall.load.scenario;

import footfall.load.topic.TopicReader;
import footfall.load.topic.TopicRecord;
import footfall.website.MinuteKey;
import footfall.website.MinuteTally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the cluster shows of itself: ClickHouse, the live minutes, topic events-rejected. */
final class ClusterShown implements Shown {
  private static final String SESSION_COLUMNS =
      "toString(session_id) AS session_id, website_id, visitor_id, user_id,"
          + " toUnixTimestamp(session_start) AS session_start,"
          + " toUnixTimestamp(session_end) AS session_end, session_duration, pageviews, events,"
          + " transactions, toString(revenue) AS revenue, landing_page, exit_page, traffic_source,"
          + " traffic_medium, traffic_campaign, device_type, browser, os, country, city,"
          + " is_bounce, is_conversion, arrayStringConcat(arraySort(goals), ',') AS goals, toString(version) AS version, is_deleted";

  private final ClickHouseRows clickHouse;
  private final LiveMinutes minutes;
  private final TopicReader topics;

  ClusterShown(ClickHouseRows clickHouse, LiveMinutes minutes, TopicReader topics) {
    this.clickHouse = clickHouse;
    this.minutes = minutes;
    this.topics = topics;
  }

  @Override
  public List<Map<String, String>> sessions() throws IOException, InterruptedException {
    return clickHouse.select("SELECT " + SESSION_COLUMNS + " FROM sessions FINAL");
  }

  @Override
  public long contradictorySessions() throws IOException, InterruptedException {
    return clickHouse.number(
        "SELECT count() FROM (SELECT session_id, version FROM (SELECT DISTINCT * FROM sessions)"
            + " GROUP BY website_id, session_id, version HAVING count() > 1)");
  }

  @Override
  public List<Map<String, String>> joins() throws IOException, InterruptedException {
    return clickHouse.select(
        "SELECT website_id, toString(lost) AS lost, toString(kept) AS kept"
            + " FROM session_joins FINAL");
  }

  @Override
  public List<Map<String, String>> rawRows() throws IOException, InterruptedException {
    return clickHouse.select(
        "SELECT kafka_partition, toString(kafka_offset) AS kafka_offset,"
            + " toString(session_id) AS session_id, is_duplicate, is_late, is_bot FROM events");
  }

  @Override
  public long strayVisitors() throws IOException, InterruptedException {
    String own =
        "SELECT DISTINCT website_id, quarter, session_id, visitor_hash FROM visitor_quarters";
    String counted =
        "SELECT DISTINCT website_id, toStartOfFifteenMinutes(event_time) AS quarter, session_id,"
            + " visitor_hash FROM events WHERE is_counted";
    return clickHouse.number(
        "SELECT count() FROM ((%1$s EXCEPT %2$s) UNION ALL (%2$s EXCEPT %1$s))"
            .formatted(own, counted));
  }

  @Override
  public Map<MinuteKey, MinuteTally> minutes(List<MinuteKey> keys) {
    return minutes.of(keys);
  }

  /** A restart may have written a refused record again; it must be the same then. */
  @Override
  public Collection<Map<String, String>> rejected() {
    Map<String, Map<String, String>> bySource = new HashMap<>();
    topics.read(
        "events-rejected",
        record -> {
          Map<String, String> row = new HashMap<>();
          row.put("source_partition", header(record, "source-partition"));
          row.put("source_offset", header(record, "source-offset"));
          row.put("reason", header(record, "reason"));
          Map<String, String> before =
              bySource.put(row.get("source_partition") + "/" + row.get("source_offset"), row);
          if (before != null && !before.equals(row)) {
            throw new IllegalStateException("one record refused twice: " + before + ", " + row);
          }
        });
    return bySource.values();
  }

  private static String header(TopicRecord record, String name) {
    byte[] value = record.headers().get(name);
    return value == null ? "(no header " + name + ")" : new String(value, StandardCharsets.UTF_8);
  }
}
