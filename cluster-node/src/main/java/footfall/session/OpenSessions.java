package footfall.session;

import footfall.protocol.counting.CountingRules;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventTime;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.SamplingRate;
import footfall.protocol.hit.SessionIds;
import footfall.session.Outcome.Verdict;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;

/**
 * Everything one partition has open: the rules of DESIGN 4, applied to one record after the other.
 * What it does is a function of its state and the records alone: it reads no clock. Confined to one
 * thread.
 *
 * <p>Example: hits of one visitor at 10:00 and 10:20 form one session. A hit of 09:40 that arrives
 * next is late only if another visitor's hit has meanwhile moved the website's watermark beyond
 * 09:42; otherwise it becomes the session's first hit. The session closes at the first record at
 * which the watermark is beyond 10:52.
 */
final class OpenSessions {
  /** The partition's time before its first record. */
  static final long BEFORE_ANY = Long.MIN_VALUE / 2;

  private final SessionRules rules;
  private final Outbox outbox;
  private final Map<String, OpenWebsite> websites = new HashMap<>();
  private final Wakes wakes;
  private final HeldRules rulesInForce = new HeldRules();
  private final Changes changes = new Changes();
  private final MinuteCounting minutes;
  private int sessions;
  private Seam seam = Seam.NONE;
  private long time = BEFORE_ANY;
  private long appendTime = BEFORE_ANY;
  private long offset = -1;

  /**
   * @param userHash the keyed hash that feeds the sketches of users
   * @param outbox takes what closes and finishes
   */
  OpenSessions(SessionRules rules, ToLongFunction<String> userHash, Outbox outbox) {
    this.rules = rules;
    this.outbox = outbox;
    this.wakes = new Wakes(rules);
    this.minutes = new MinuteCounting(rules, userHash, changes);
  }

  /** Every record, whatever it holds, first moves the partition's time. */
  void advance(long recordOffset, long recordAppendTime) {
    if (!seam.isNone() && !seam.isAhead(recordOffset)) {
      passSeam();
    }
    offset = recordOffset;
    appendTime = recordAppendTime;
    time = Math.max(time, appendTime);
    for (OpenWebsite due = wakes.due(time); due != null; due = wakes.due(time)) {
      settle(due);
      wakes.queue(due);
    }
  }

  /** What it leaves to the counting before is over, or was carried over from there. */
  private void passSeam() {
    for (OpenWebsite website : websites.values()) {
      website.sessions().stream().filter(seam::leaves).forEach(this::forget);
    }
    seam = Seam.NONE;
  }

  private void forget(Session session) {
    session.website.remove(session);
    changes.gone(session);
    sessions--;
  }

  /** Passes over a record that cannot be handled, its time included. */
  void passOver(long recordOffset) {
    offset = recordOffset;
  }

  /** Applies the rules to a hit that stands for itself alone. */
  Outcome absorb(EventTime eventTime, Hit hit, Enrichment enrichment) {
    return absorb(eventTime, hit, enrichment, SamplingRate.ALL);
  }

  /**
   * From here on a website counts by what the log says, after {@link #advance} with its record:
   * nothing else changes, and a website that nobody has visited stays unknown.
   */
  void count(CountingRules said) {
    HeldRules.Held before = rulesInForce.of(said.websiteId());
    boolean areNew = rulesInForce.take(said, time);
    OpenWebsite website = websites.get(said.websiteId());
    if (areNew && website != null) {
      website.goals = rulesInForce.goalsOf(website.id);
    }
    HeldRules.Held now = rulesInForce.of(said.websiteId());
    if (!now.equals(before)) {
      changes.touched(now);
    }
  }

  /** Whether a robot's hit is not to be given to {@link #absorb}; then it is left out for ever. */
  boolean leavesOut(EventTime eventTime, Hit hit) {
    String websiteId = hit.websiteId();
    if (rulesInForce.countRobot(websiteId, eventTime.value()) || isOfCarriedOver(hit)) {
      return false;
    }
    long until = Math.max(eventTime.value(), hit.clientTimestamp());
    if (!eventTime.far() && rulesInForce.leaveOut(websiteId, until)) {
      changes.robotsLeftOut(websiteId, until);
    }
    return true;
  }

