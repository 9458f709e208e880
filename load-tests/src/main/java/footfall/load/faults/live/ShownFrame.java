package footfall.load.faults.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one frame says.
 *
 * @param at {@link System#nanoTime} of its arrival
 * @param socket which connection of its dashboard it came by, from 0
 * @param minutes pageviews and events by minute, epoch ms
 */
public record ShownFrame(
    long at,
    int socket,
    boolean isSnapshot,
    long version,
    long pageviews,
    boolean catchingUp,
    Map<Long, Counts> minutes) {

  /** Of one minute. */
  public record Counts(long pageviews, long events) {}

  static ShownFrame of(JsonNode json, int socket) {
    Map<Long, Counts> minutes = new TreeMap<>();
    for (JsonNode minute : json.path("per_minute")) {
      Counts counts = new Counts(minute.path("pageviews").asLong(), minute.path("events").asLong());
      if (counts.pageviews() > 0 || counts.events() > 0) {
        minutes.put(minute.path("minute").asLong(), counts);
      }
    }
    return new ShownFrame(
        System.nanoTime(),
        socket,
        json.path("type").asText().equals("snapshot"),
        json.path("version").asLong(),
        json.path("pageviews_30m").asLong(),
        json.path("catching_up").asBoolean(),
        minutes);
  }
}
