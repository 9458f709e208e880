package footfall.load.traffic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * An endless run of hits in the order of the visitors' own time, the same for the same seed. As
 * many visitors are on the sites at once as the rate asks for, from the first moment on. Not safe
 * for several threads.
 */
public final class Traffic {
  private static final int PAGES_PER_SITE = 150;

  /** Of all websites together: a hundred thousand small ones must fit into memory as well. */
  private static final int MOST_PAGES = 1_500_000;

  private static final int REMEMBERED_VISITORS = 20_000;
  private static final double RETURNING_SHARE = 0.25;

  /** A visitor's place: the visit that is under way and when its next hit is due. */
  private static final class Seat {
    Visit visit;
    long dueMs;
    long order;
  }

  private final TrafficSettings settings;
  private final SplittableRandom random;
  private final Zipf websiteSizes;
  private final int pagesPerSite;

  /** What a website's pages come from, and the pages of those that have been visited. */
  private final Map<String, SplittableRandom> seeds = new HashMap<>();

  private final Map<String, SiteTree> sites = new HashMap<>();
  private final PriorityQueue<Seat> seats =
      new PriorityQueue<>(
          (a, b) ->
              a.dueMs != b.dueMs ? Long.compare(a.dueMs, b.dueMs) : Long.compare(a.order, b.order));
  private final Map<String, ArrayDeque<Person>> gone = new HashMap<>();
  private long order;

  public Traffic(TrafficSettings settings) {
    this.settings = settings;
    this.random = new SplittableRandom(settings.seed());
    this.websiteSizes = new Zipf(settings.websites().size(), 1.0);
    this.pagesPerSite = Math.min(PAGES_PER_SITE, MOST_PAGES / settings.websites().size() + 1);
    for (String website : settings.websites()) {
      seeds.put(website, random.split());
    }
    double atOnce = settings.hitsPerSecond() * Visit.MEAN_PAUSE_SECONDS;
    for (long i = 0; i < Math.max(1, Math.round(atOnce)); i++) {
      Seat seat = new Seat();
      seat.visit = newVisit();
      seat.order = order++;
      seat.dueMs = Visit.restOfPause(random);
      seats.add(seat);
    }
  }

  /** When the next hit is due, ms since the beginning, in the visitors' own time. */
  public long dueMs() {
    return seats.element().dueMs;
  }

  /**
   * The next hit.
   *
   * @param clientTimestamp what the visitor's clock shows, epoch ms: now for live traffic, a
   *     beginning + {@link #dueMs} for simulated time
   */
  public TrafficHit next(long clientTimestamp) {
    Seat seat = seats.remove();
    Visit visit = seat.visit;
    Visit.Step step = visit.next(site(visit.person.websiteId), random);
    UUID eventId = Person.uuid(random);
    byte[] json = HitJson.write(visit, step, eventId, clientTimestamp, random);
    TrafficHit hit =
        new TrafficHit(visit.person.websiteId, key(visit), eventId, clientTimestamp, json);
    seat.dueMs += Visit.pause(random);
    seat.order = order++;
    if (visit.isOver()) {
      remember(visit.person);
      seat.visit = newVisit();
    }
    seats.add(seat);
    return hit;
  }

  private SiteTree site(String website) {
    return sites.computeIfAbsent(
        website, visited -> new SiteTree(visited, pagesPerSite, seeds.remove(visited)));
  }

  /** The next {@code count} hits in simulated time. */
  public List<TrafficHit> take(int count, long beginning) {
    List<TrafficHit> hits = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      hits.add(next(beginning + dueMs()));
    }
    return hits;
  }

  private static String key(Visit visit) {
    return switch (visit.person.identity) {
      case SESSION -> visit.sessionId;
      case VISITOR -> visit.person.visitorId;
      case ACCOUNT -> visit.person.userId;
    };
  }

  private Visit newVisit() {
    String website = settings.websites().get(pickWebsite());
    ArrayDeque<Person> known = gone.get(website);
    boolean returning = known != null && random.nextDouble() < RETURNING_SHARE;
    Person back = returning ? known.poll() : null;
    boolean crawler = back == null && random.nextDouble() < settings.crawlerShare();
    return new Visit(back != null ? back : new Person(website, crawler, random), random);
  }

  private int pickWebsite() {
    boolean largest = settings.largestShare() > 0 && random.nextDouble() < settings.largestShare();
    return largest ? 0 : websiteSizes.pick(random);
  }

  private void remember(Person person) {
    ArrayDeque<Person> known = gone.computeIfAbsent(person.websiteId, w -> new ArrayDeque<>());
    known.add(person);
    if (known.size() > REMEMBERED_VISITORS / settings.websites().size() + 1) {
      known.remove();
    }
  }
}
