package footfall.load.oracle;

import footfall.load.oracle.Verdict.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks one website through all records of one partition and applies DESIGN 4 to its hits. */
final class WebsiteRecount {
  private static final long MINUTE_MS = 60_000;
  private static final Comparator<GatheredSession> BY_OPENING =
      Comparator.comparingLong(s -> s.opener.offset());

  private final String websiteId;
  private final OracleSettings settings;
  private final Expected expected;
  private final long gap;
  private final long lateness;

  private final Set<GatheredSession> open = new LinkedHashSet<>();
  private final Map<String, List<GatheredSession>> byKey = new HashMap<>();
  private SaidRules rules;
  private long robotsLeftOutUntil = Long.MIN_VALUE;
  private boolean known;
  private long watermark = Long.MIN_VALUE / 2;
  private long heard;
  private long raised;
  private long nothingDueBefore = Long.MAX_VALUE;

  WebsiteRecount(String websiteId, OracleSettings settings, Expected expected) {
    this.websiteId = websiteId;
    this.settings = settings;
    this.expected = expected;
    this.gap = settings.sessionGap().toMillis();
    this.lateness = settings.allowedLateness().toMillis();
  }

  /**
   * @param log all records of the partition, by offset
   * @param hits this website's, in the same places; null where a record is not its own
   */
  void run(List<LogEntry> log, LoggedHit[] hits) {
    for (int i = 0; i < hits.length; i++) {
      LogEntry record = log.get(i);
      if (known) {
        followPartitionTime(record);
      }
      record
          .said()
          .filter(said -> said.websiteId().equals(websiteId) && said.isNewerThan(rules))
          .ifPresent(said -> rules = said);
      if (hits[i] != null) {
        expected.judge(record.place(), judge(hits[i]));
        closeDue(record);
      }
    }
    open.forEach(s -> expected.leaveOpen(ExpectedSession.open(s)));
  }

  private void followPartitionTime(LogEntry record) {
    long now = record.appendTime();
    boolean idle = now - heard >= settings.idleAfter().toMillis();
    boolean stale = now - raised >= settings.staleAfter().toMillis();
    if (idle || stale) {
      watermark = Math.max(watermark, now - settings.idleBack().toMillis());
    }
    closeDue(record);
  }

  private Verdict judge(LoggedHit hit) {
    if (hit.enrichment().isBot()) {
      expected.robotAt(new Expected.Place(hit.partition(), hit.offset()));
    }
    if (hit.enrichment().isBot() && isLeftOut(hit)) {
      return Verdict.of(Kind.BOT);
    }
    if (hit.hasFarClock()) {
      return Verdict.of(Kind.LATE);
    }
    if (!known) {
      known = true;
      heard = hit.appendTime();
      raised = hit.appendTime();
    }
    List<GatheredSession> mine = sessionsOf(hit);
    for (GatheredSession session : mine) {
      if (session.holds(hit.eventId())) {
        return Verdict.of(Kind.DUPLICATE, session.id);
      }
    }
    boolean behind = hit.eventTime() < watermark - lateness;
    boolean late = behind && mine.stream().noneMatch(s -> excuses(s, hit));
    Verdict verdict = late ? Verdict.of(Kind.LATE) : count(hit, mine);
    heard = hit.appendTime();
    long mark = Math.min(hit.eventTime(), hit.appendTime());
    if (mark > watermark) {
      watermark = mark;
      raised = hit.appendTime();
    }
    return verdict;
  }

  /** A robot counts with the filter off, and after all robots that were left out. */
  private boolean isLeftOut(LoggedHit hit) {
    if (rules != null && rules.countsRobots() && hit.eventTime() > robotsLeftOutUntil) {
      return false;
    }
    if (!hit.hasFarClock()) {
      long until = Math.max(hit.eventTime(), hit.clientTimestamp());
      robotsLeftOutUntil = Math.max(robotsLeftOutUntil, until);
    }
    return true;
  }

  private List<GatheredSession> sessionsOf(LoggedHit hit) {
    Set<GatheredSession> found = new LinkedHashSet<>(byKey.getOrDefault(hit.key(), List.of()));
    if (!hit.previousKey().isEmpty()) {
      found.addAll(byKey.getOrDefault(hit.previousKey(), List.of()));
    }
    return found.stream().sorted(BY_OPENING).toList();
  }