  /**
   * Whether it is read again of a session carried over: whatever rules counted it, they may be gone
   * from the log.
   */
  private boolean isOfCarriedOver(Hit hit) {
    OpenWebsite website = seam.isNone() ? null : websites.get(hit.websiteId());
    if (website == null) {
      return false;
    }
    Hit.Identity identity = hit.identity();
    for (Session session :
        website.sessionsOf(identity.visitorKey(), identity.previousVisitorId())) {
      if (session.carriedOver && session.eventIds.contains(hit.eventId())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Applies the rules to a hit, after {@link #advance} with its record; of robots only those that
   * count.
   *
   * @param samplingRate share of visitors that was counted when the hit was taken
   */
  Outcome absorb(EventTime eventTime, Hit hit, Enrichment enrichment, double samplingRate) {
    if (eventTime.far()) {
      return Outcome.LATE;
    }
    OpenWebsite website = websites.get(hit.websiteId());
    if (website == null) {
      website = new OpenWebsite(hit.websiteId(), time);
      restore(website);
    }
    website.watermark = website.watermarkAt(time, rules);
    Outcome outcome = place(website, eventTime.value(), hit, enrichment, samplingRate);
    if (outcome.verdict() != Verdict.DUPLICATE || isReadAgain(outcome.session())) {
      moveClocks(website, Math.min(eventTime.value(), appendTime));
      settle(website);
    }
    wakes.queue(website);
    return outcome;
  }

  /** The counting before has counted it, and moved the clocks at it. */
  private boolean isReadAgain(Session session) {
    return !seam.isNone() && session.carriedOver;
  }

  private void moveClocks(OpenWebsite website, long reached) {
    website.heard = time;
    if (reached > website.watermark) {
      website.watermark = reached;
      website.raised = time;
    }
    changes.touched(website);
  }

  private Outcome place(
      OpenWebsite website, long at, Hit hit, Enrichment enrichment, double samplingRate) {
    String key = hit.identity().visitorKey();
    String previousKey = hit.identity().previousVisitorId();
    Session[] mine = website.sessionsOf(key, previousKey);
    for (Session session : mine) {
      if (session.eventIds.contains(hit.eventId())) {
        return Outcome.duplicate(session);
      }
    }
    if (!seam.isNone()) {
      mine = Arrays.stream(mine).filter(session -> !session.carriedOver).toArray(Session[]::new);
    }
    boolean behind = at < website.watermark - rules.lateness;
    if (behind && !excused(mine, at, key, previousKey)) {
      return Outcome.LATE;
    }
    Session kept = findOrOpen(website, mine, at, hit, key, previousKey);
    if (kept.hits == 0) {
      kept.samplingRate = samplingRate;
    }
    kept.absorb(offset, at, hit, enrichment);
    joinWithin(website, mine, kept, at);
    changes.touched(kept);
    List<UUID> met =
        website.goals == null
            ? List.of()
            : website.goals.meet(kept, hit.eventType(), enrichment.pagePath(), hit.action().name());
    minutes.count(kept, at, hit, enrichment, samplingRate, met);
    return new Outcome(Verdict.COUNTED, kept, met);
  }

  /** A late hit may still be taken by a session that was ever only its own. */
  private boolean excused(Session[] mine, long at, String key, String previousKey) {
    for (Session session : mine) {
      if (session.excuses(at, key, previousKey, rules)) {
        return true;
      }
    }
    return false;
  }

  private Session findOrOpen(
      OpenWebsite website, Session[] mine, long at, Hit hit, String key, String previousKey) {
    for (Session session : mine) {
      if (session.reaches(at, rules.gap) && session.fits(at, at, 1, rules)) {
        website.addKeys(session, keysOf(key, previousKey));
        return session;
      }
    }
    UUID id = SessionIds.of(website.id, key, hit.eventId());
    Session opened = new Session(id, offset, website, keysOf(key, previousKey), at);
    website.open(opened, rules);
    sessions++;
    return opened;
  }

  private static String[] keysOf(String key, String previousKey) {
    return previousKey.isEmpty() || previousKey.equals(key)
        ? new String[] {key}
        : new String[] {key, previousKey};
  }

  /**
   * Joins what the hit at {@code at} bridges; what cannot be joined because it is full is marked
   * apart.
   */
  private void joinWithin(OpenWebsite website, Session[] mine, Session kept, long at) {
    boolean apart = false;
    for (Session other : mine) {
      if (other == kept || !other.reaches(at, rules.gap)) {
        continue;
      }
      boolean hasRoom = other.fits(at, at, 1, rules);
      if (hasRoom && kept.fits(other.start, other.last, other.hits, rules)) {
        join(website, other, kept);
      } else {
        other.split = true;
        changes.touched(other);
        apart = true;
      }
    }
    kept.split |= apart;
  }

  private void join(OpenWebsite website, Session lost, Session kept) {
    website.addKeys(kept, lost.keys);
    kept.join(lost);
    forget(lost);
    if (!seam.leaves(kept)) {
      outbox.join(website.id, lost.id, kept.id, offset);
    }
  }

  private void settle(OpenWebsite website) {
    long mark = website.watermarkAt(time, rules);
    if (website.hasDue(mark, rules)) {
      website.settle(mark, rules, this::close, this::finish);
    }
  }

  private void close(Session session) {
    changes.gone(session);
    sessions--;
    if (!seam.leaves(session)) {
      outbox.close(session, offset);
    }
  }

  private void finish(MinutePart part) {
    changes.gone(part);
    outbox.finish(part);
  }

  /** The partition's time: the highest append time of its records so far, epoch ms. */
  long time() {
    return time;
  }

  /** The offset of the last record seen; -1 before the first. */
  long offset() {
    return offset;
  }

  /** How many sessions are open. */
  int size() {
    return sessions;
  }

  Outbox outbox() {
    return outbox;
  }

  Changes changes() {
    return changes;
  }

  HeldRules rulesInForce() {
    return rulesInForce;
  }

  Collection<OpenWebsite> websites() {
    return websites.values();
  }

  /** The website, or null where this partition never had a hit of it. */
  OpenWebsite website(String id) {
    return websites.get(id);
  }

  Seam seam() {
    return seam;
  }

  /** A seam that it has passed already is none. */
  void seam(Seam restored) {
    seam = restored.isAhead(offset) ? restored : Seam.NONE;
  }

  /** Puts back what a checkpoint held. */
  void restore(long restoredOffset, long restoredTime) {
    offset = restoredOffset;
    time = restoredTime;
    appendTime = restoredTime;
    sessions = 0;
    for (OpenWebsite website : websites.values()) {
      sessions += website.sessions().size();
      wakes.queue(website);
    }
    changes.clear();
  }

  void restore(OpenWebsite website) {
    website.goals = rulesInForce.goalsOf(website.id);
    websites.put(website.id, website);
  }
}
