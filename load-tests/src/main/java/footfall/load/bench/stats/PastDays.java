package footfall.load.bench.stats;

import footfall.load.bench.clickhouse.GeneratedRows;
import footfall.persistence.clickhouse.EventRow;
import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.hit.Hit;
import java.util.List;
import java.util.UUID;

/**
 * Many days of a website's rows, made of one: each day has the same traffic under ids of its own,
 * and three of four visitors are of that day only.
 */
final class PastDays {
  static final long DAY_MS = 86_400_000;

  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final List<EventRow> events;
  private final List<SessionRow> sessions;

  /** {@code day} holds rows of the last 24 hours. */
  PastDays(GeneratedRows day) {
    this.events = day.events();
    this.sessions = day.sessions();
  }

  /** The raw rows so many days ago. */
  List<EventRow> events(int ago) {
    return events.stream().map(row -> moved(row, ago)).toList();
  }

  /** Its sessions, all closed. */
  List<SessionRow> sessions(int ago) {
    return sessions.stream().map(row -> moved(row, ago)).toList();
  }

  private EventRow moved(EventRow row, int ago) {
    Hit hit = row.hit();
    Hit.Identity by = hit.identity();
    Hit.Identity then =
        new Hit.Identity(
            ofDay(by.sessionId(), ago), ofDay(by.visitorId(), ago), ofDay(by.userId(), ago), "");
    long before = ago * DAY_MS;
    return new EventRow(
        hit.withEventId(ofDay(hit.eventId(), ago)).withSender(then, hit.client()),
        row.enrichment(),
        row.serverTimestamp() - before,
        row.eventTime() - before,
        true,
        row.sessionId() == null ? null : ofDay(row.sessionId(), ago),
        false,
        false,
        row.kafkaPartition(),
        row.kafkaOffset() + (long) ago * events.size());
  }

  private static UUID ofDay(UUID id, int ago) {
    return new UUID(id.getMostSignificantBits() ^ (ago * SPREAD), id.getLeastSignificantBits());
  }

  private static String ofDay(String id, int ago) {
    return id.isEmpty() || id.hashCode() % 4 == 0 ? id : id + "-" + ago;
  }

  private static SessionRow moved(SessionRow row, int ago) {
    long before = ago * DAY_MS;
    return new SessionRow(
        ofDay(row.sessionId(), ago),
        row.websiteId(),
        ofDay(row.visitorId(), ago),
        ofDay(row.userId(), ago),
        row.sessionStart() - before,
        row.sessionEnd() - before,
        row.pageviews(),
        row.events(),
        row.transactions(),
        row.revenue(),
        row.landingPage(),
        row.exitPage(),
        row.trafficSource(),
        row.trafficMedium(),
        row.trafficCampaign(),
        row.deviceType(),
        row.browser(),
        row.os(),
        row.country(),
        row.city(),
        row.isBounce(),
        row.isConversion(),
        row.version(),
        row.isDeleted(),
        row.samplingRate(),
        row.goals());
  }
}