  private boolean reaches(GatheredSession session, long time) {
    return session.start() - gap <= time && time <= session.end() + gap;
  }

  private boolean excuses(GatheredSession session, LoggedHit hit) {
    return reaches(session, hit.eventTime())
        && session.start() <= hit.eventTime()
        && session.keys.equals(Set.of(hit.key()))
        && hit.previousKey().isEmpty()
        && !session.besideAFullOne
        && hasRoom(session, hit.eventTime(), hit.eventTime(), 1);
  }

  private boolean hasRoom(GatheredSession session, long from, long to, int more) {
    long span = Math.max(session.end(), to) - Math.min(session.start(), from);
    return session.hits.size() + more <= settings.maxHits()
        && span <= settings.maxSpan().toMillis();
  }

  private Verdict count(LoggedHit hit, List<GatheredSession> mine) {
    long time = hit.eventTime();
    List<GatheredSession> near = mine.stream().filter(s -> reaches(s, time)).toList();
    List<GatheredSession> withRoom = near.stream().filter(s -> hasRoom(s, time, time, 1)).toList();
    GatheredSession kept;
    if (withRoom.isEmpty()) {
      kept = new GatheredSession(hit);
      open.add(kept);
    } else {
      kept = withRoom.get(0);
      kept.take(hit);
    }
    List<GatheredSession> apart = new ArrayList<>(near);
    apart.remove(kept);
    apart.removeAll(joinInto(kept, withRoom));
    if (!apart.isEmpty()) {
      apart.forEach(s -> s.besideAFullOne = true);
      kept.besideAFullOne = true;
    }
    index(kept);
    nothingDueBefore = Math.min(nothingDueBefore, kept.end() + gap + lateness);
    countInMinute(hit, met(kept, hit));
    return Verdict.of(Kind.COUNTED, kept.id);
  }

  private List<GatheredSession> joinInto(GatheredSession kept, List<GatheredSession> near) {
    List<GatheredSession> joined = new ArrayList<>();
    for (GatheredSession lost : near) {
      if (lost != kept && hasRoom(kept, lost.start(), lost.end(), lost.hits.size())) {
        kept.takeAll(lost);
        forget(lost);
        joined.add(lost);
        expected.join(new Expected.Join(kept.opener.websiteId(), lost.id, kept.id));
      }
    }
    return joined;
  }

  private int met(GatheredSession session, LoggedHit hit) {
    int before = session.goals.size();
    if (rules != null) {
      session.goals.addAll(rules.fulfilled(session, hit));
    }
    return session.goals.size() - before;
  }

  private void countInMinute(LoggedHit hit, int met) {
    long minute = Math.floorDiv(hit.eventTime(), MINUTE_MS) * MINUTE_MS;
    boolean isFinal = watermark > minute + MINUTE_MS + lateness;
    if (!isFinal) {
      expected.count(new Expected.MinuteOf(hit.websiteId(), minute), hit, met);
    }
  }

  private void closeDue(LogEntry record) {
    if (watermark <= nothingDueBefore) {
      return;
    }
    for (GatheredSession session : List.copyOf(open)) {
      if (watermark > session.end() + gap + lateness) {
        forget(session);
        expected.close(ExpectedSession.closed(session, settings.generation(), record.offset()));
      }
    }
    nothingDueBefore =
        open.stream().mapToLong(s -> s.end() + gap + lateness).min().orElse(Long.MAX_VALUE);
  }

  private void index(GatheredSession session) {
    for (String key : session.keys) {
      List<GatheredSession> list = byKey.computeIfAbsent(key, k -> new ArrayList<>());
      if (!list.contains(session)) {
        list.add(session);
      }
    }
  }

  private void forget(GatheredSession session) {
    open.remove(session);
    for (String key : session.keys) {
      List<GatheredSession> list = byKey.getOrDefault(key, new ArrayList<>());
      list.remove(session);
      if (list.isEmpty()) {
        byKey.remove(key);
      }
    }
  }
}
