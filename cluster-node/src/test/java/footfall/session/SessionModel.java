package footfall.session;

import footfall.protocol.counting.CountingRules;
import footfall.protocol.counting.Goal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The rules of DESIGN 4 again, as plainly as they can be said: every record looks at every website
 * and every session, nothing is queued or indexed. The other side of the comparison with {@link
 * OpenSessions}.
 */
final class SessionModel {
  /** A record; {@code site} null is a tick, which may say rules. Times in ms. */
  record Rec(
      long at,
      String site,
      String key,
      int eventId,
      long client,
      String previous,
      CountingRules said) {
    /** The visitor who is a robot. */
    static final String ROBOT = "robot";

    Rec(long at, String site, String key, int eventId, long client, String previous) {
      this(at, site, key, eventId, client, previous, null);
    }

    static Rec tick(long at) {
      return says(at, null);
    }

    static Rec says(long at, CountingRules said) {
      return new Rec(at, null, null, 0, 0, null, said);
    }

    Rec at(long other) {
      return new Rec(other, site, key, eventId, client, previous, said);
    }

    boolean isRobot() {
      return ROBOT.equals(key);
    }

    String path() {
      return "/" + eventId;
    }
  }

  record Counted(long time, long offset, int eventId) {}

  record Closed(
      String opener,
      long start,
      long last,
      int hits,
      int first,
      int finish,
      long offset,
      Set<UUID> goals) {}

  static final class Open {
    final String opener;
    final long opened;
    final Set<String> keys = new HashSet<>();
    final List<Counted> hits = new ArrayList<>();
    final Set<UUID> goals = new TreeSet<>();
    boolean split;

    Open(String opener, long opened) {
      this.opener = opener;
      this.opened = opened;
    }

    long start() {
      return hits.stream().mapToLong(Counted::time).min().orElseThrow();
    }

    long last() {
      return hits.stream().mapToLong(Counted::time).max().orElseThrow();
    }

    boolean has(int eventId) {
      return hits.stream().anyMatch(h -> h.eventId() == eventId);
    }

    Closed closed(long offset) {
      List<Counted> order =
          hits.stream()
              .sorted(Comparator.comparingLong(Counted::time).thenComparingLong(Counted::offset))
              .toList();
      return new Closed(
          opener,
          start(),
          last(),
          hits.size(),
          order.get(0).eventId(),
          order.get(order.size() - 1).eventId(),
          offset,
          goals);
    }
  }

  static final class Site {
    long watermark = -(1L << 60);
    long heard;
    long raised;
    final List<Open> open = new ArrayList<>();
    final TreeMap<Long, Integer> parts = new TreeMap<>();
    final TreeMap<Long, Integer> conversions = new TreeMap<>();
  }

  private static final long WEEK = 7 * 86_400_000L;

  final SessionRules rules;
  final Map<String, Site> sites = new HashMap<>();
  final List<Closed> closed = new ArrayList<>();
  final Map<String, Integer> finals = new TreeMap<>();
  final Map<String, Integer> conversions = new TreeMap<>();
  private final Map<String, CountingRules> rulesOf = new HashMap<>();
  private final Map<String, List<Long>> leftOut = new HashMap<>();
  final List<String> verdicts = new ArrayList<>();
  final Map<String, String> joins = new LinkedHashMap<>();
  private long offset;

  SessionModel(SessionRules rules) {
    this.rules = rules;
  }

  void process(Rec rec) {
    for (Map.Entry<String, Site> entry : sites.entrySet()) {
      Site site = entry.getValue();
      if (rec.at() - site.heard >= rules.idle || rec.at() - site.raised >= rules.stale) {
        site.watermark = Math.max(site.watermark, rec.at() - rules.idleBack);
      }
      settle(entry.getKey(), site);
    }
    if (rec.site() != null && isCounted(rec)) {
      verdicts.add(hit(rec));
    } else if (rec.said() != null) {
      say(rec.said());
    }
    offset++;
  }

  private boolean isCounted(Rec rec) {
    if (!rec.isRobot()) {
      return true;
    }
    CountingRules there = rulesOf.get(rec.site());
    List<Long> before = leftOut.computeIfAbsent(rec.site(), site -> new ArrayList<>());
    long t =
        rec.client() <= rec.at() + 60_000 && rec.client() >= rec.at() - WEEK
            ? rec.client()
            : rec.at();
    if (there != null && !there.filterBots() && before.stream().allMatch(other -> t > other)) {
      return true;
    }
    boolean isFar = rec.client() < rec.at() - WEEK || rec.client() > rec.at() + 1_800_000;
    if (!isFar) {
      before.add(Math.max(t, rec.client()));
    }
    return false;
  }

  private void say(CountingRules said) {
    CountingRules before = rulesOf.get(said.websiteId());
    if (before == null || said.version() > before.version()) {
      rulesOf.put(said.websiteId(), said);
    }
  }

