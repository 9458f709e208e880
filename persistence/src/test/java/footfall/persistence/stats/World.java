package footfall.persistence.stats;

import footfall.persistence.clickhouse.EventRow;
import footfall.persistence.clickhouse.SessionJoin;
import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * Seeded visits of ten days with everything that makes history awkward: joined sessions (in
 * chains), copies, late hits, bots, rows sent again, delayed hits, sessions still open, rows that
 * others replace, and another website.
 */
final class World {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final List<String> PAGES = List.of("/", "/blog", "/blog/ä'b\\c", "/shop", "/shop/cart");
  static final List<String> NAMES = List.of("signup", "play", "download");
  static final List<String> COUNTRIES = List.of("DE", "FR", "US", "");
  static final List<String> REGIONS = List.of("Bayern", "Hessen", "");
  static final List<String> CITIES = List.of("Köln", "Paris", "");
  static final List<String> SOURCES = List.of("direct", "organic", "social");
  static final List<String> MEDIUMS = List.of("", "cpc", "organic");
  static final List<String> CAMPAIGNS = List.of("", "autumn", "win\tter");
  static final List<String> DEVICES = List.of("desktop", "mobile");
  static final List<String> BROWSERS = List.of("Firefox", "Chrome");
  static final List<String> SYSTEMS = List.of("Linux", "Windows");
  static final List<String> GOALS =
      List.of(new UUID(4, 2).toString(), new UUID(4, 3).toString(), "");
  static final List<String> PLANS = List.of("free", "pro", "");

  private static final long DAY = Duration.ofDays(1).toMillis();

  final List<Visit> visits = new ArrayList<>();
  final List<EventRow> rows = new ArrayList<>();
  final List<SessionRow> sessions = new ArrayList<>();
  final List<SessionJoin> joins = new ArrayList<>();
  final String site;
  private final List<Double> rates;
  private final Random random;
  private long ids;

  /**
   * @param rates at which the website counted, now and again another
   */
  World(String site, List<Double> rates, long seed, int visits) {
    this.site = site;
    this.rates = rates;
    this.random = new Random(seed);
    for (int i = 0; i < visits; i++) {
      addVisit(i % 12 == 0);
    }
    addOpenVisitOfOldHits();
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private UUID nextId() {
    return new UUID(random.nextLong(), ++ids);
  }

  private void addVisit(boolean open) {
    long now = NOW.toEpochMilli();
    long start =
        open ? now - random.nextInt(3_600_000) : now - 3_600_000 - random.nextLong(10 * DAY);
    List<UUID> known = new ArrayList<>();
    for (int i = random.nextInt(8) == 0 ? 3 : 1; i > 0; i--) {
      known.add(nextId());
    }
    UUID id = known.get(known.size() - 1);
    for (int i = 0; i + 1 < known.size(); i++) {
      joins.add(new SessionJoin(site, known.get(i), known.get(i + 1), 1));
    }
    Visit visit = new Visit(id, hits(start, known), open ? List.of() : goals());
    keep(visit, !open);
  }

  /** As a log that is read in now: its hits are old, their append times are not. */
  private void addOpenVisitOfOldHits() {
    long start = NOW.toEpochMilli() - 5 * DAY;
    UUID id = nextId();
    List<EventRow> hits = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      MadeHit hit = hit(visitor());
      hit.delay = 5 * DAY - 60_000;
      hits.add(hit.at(start + i * 1_000L, id));
    }
    keep(new Visit(id, hits, List.of()), false);
  }

  private void keep(Visit visit, boolean closed) {
    visits.add(visit);
    rows.addAll(visit.hits());
    if (!closed) {
      return;
    }
    long version = 10 + random.nextLong(5);
    sessions.add(visit.row(version));
    if (random.nextInt(10) == 0) { // counted differently before: a lower version of the same key
      sessions.add(new Visit(visit.id(), visit.hits().subList(0, 1), goals()).row(1));
    }
    if (random.nextInt(10) == 0) { // began elsewhere before: another key, and its tombstone
      sessions.add(visit.row(visit.start() - 3_600_000, 2, false));
      sessions.add(visit.row(visit.start() - 3_600_000, 3, true));
    }
  }

