package footfall.load.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Hits that are known again in a frame by the path of their page. */
final class Marks {
  private final String websiteId;
  private final Map<String, Long> sentNanos = new ConcurrentHashMap<>();
  private final Latencies latencies;
  private long number;

  Marks(String websiteId, FrameWatcher watcher, Latencies latencies) {
    this.websiteId = websiteId;
    this.latencies = latencies;
    watcher.onFrame(this::look);
  }

  void send(HitSink hits) {
    String path = "/mark/" + number++;
    String hit =
        "{\"website_id\":\"%s\",\"event_type\":\"pageview\",\"event_id\":\"%s\",\"visitor_id\":\"v%d\",\"client_timestamp\":%d,\"page_url\":\"https://probe.example.com%s\"}"
            .formatted(websiteId, UUID.randomUUID(), number, System.currentTimeMillis(), path);
    sentNanos.put(path, System.nanoTime());
    hits.send(websiteId + ":v" + number, hit.getBytes(StandardCharsets.UTF_8));
  }

  /** Hits that no frame has listed yet. */
  int unseen() {
    return sentNanos.size();
  }

  void forgetUnseen() {
    sentNanos.clear();
  }

  private void look(JsonNode frame) {
    long now = System.nanoTime();
    for (JsonNode hit : frame.path("recent_hits")) {
      Long sent = sentNanos.remove(hit.path("page_path").asText());
      if (sent != null) {
        latencies.add((now - sent) / 1_000_000);
      }
    }
  }
}
