package footfall.session;

import footfall.api.live.ActiveSession;
import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.Money;
import footfall.protocol.hit.SamplingRate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An open session: hits of one visitor, none further from its neighbour than the session gap.
 * Confined to its shard's thread and changed in place, because a shard absorbs a hundred thousand
 * hits a second.
 *
 * <p>What depends on an order (landing and exit page, source, device, ids) goes by (event time,
 * offset), so it does not matter in which order hits arrive or sessions join.
 */
final class Session {
  private static final long LARGEST_REVENUE = 999_999_999_999_999_999L;

  final UUID id;

  /** Offset of the hit that opened it. */
  final long opened;

  final OpenWebsite website;
  final CountedIds eventIds;

  /** The user whose hash {@link #userHash} is; null while it is none's. Not stored. */
  String hashedUser;

  long userHash;

  /** The minute, epoch ms, whose part holds that user already; -1: none. Not stored. */
  long countedIn = -1;

  String[] keys;
  long start;
  long last;
  int hits;

  /** Was within a gap of another session of its key, because one of them was full. */
  boolean split;

  int pageviews;
  int events;
  int transactions;

  /** Ten-thousandths of the website's currency. */
  long revenue;

  /** What was found out about the first hit, whose event time is {@link #start}. */
  Enrichment first;

  long firstOffset;

  /** The goals it has met, in the order in which it did; no rule takes one back. */
  List<UUID> goals = List.of();

  /** Each null while there is none. */
  Placed<String> visitor;

  Placed<String> user;
  Placed<String> landing;
  Placed<String> exit;

  /** That of the hit that opened it. */
  double samplingRate = SamplingRate.ALL;

  /** Closed, or joined into another. */
  boolean gone;

  /** Its place in {@link Changes}; -1 where it has not changed since the last checkpoint. */
  int changedAs = -1;

  /** An earlier checkpoint holds it. */
  boolean stored;

  /** Was open when the counting before a rebuild ended, and goes on: see {@link Seam}. */
  boolean carriedOver;

  /** Its visitor's actor is to be told of a change. */
  boolean shown;

  /** The time it is queued under; never later than {@link #last} + gap + lateness. */
  long queuedDue;

  Session(UUID id, long opened, OpenWebsite website, String[] keys, long start) {
    this(id, opened, website, keys, start, new CountedIds());
  }

  Session(
      UUID id, long opened, OpenWebsite website, String[] keys, long start, CountedIds eventIds) {
    this.id = id;
    this.opened = opened;
    this.website = website;
    this.keys = keys;
    this.start = start;
    this.last = start;
    this.eventIds = eventIds;
  }

  boolean reaches(long time, long gap) {
    return start - gap <= time && time <= last + gap;
  }

  boolean fits(long from, long to, int more, SessionRules rules) {
    return hits + more <= rules.maxHits
        && Math.max(last, to) - Math.min(start, from) <= rules.maxSpan;
  }

  boolean hasOnlyKey(String key) {
    return keys.length == 1 && keys[0].equals(key);
  }

  /** Whether it takes a hit of this key although that is late: it was ever only this visitor's. */
  boolean excuses(long time, String key, String previousKey, SessionRules rules) {
    return reaches(time, rules.gap)
        && start <= time
        && hasOnlyKey(key)
        && previousKey.isEmpty()
        && !split
        && fits(time, time, 1, rules);
  }

  void absorb(long offset, long time, Hit hit, Enrichment enrichment) {
    eventIds.add(hit.eventId());
    hits++;
    begin(time, offset, enrichment);
    last = Math.max(last, time);
    visitor = offered(visitor, time, offset, hit.identity().visitorId());
    user = offered(user, time, offset, hit.identity().userId());
    if (hit.eventType() == EventType.PAGEVIEW) {
      viewed(time, offset, enrichment.pagePath());
    } else if (hit.eventType() == EventType.EVENT) {
      events++;
    } else {
      transactions++;
      addRevenue(hit.transaction().revenue().map(Money::tenThousandths).orElse(0L));
    }
  }

  /** Stays within Decimal(18,4), whatever a hostile sender reports. */
  private void addRevenue(long more) {
    revenue = Math.max(-LARGEST_REVENUE, Math.min(LARGEST_REVENUE, revenue + more));
  }

  private void begin(long time, long offset, Enrichment enrichment) {
    if (first == null || time < start || (time == start && offset < firstOffset)) {
      start = time;
      firstOffset = offset;
      first = enrichment;
    }
  }

  private static Placed<String> offered(Placed<String> kept, long time, long offset, String value) {
    return value.isEmpty() ? kept : Placed.earliest(kept, time, offset, value);
  }

  private void viewed(long time, long offset, String page) {
    pageviews++;
    landing = Placed.earliest(landing, time, offset, page);
    exit = exit == null ? landing : Placed.latest(exit, time, offset, page);
  }

  /** A goal that it had not met. */
  void meet(UUID goal) {
    goals = Stream.concat(goals.stream(), Stream.of(goal)).toList();
  }

  /** Takes over all that {@code lost} has counted. */
  void join(Session lost) {
    eventIds.addAll(lost.eventIds);
    hits += lost.hits;
    begin(lost.start, lost.firstOffset, lost.first);
    last = Math.max(last, lost.last);
    split |= lost.split;
    carriedOver |= lost.carriedOver;
    pageviews += lost.pageviews;
    events += lost.events;
    transactions += lost.transactions;
    addRevenue(lost.revenue);
    if (!lost.goals.isEmpty()) {
      goals = Stream.concat(goals.stream(), lost.goals.stream()).distinct().toList();
    }
    visitor = Placed.earliest(visitor, lost.visitor);
    user = Placed.earliest(user, lost.user);
    landing = Placed.earliest(landing, lost.landing);
    exit = Placed.latest(exit, lost.exit);
  }

  boolean isBounce() {
    return pageviews == 1 && hits == 1;
  }

  /** The row of {@code sessions} as of now. */
  SessionRow row(long version) {
    Enrichment by = first;
    return new SessionRow(
        id,
        website.id,
        Placed.text(visitor),
        Placed.text(user),
        start,
        last,
        pageviews,
        events,
        transactions,
        revenue,
        Placed.text(landing),
        Placed.text(exit),
        by.traffic().source(),
        by.traffic().medium(),
        by.traffic().campaign(),
        by.device().type(),
        by.device().browser(),
        by.device().os(),
        by.geography().country(),
        by.geography().city(),
        isBounce(),
        transactions > 0 || !goals.isEmpty(),
        version,
        false,
        samplingRate,
        goals);
  }

  ActiveSession view() {
    Enrichment by = first;
    return new ActiveSession(
        id,
        website.id,
        start,
        last,
        pageviews,
        events,
        transactions,
        Placed.text(landing),
        Placed.text(exit),
        by.traffic().source(),
        by.device().type(),
        by.device().browser(),
        by.device().os(),
        by.geography().country(),
        by.geography().city());
  }
}
