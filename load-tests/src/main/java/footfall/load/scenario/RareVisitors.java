package footfall.load.scenario;

import footfall.load.scenario.PlannedRecord.Kind;
import footfall.load.scenario.PlannedRecord.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** Visitors whose hits seldom come by chance: they join sessions, or change their identity. */
final class RareVisitors {
  private static final long SECOND = 1000;
  private static final long BEYOND_THE_GAP = 1_805 * SECOND;
  private static final long BRIDGE = 1_720 * SECOND;
  private static final String AGENT =
      "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";

  private final SplittableRandom random;

  RareVisitors(SplittableRandom random) {
    this.random = random;
  }

  /**
   * Two hits out of each other's reach and, sent after both, one between them: the session opened
   * first survives the join.
   */
  List<PlannedRecord> joiner(String websiteId, long time) {
    String visitor = "joiner-" + random.nextLong();
    String identity = "\"visitor_id\":\"" + visitor + "\"";
    long second = time + BEYOND_THE_GAP;
    return List.of(
        hit(websiteId, visitor, identity, time, time),
        hit(websiteId, visitor, identity, second, second),
        hit(websiteId, visitor, identity, time + BRIDGE, second + SECOND));
  }

  /**
   * A hashed visitor at midnight: the same route, a new visitor_id that brings the one before
   * along, first within the session, then without need.
   */
  List<PlannedRecord> renamed(String websiteId, long time) {
    String route = "%04x".formatted(random.nextInt(1 << 16));
    String before = "hashed-" + random.nextLong();
    String after = "hashed-" + random.nextLong();
    String bringing = "\"visitor_id\":\"" + after + "\",\"previous_visitor_id\":\"" + before + "\"";
    return List.of(
        hit(websiteId, route, "\"visitor_id\":\"" + before + "\"", time, time),
        hit(websiteId, route, bringing, time + 600 * SECOND, time + 600 * SECOND),
        hit(websiteId, route, bringing, time + 900 * SECOND, time + 900 * SECOND),
        hit(websiteId, route, bringing, time + 3_600 * SECOND, time + 3_600 * SECOND));
  }

  private PlannedRecord hit(
      String websiteId, String route, String identity, long time, long sendAt) {
    String eventId = new UUID(random.nextLong(), random.nextLong()).toString();
    String json =
        ("{\"website_id\":\"%s\",\"event_id\":\"%s\",\"event_type\":\"pageview\","
                + "\"client_timestamp\":%d,%s,\"page_url\":\"https://%s.example.com/rare/%d\","
                + "\"user_agent\":\"%s\",\"ip_address\":\"84.160.7.8\"}")
            .formatted(websiteId, eventId, time, identity, websiteId, random.nextInt(20), AGENT);
    return new PlannedRecord(
        -1,
        sendAt,
        Kind.RARE,
        Route.KAFKA,
        eventId,
        (websiteId + ":" + route).getBytes(StandardCharsets.UTF_8),
        json.getBytes(StandardCharsets.UTF_8),
        null,
        Optional.empty(),
        Optional.empty());
  }
}
