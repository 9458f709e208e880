package footfall.website;

import footfall.protocol.counting.CountingRules;
import footfall.protocol.live.LiveFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The last 30 minutes of one website as its dashboards show them: the minute that runs and the 29
 * before. Active users are those of the last five of them.
 *
 * <p>Sums of the minutes before the one that runs are kept until one of them changes, so that a
 * frame adds up three tallies. For one actor; time is an argument.
 */
final class LiveWindow {
  static final int MINUTES = 30;
  static final int ACTIVE_MINUTES = 5;
  static final int RECENT_HITS = 20;
  static final int TOP = 10;

  private static final Comparator<LiveFrame.RecentHit> NEWEST_FIRST =
      Comparator.comparingLong(LiveFrame.RecentHit::time).reversed();

  private final String websiteId;
  private final Map<Long, LiveMinute> minutes = new HashMap<>();
  private List<LiveFrame.RecentHit> recentHits = List.of();

  /** Of the minutes that are shown, but not active: they hardly change any more. */
  private final KeptSum shown = new KeptSum();

  /** Of the active minutes but the one that runs. */
  private final KeptSum active = new KeptSum();

  /** The sum of some minutes; null where it must be added up again. */
  private static final class KeptSum {
    private List<Long> of = List.of();
    private MinuteTally sum;

    void changed(long minute) {
      if (of.contains(minute)) {
        sum = null;
      }
    }
  }

  LiveWindow(String websiteId) {
    this.websiteId = websiteId;
  }

  /** The minutes to be watched at {@code now}, oldest first. */
  static List<Long> minutesAt(long now) {
    long current = MinuteKey.of("", now).minute();
    List<Long> minutes = new ArrayList<>(MINUTES);
    for (int back = MINUTES - 1; back >= 0; back--) {
      minutes.add(current - back * MinuteKey.LENGTH_MS);
    }
    return minutes;
  }

  /** Takes a partition's part of a minute; false when it is the same as before. */
  boolean tell(long minute, int partition, byte[] form) {
    return changed(minute, of(minute).tell(partition, form));
  }

  /** Takes the sum of the stored partitions of a minute; false when nothing is new. */
  boolean store(long minute, byte[] form, Set<Integer> partitions) {
    return changed(minute, of(minute).store(form, partitions));
  }

  private LiveMinute of(long minute) {
    return minutes.computeIfAbsent(minute, LiveMinute::new);
  }

  private boolean changed(long minute, boolean isChanged) {
    if (isChanged) {
      shown.changed(minute);
      active.changed(minute);
    }
    return isChanged;
  }

  /** Takes the newest hits of one shard; one that is listed already stays once. */
  void addHits(List<LiveFrame.RecentHit> hits) {
    List<LiveFrame.RecentHit> all = new ArrayList<>(recentHits);
    hits.stream().filter(hit -> !all.contains(hit)).forEach(all::add);
    all.sort(NEWEST_FIRST);
    recentHits = List.copyOf(all.subList(0, Math.min(RECENT_HITS, all.size())));
  }

  /**
   * What is to be shown at {@code now}, newest hits first; version, time and lag are 0, so that two
   * of them are equal when there is nothing new to tell.
   */
  LiveFrame content(long now, boolean catchingUp) {
    List<Long> window = minutesAt(now);
    minutes.keySet().removeIf(minute -> minute < window.get(0));
    MinuteTally youngest = new MinuteTally();
    youngest.merge(keep(active, window.subList(MINUTES - ACTIVE_MINUTES, MINUTES - 1)));
    addUp(youngest, window.subList(MINUTES - 1, MINUTES));
    MinuteTally all = new MinuteTally();
    all.merge(keep(shown, window.subList(0, MINUTES - ACTIVE_MINUTES)));
    all.merge(youngest);
    return new LiveFrame(
        websiteId,
        0,
        0,
        youngest.estimatedUsers(),
        all.estimatedUsers(),
        youngest.usersError(),
        all.estimatedPageviews(),
        window.stream().map(this::bar).toList(),
        top(all, all.pages()),
        topCountries(all),
        top(all, all.sources()),
        top(all, all.devices()),
        recentHits.stream().filter(hit -> hit.time() >= window.get(0)).toList(),
        catchingUp,
        0,
        all.isSampled(),
        goals(all));
  }

  static LiveFrame stamped(LiveFrame content, long version, long time, long lagMs) {
    return new LiveFrame(
        content.websiteId(),
        version,
        time,
        content.activeUsers(),
        content.activeUsers30m(),
        content.activeUsersError(),
        content.pageviews30m(),
        content.perMinute(),
        content.topPages(),
        content.topCountries(),
        content.topSources(),
        content.topDevices(),
        content.recentHits(),
        content.catchingUp(),
        lagMs,
        content.sampled(),
        content.goals());
  }

  private MinuteTally keep(KeptSum kept, List<Long> window) {
    if (kept.sum == null || !kept.of.equals(window)) {
      kept.of = List.copyOf(window);
      kept.sum = new MinuteTally();
      addUp(kept.sum, window);
      window.stream().map(minutes::get).filter(Objects::nonNull).forEach(LiveMinute::settle);
    }
    return kept.sum;
  }

  private void addUp(MinuteTally sum, List<Long> window) {
    for (long minute : window) {
      LiveMinute there = minutes.get(minute);
      if (there != null) {
        sum.merge(there.sum());
      }
    }
  }

  private LiveFrame.Minute bar(long minute) {
    LiveMinute there = minutes.get(minute);
    return there == null ? new LiveFrame.Minute(minute, 0, 0, 0) : there.bar();
  }

  private static List<LiveFrame.Conversions> goals(MinuteTally all) {
    return all.hasGoals()
        ? all.goals().top(CountingRules.MOST_GOALS).stream()
            .map(
                goal ->
                    new LiveFrame.Conversions(
                        goal.value(), all.estimatedConversions(goal.pageviews())))
            .toList()
        : List.of();
  }

  /** Those of no known country are one of them, with an empty name, as in history. */
  private static List<LiveFrame.Top> topCountries(MinuteTally all) {
    long unknown = all.pageviewsOfNoCountry();
    if (unknown == 0) {
      return top(all, all.countries());
    }
    List<ValueCounts.Entry> entries = new ArrayList<>(all.countries().top(TOP));
    entries.add(new ValueCounts.Entry("", unknown));
    entries.sort(ValueCounts.BY_PAGEVIEWS);
    return top(all, entries.subList(0, Math.min(TOP, entries.size())));
  }

  private static List<LiveFrame.Top> top(MinuteTally all, ValueCounts counts) {
    return top(all, counts.top(TOP));
  }

  private static List<LiveFrame.Top> top(MinuteTally all, List<ValueCounts.Entry> entries) {
    return entries.stream()
        .map(entry -> new LiveFrame.Top(entry.value(), all.estimatedOf(entry.pageviews())))
        .toList();
  }
}
