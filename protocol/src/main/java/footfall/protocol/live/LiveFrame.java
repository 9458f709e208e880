package footfall.protocol.live;

import footfall.protocol.wire.CborSerializable;
import java.util.List;

/**
 * The complete live state of one website (DESIGN 3.4); a snapshot and an update differ in their
 * type only.
 *
 * @param version max(previous + 1, epoch ms)
 * @param time epoch ms at which it was computed
 * @param activeUsers distinct users of the last 5 minutes of event time, by HLL
 * @param lagMs 99th percentile over the last minute, from collector receipt to this frame
 * @param sampled whether only a share of the visitors was counted, and all counts are estimates of
 *     what all of them make
 * @param goals those that sessions have met in these 30 minutes, most conversions first
 */
public record LiveFrame(
    String websiteId,
    long version,
    long time,
    long activeUsers,
    long activeUsers30m,
    double activeUsersError,
    long pageviews30m,
    List<Minute> perMinute,
    List<Top> topPages,
    List<Top> topCountries,
    List<Top> topSources,
    List<Top> topDevices,
    List<RecentHit> recentHits,
    boolean catchingUp,
    long lagMs,
    boolean sampled,
    List<Conversions> goals)
    implements CborSerializable {

  /** A node of an earlier version sends no goals. */
  public LiveFrame {
    goals = goals == null ? List.of() : goals;
  }

  /** How often sessions have met a goal; each session once. */
  public record Conversions(String goalId, long conversions) {}

  /** One bar; {@code minute} is the epoch ms at which it begins. */
  public record Minute(long minute, long pageviews, long events, long activeUsers) {}

  /** One row of a top list: the value and its pageviews. */
  public record Top(String value, long pageviews) {}

  /**
   * A hit as the live page lists it; no address and no identity.
   *
   * @param goals ids of those that its session has met with it
   */
  public record RecentHit(
      long time,
      String eventType,
      String eventName,
      String pagePath,
      String country,
      String city,
      String trafficSource,
      String deviceType,
      String browser,
      List<String> goals) {

    /** A node of an earlier version sends no goals. */
    public RecentHit {
      goals = goals == null ? List.of() : goals;
    }
  }
}
