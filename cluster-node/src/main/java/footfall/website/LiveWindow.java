package footfall.website;

import footfall.protocol.live.LiveFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The last 30 minutes of one website as its dashboards show them: the minute that runs and the 29
 * before. Active users are those of the last five of them.
 *
 * <p>The sum of the minutes that hardly change any more is kept, so that a frame adds up only the
 * youngest few. For one actor; time is an argument.
 */
final class LiveWindow {
  static final int MINUTES = 30;
  static final int ACTIVE_MINUTES = 5;
  static final int RECENT_HITS = 20;
  static final int TOP = 10;

  /** The minutes younger than this change all the time; the sum of the others is kept. */
  private static final int MOVING_MINUTES = 4;

  private static final Comparator<LiveFrame.RecentHit> NEWEST_FIRST =
      Comparator.comparingLong(LiveFrame.RecentHit::time).reversed();

  private final String websiteId;
  private final Map<Long, Minute> minutes = new HashMap<>();
  private List<LiveFrame.RecentHit> recentHits = List.of();
  private MinuteTally settled = new MinuteTally();
  private long settledUntil = Long.MIN_VALUE;

  private record Minute(byte[] form, MinuteTally tally, LiveFrame.Minute bar) {}

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

  /** Takes what a minute shows; false when it has shown the same before. */
  boolean show(long minute, byte[] form) {
    Minute before = minutes.get(minute);
    if (before != null && Arrays.equals(before.form, form)) {
      return false;
    }
    MinuteTally tally = MinuteTally.decode(form);
    LiveFrame.Minute bar =
        new LiveFrame.Minute(minute, tally.pageviews(), tally.events(), Math.round(tally.users()));
    minutes.put(minute, new Minute(form, tally, bar));
    if (minute < settledUntil) {
      settledUntil = Long.MIN_VALUE;
    }
    return true;
  }

  /** Takes the newest hits of one shard; one that is listed already stays once. */
  void addHits(List<LiveFrame.RecentHit> hits) {
    List<LiveFrame.RecentHit> all = new ArrayList<>(recentHits);
    hits.stream().filter(hit -> !all.contains(hit)).forEach(all::add);
    all.sort(NEWEST_FIRST);
    recentHits = List.copyOf(all.subList(0, Math.min(RECENT_HITS, all.size())));
  }

  /** Whether each minute of the window has been shown at least once. */
  boolean isComplete(long now) {
    return minutes.keySet().containsAll(minutesAt(now));
  }

  /**
   * What is to be shown at {@code now}, newest hits first; version, time and lag are 0, so that two
   * of them are equal when there is nothing new to tell.
   */
  LiveFrame content(long now, boolean catchingUp) {
    List<Long> window = minutesAt(now);
    minutes.keySet().removeIf(minute -> minute < window.get(0));
    MinuteTally all = sumOf(window);
    MinuteTally active = new MinuteTally();
    addUp(active, window.subList(MINUTES - ACTIVE_MINUTES, MINUTES));
    return new LiveFrame(
        websiteId,
        0,
        0,
        Math.round(active.users()),
        Math.round(all.users()),
        Users.RELATIVE_ERROR,
        all.pageviews(),
        window.stream().map(this::bar).toList(),
        top(all.pages()),
        top(all.countries()),
        top(all.sources()),
        top(all.devices()),
        recentHits.stream().filter(hit -> hit.time() >= window.get(0)).toList(),
        catchingUp,
        0);
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
        lagMs);
  }

  private MinuteTally sumOf(List<Long> window) {
    long movingFrom = window.get(MINUTES - MOVING_MINUTES);
    if (settledUntil != movingFrom) {
      settled = new MinuteTally();
      addUp(settled, window.subList(0, MINUTES - MOVING_MINUTES));
      settledUntil = movingFrom;
    }
    MinuteTally sum = new MinuteTally();
    sum.merge(settled);
    addUp(sum, window.subList(MINUTES - MOVING_MINUTES, MINUTES));
    return sum;
  }

  private void addUp(MinuteTally sum, List<Long> window) {
    for (long minute : window) {
      Minute shown = minutes.get(minute);
      if (shown != null) {
        sum.merge(shown.tally);
      }
    }
  }

  private LiveFrame.Minute bar(long minute) {
    Minute shown = minutes.get(minute);
    return shown == null ? new LiveFrame.Minute(minute, 0, 0, 0) : shown.bar;
  }

  private static List<LiveFrame.Top> top(ValueCounts counts) {
    return counts.top(TOP).stream()
        .map(entry -> new LiveFrame.Top(entry.value(), entry.pageviews()))
        .toList();
  }
}