  /** What the session meets with this hit, by what is in force. */
  private int meet(Rec rec, Open session) {
    int met = 0;
    CountingRules there = rulesOf.get(rec.site());
    for (Goal goal : there == null ? List.<Goal>of() : there.goals()) {
      boolean isMet =
          switch (goal.type()) {
            case DESTINATION -> rec.path().startsWith(goal.pattern());
            case EVENT -> false;
            case DURATION -> (session.last() - session.start()) / 1000 >= goal.threshold();
            case PAGES_PER_SESSION -> session.hits.size() >= goal.threshold();
          };
      met += isMet && session.goals.add(goal.goalId()) ? 1 : 0;
    }
    return met;
  }

  private String hit(Rec rec) {
    long day = 86_400_000;
    if (rec.client() < rec.at() - 7 * day || rec.client() > rec.at() + 1_800_000) {
      return "LATE";
    }
    long t = rec.client() <= rec.at() + 60_000 ? rec.client() : rec.at();
    Site site = sites.get(rec.site());
    if (site == null) {
      site = new Site();
      site.heard = rec.at();
      site.raised = rec.at();
      sites.put(rec.site(), site);
    }
    String verdict = verdict(rec, t, site);
    if (!verdict.equals("DUPLICATE")) {
      site.heard = rec.at();
      if (Math.min(t, rec.at()) > site.watermark) {
        site.watermark = Math.min(t, rec.at());
        site.raised = rec.at();
      }
    }
    settle(rec.site(), site);
    return verdict;
  }

  private String verdict(Rec rec, long t, Site site) {
    Set<String> keys = new HashSet<>(Set.of(rec.key()));
    if (rec.previous() != null) {
      keys.add(rec.previous());
    }
    List<Open> mine =
        site.open.stream().filter(s -> s.keys.stream().anyMatch(keys::contains)).toList();
    if (mine.stream().anyMatch(s -> s.has(rec.eventId()))) {
      return "DUPLICATE";
    }
    List<Open> reach = mine.stream().filter(s -> reaches(s, t)).toList();
    boolean covered =
        reach.stream()
            .anyMatch(
                s ->
                    s.start() <= t
                        && s.keys.equals(Set.of(rec.key()))
                        && rec.previous() == null
                        && !s.split
                        && fits(s, t, t, 1));
    if (t < site.watermark - rules.lateness && !covered) {
      return "LATE";
    }
    int met = meet(rec, place(rec, t, site, reach, keys));
    long minute = Math.floorDiv(t, 60_000L) * 60_000L;
    if (!isFinal(site, minute)) {
      site.conversions.merge(minute, met, Integer::sum);
      site.parts.merge(minute, 1, Integer::sum);
    }
    return "COUNTED";
  }

  private Open place(Rec rec, long t, Site site, List<Open> reach, Set<String> keys) {
    List<Open> room =
        reach.stream()
            .filter(s -> fits(s, t, t, 1))
            .sorted(Comparator.comparingLong((Open s) -> s.opened))
            .toList();
    Open kept;
    if (room.isEmpty()) {
      kept = new Open(rec.site() + "/" + rec.key() + "/" + rec.eventId(), offset);
      site.open.add(kept);
    } else {
      kept = room.get(0);
    }
    kept.hits.add(new Counted(t, offset, rec.eventId()));
    kept.keys.addAll(keys);
    for (Open lost : room.stream().skip(1).toList()) {
      if (fits(kept, lost.start(), lost.last(), lost.hits.size())) {
        kept.hits.addAll(lost.hits);
        kept.keys.addAll(lost.keys);
        kept.split |= lost.split;
        kept.goals.addAll(lost.goals);
        site.open.remove(lost);
        joins.put(lost.opener, kept.opener);
      }
    }
    List<Open> apart = reach.stream().filter(s -> s != kept && site.open.contains(s)).toList();
    apart.forEach(s -> s.split = true);
    kept.split |= !apart.isEmpty();
    return kept;
  }

  private boolean reaches(Open s, long t) {
    long gap = rules.gap;
    return s.start() - gap <= t && t <= s.last() + gap;
  }

  private boolean fits(Open s, long from, long to, int more) {
    return s.hits.size() + more <= rules.maxHits
        && Math.max(s.last(), to) - Math.min(s.start(), from) <= rules.maxSpan;
  }

  private boolean isFinal(Site site, long minute) {
    return site.watermark > minute + 60_000 + rules.lateness;
  }

  private void settle(String name, Site site) {
    long beyond = rules.gap + rules.lateness;
    for (Open s : List.copyOf(site.open)) {
      if (site.watermark > s.last() + beyond) {
        closed.add(s.closed(offset));
        site.open.remove(s);
      }
    }
    for (Long minute : List.copyOf(site.parts.keySet())) {
      if (isFinal(site, minute)) {
        finals.put(name + "@" + minute, site.parts.remove(minute));
        conversions.put(name + "@" + minute, site.conversions.remove(minute));
      }
    }
  }
}
