package footfall.load.bench.clickhouse;

import footfall.ingest.IngestPipeline;
import footfall.ingest.Ingested;
import footfall.load.bench.FilledTopic;
import footfall.load.bench.KafkaHits;
import footfall.load.traffic.Traffic;
import footfall.load.traffic.TrafficHit;
import footfall.load.traffic.TrafficSettings;
import footfall.persistence.clickhouse.EventRow;
import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.Money;
import footfall.protocol.hit.SessionIds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Rows as the generator's traffic makes them: decoded, validated and enriched by the product. */
public final class GeneratedRows {
  private static final int WEBSITES = 100;
  private static final double CRAWLERS = 0.01;
  private static final double HITS_PER_SECOND = 133;
  private static final int GENERATION_BITS = 44;

  private final List<EventRow> events;
  private final List<SessionRow> sessions;

  private GeneratedRows(List<EventRow> events, List<SessionRow> sessions) {
    this.events = events;
    this.sessions = sessions;
  }

  /**
   * Makes rows of so many hits.
   *
   * @param pipeline of the product, enrichment included
   * @param end epoch ms of about the last hit
   */
  static GeneratedRows of(IngestPipeline pipeline, int hits, long seed, long end) {
    List<String> websites = IntStream.rangeClosed(1, WEBSITES).mapToObj(i -> "bench-" + i).toList();
    return of(pipeline, hits, end, new TrafficSettings(seed, websites, HITS_PER_SECOND, CRAWLERS));
  }

  /** The same, of other traffic. */
  public static GeneratedRows of(
      IngestPipeline pipeline, int hits, long end, TrafficSettings settings) {
    Traffic traffic = new Traffic(settings);
    long beginning = end - (long) (hits / settings.hitsPerSecond() * 1000);
    Map<UUID, List<EventRow>> bySession = new LinkedHashMap<>();
    Map<String, UUID> sessionOf = new LinkedHashMap<>();
    List<EventRow> events = new ArrayList<>(hits);
    long[] offsets = new long[FilledTopic.PARTITIONS];
    for (int i = 0; i < hits; i++) {
      TrafficHit made = traffic.next(beginning + traffic.dueMs());
      if (!(pipeline.process(made.json(), null) instanceof Ingested.Accepted accepted)) {
        throw new IllegalStateException("the product refuses a hit of the generator");
      }
      int partition = KafkaHits.partitionOf(made.kafkaKey());
      Hit hit = accepted.hit();
      boolean bot = accepted.enrichment().isBot();
      UUID session =
          bot
              ? null
              : sessionOf.computeIfAbsent(
                  made.kafkaKey(),
                  key -> SessionIds.of(made.websiteId(), made.visitorKey(), made.eventId()));
      long time = made.clientTimestamp();
      EventRow row =
          new EventRow(
              hit,
              accepted.enrichment(),
              time + 5,
              time,
              true,
              session,
              false,
              false,
              partition,
              offsets[partition]++);
      events.add(row);
      if (!bot) {
        bySession.computeIfAbsent(session, id -> new ArrayList<>()).add(row);
      }
    }
    List<SessionRow> sessions = new ArrayList<>();
    bySession.forEach((id, rows) -> sessions.add(session(id, rows)));
    return new GeneratedRows(events, sessions);
  }

  /** In the order of the topic. */
  public List<EventRow> events() {
    return events;
  }

  /** One for each visitor, as if none had paused for long. */
  public List<SessionRow> sessions() {
    return sessions;
  }

  private static SessionRow session(UUID id, List<EventRow> rows) {
    EventRow first = rows.get(0);
    EventRow last = rows.get(rows.size() - 1);
    Enrichment known = first.enrichment();
    List<String> paths =
        rows.stream()
            .filter(row -> row.hit().eventType() == EventType.PAGEVIEW)
            .map(row -> row.enrichment().pagePath())
            .toList();
    int events = count(rows, EventType.EVENT);
    int transactions = count(rows, EventType.TRANSACTION);
    return new SessionRow(
        id,
        first.hit().websiteId(),
        first.hit().identity().visitorId(),
        last.hit().identity().userId(),
        first.eventTime(),
        last.eventTime(),
        paths.size(),
        events,
        transactions,
        rows.stream()
            .flatMap(row -> row.hit().transaction().revenue().stream())
            .mapToLong(Money::tenThousandths)
            .sum(),
        paths.isEmpty() ? "" : paths.get(0),
        paths.isEmpty() ? "" : paths.get(paths.size() - 1),
        known.traffic().source(),
        known.traffic().medium(),
        known.traffic().campaign(),
        known.device().type(),
        known.device().browser(),
        known.device().os(),
        known.geography().country(),
        known.geography().city(),
        paths.size() == 1 && events + transactions == 0,
        transactions > 0,
        (1L << GENERATION_BITS) + last.kafkaOffset(),
        false);
  }

  private static int count(List<EventRow> rows, EventType type) {
    return (int) rows.stream().filter(row -> row.hit().eventType() == type).count();
  }

  /** The same hit as another record: later by so many ms, at another offset, of another visit. */
  static EventRow later(EventRow row, long ms, long offset) {
    UUID session = row.sessionId();
    return new EventRow(
        row.hit(),
        row.enrichment(),
        row.serverTimestamp() + ms,
        row.eventTime() + ms,
        row.clientTimed(),
        session == null ? null : new UUID(session.getMostSignificantBits(), offset),
        false,
        false,
        row.kafkaPartition(),
        offset);
  }

  /** Another session that is like it, later by so many ms. */
  static SessionRow later(SessionRow row, long ms, long number) {
    return new SessionRow(
        new UUID(row.sessionId().getMostSignificantBits(), number),
        row.websiteId(),
        row.visitorId(),
        row.userId(),
        row.sessionStart() + ms,
        row.sessionEnd() + ms,
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
        row.isDeleted());
  }
}
