package footfall.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules of DESIGN 4 again, as plainly as they can be said: every record looks at every website
 * and every session, nothing is queued or indexed. The other side of the comparison with {@link
 * OpenSessions}.
 */
final class SessionModel {
  /** A record; {@code site} null is a tick. Times in ms. */
  record Rec(long at, String site, String key, int eventId, long client, String previous) {
    static Rec tick(long at) {
      return new Rec(at, null, null, 0, 0, null);
    }

    Rec at(long other) {
      return new Rec(other, site, key, eventId, client, previous);
    }
  }

  record Counted(long time, long offset, int eventId) {}

  record Closed(
      String opener, long start, long last, int hits, int first, int finish, long offset) {}

  static final class Open {
    final String opener;
    final long opened;
    final Set<String> keys = new HashSet<>();
    final List<Counted> hits = new ArrayList<>();
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
          offset);
    }
  }

  static final class Site {
    long watermark = -(1L << 60);
    long heard;
    long raised;
    final List<Open> open = new ArrayList<>();
    final TreeMap<Long, Integer> parts = new TreeMap<>();
  }

  final SessionRules rules;
  final Map<String, Site> sites = new HashMap<>();
  final List<Closed> closed = new ArrayList<>();
  final Map<String, Integer> finals = new TreeMap<>();
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
    if (rec.site() != null) {
      verdicts.add(hit(rec));
    }
    offset++;
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
    place(rec, t, site, reach, keys);
    long minute = Math.floorDiv(t, 60_000L) * 60_000L;
    if (!isFinal(site, minute)) {
      site.parts.merge(minute, 1, Integer::sum);
    }
    return "COUNTED";
  }

  private void place(Rec rec, long t, Site site, List<Open> reach, Set<String> keys) {
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
        site.open.remove(lost);
        joins.put(lost.opener, kept.opener);
      }
    }
    List<Open> apart = reach.stream().filter(s -> s != kept && site.open.contains(s)).toList();
    apart.forEach(s -> s.split = true);
    kept.split |= !apart.isEmpty();
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
      }
    }
  }
}
