package footfall.session;

import footfall.api.live.ActiveSession;
import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.Money;
import java.util.UUID;

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

  final Placed<Enrichment> first = new Placed<>();
  final Placed<String> visitor = new Placed<>();
  final Placed<String> user = new Placed<>();
  final Placed<String> landing = new Placed<>();
  final Placed<String> exit = new Placed<>();

  /** Closed, or joined into another. */
  boolean gone;

  /** Changed since the last checkpoint. */
  boolean dirty;

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
    return hits + more <= rules.maxHits()
        && Math.max(last, to) - Math.min(start, from) <= rules.maxSpan().toMillis();
  }

  boolean hasOnlyKey(String key) {
    return keys.length == 1 && keys[0].equals(key);
  }

  void absorb(long offset, long time, Hit hit, Enrichment enrichment) {
    eventIds.add(hit.eventId());
    hits++;
    start = Math.min(start, time);
    last = Math.max(last, time);
    first.earliest(time, offset, enrichment);
    offer(visitor, time, offset, hit.identity().visitorId());
    offer(user, time, offset, hit.identity().userId());
    if (hit.eventType() == EventType.PAGEVIEW) {
      pageviews++;
      landing.earliest(time, offset, enrichment.pagePath());
      exit.latest(time, offset, enrichment.pagePath());
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

  private static void offer(Placed<String> place, long time, long offset, String value) {
    if (!value.isEmpty()) {
      place.earliest(time, offset, value);
    }
  }

  /** Takes over all that {@code lost} has counted. */
  void join(Session lost) {
    eventIds.addAll(lost.eventIds);
    hits += lost.hits;
    start = Math.min(start, lost.start);
    last = Math.max(last, lost.last);
    split |= lost.split;
    carriedOver |= lost.carriedOver;
    pageviews += lost.pageviews;
    events += lost.events;
    transactions += lost.transactions;
    addRevenue(lost.revenue);
    first.earliest(lost.first);
    visitor.earliest(lost.visitor);
    user.earliest(lost.user);
    landing.earliest(lost.landing);
    exit.latest(lost.exit);
  }

  boolean isBounce() {
    return pageviews == 1 && hits == 1;
  }

  /** The row of {@code sessions} as of now. */
  SessionRow row(long version) {
    Enrichment by = first.value();
    return new SessionRow(
        id,
        website.id,
        visitor.or(""),
        user.or(""),
        start,
        last,
        pageviews,
        events,
        transactions,
        revenue,
        landing.or(""),
        exit.or(""),
        by.traffic().source(),
        by.traffic().medium(),
        by.traffic().campaign(),
        by.device().type(),
        by.device().browser(),
        by.device().os(),
        by.geography().country(),
        by.geography().city(),
        isBounce(),
        transactions > 0,
        version,
        false);
  }

  ActiveSession view() {
    Enrichment by = first.value();
    return new ActiveSession(
        id,
        website.id,
        start,
        last,
        pageviews,
        events,
        transactions,
        landing.or(""),
        exit.or(""),
        by.traffic().source(),
        by.device().type(),
        by.device().browser(),
        by.device().os(),
        by.geography().country(),
        by.geography().city());
  }
}