  /** None, one or both. */
  private List<UUID> goals() {
    return GOALS.stream()
        .filter(goal -> !goal.isEmpty() && random.nextInt(8) == 0)
        .map(UUID::fromString)
        .toList();
  }

  private Hit.Identity visitor() {
    int number = random.nextInt(40);
    String client = number % 4 == 0 ? "client-" + number : "";
    String user = number % 3 == 0 && random.nextBoolean() ? "user-" + number / 6 : "";
    return new Hit.Identity(client, "visitor-" + number, user, "");
  }

  private List<EventRow> hits(long start, List<UUID> known) {
    Hit.Identity visitor = visitor();
    List<EventRow> counted = new ArrayList<>();
    long time = start;
    int count = 1 + (random.nextBoolean() ? random.nextInt(6) : 0);
    MadeHit like = hit(visitor);
    for (int i = 0; i < count; i++) {
      MadeHit hit = hit(visitor);
      if (random.nextInt(6) > 0) { // mostly the same place and device all along
        hit.place = like.place;
        hit.device = like.device;
        hit.samplingRate = like.samplingRate;
      }
      EventRow row = hit.at(time, any(known));
      counted.add(row);
      beside(hit, row);
      time += random.nextLong(20 * 60_000);
    }
    return counted;
  }

  /** What lies beside a counted hit and counts nowhere. */
  private void beside(MadeHit hit, EventRow row) {
    switch (random.nextInt(12)) {
      case 0 -> rows.add(hit.copyAt(row.eventTime(), row.sessionId()));
      case 1 -> rows.add(hit.at(row.eventTime(), null));
      case 2 -> {
        hit.bot = true;
        rows.add(hit.at(row.eventTime(), null));
      }
      case 3 -> {
        hit.website = "other";
        rows.add(hit.at(row.eventTime(), row.sessionId()));
      }
      case 4 -> rows.add(row); // the very same row, stored twice
      default -> {}
    }
  }

  private MadeHit hit(Hit.Identity identity) {
    MadeHit hit = new MadeHit();
    hit.website = site;
    hit.identity = identity;
    hit.type =
        any(
            List.of(
                EventType.PAGEVIEW, EventType.PAGEVIEW, EventType.EVENT, EventType.TRANSACTION));
    hit.path = hit.type == EventType.TRANSACTION && random.nextBoolean() ? "" : any(PAGES);
    hit.eventName = hit.type == EventType.EVENT ? any(NAMES) : "";
    if (hit.type == EventType.TRANSACTION && random.nextInt(4) > 0) {
      hit.revenue = Optional.of(BigDecimal.valueOf(random.nextInt(2_000_000) - 100_000, 4));
    }
    Map<String, String> props = new HashMap<>();
    if (random.nextBoolean()) {
      props.put("plan", any(PLANS));
    }
    if (random.nextInt(3) == 0) {
      props.put("tier", "2");
    }
    hit.props = props;
    hit.dimensions = random.nextBoolean() ? Map.of(7, any(PLANS)) : Map.of();
    hit.place = new Enrichment.Geography(any(COUNTRIES), any(REGIONS), any(CITIES), 0, 0);
    hit.device = new Enrichment.Device(any(DEVICES), "", "", any(SYSTEMS), "", any(BROWSERS), "");
    hit.traffic = new Enrichment.Traffic(any(SOURCES), any(MEDIUMS), any(CAMPAIGNS), "");
    hit.samplingRate = any(rates);
    hit.bot = random.nextInt(40) == 0; // of a website that filters none: its session counts it
    hit.delay =
        random.nextInt(10) == 0 ? random.nextLong(3 * DAY) : random.nextInt(90_000) - 45_000;
    return hit;
  }
}
