package footfall.persistence.clickhouse;

import footfall.protocol.hit.SamplingRate;
import java.util.List;
import java.util.UUID;

/**
 * One row of {@code sessions}. Times are epoch ms and stored in seconds; revenue is in
 * ten-thousandths of the website's currency.
 *
 * @param version generation x 2^44 + offset of the record that closed it
 * @param samplingRate that of the hit that opened it
 * @param goals ids of those it has met, in the order in which it did
 */
public record SessionRow(
    UUID sessionId,
    String websiteId,
    String visitorId,
    String userId,
    long sessionStart,
    long sessionEnd,
    int pageviews,
    int events,
    int transactions,
    long revenue,
    String landingPage,
    String exitPage,
    String trafficSource,
    String trafficMedium,
    String trafficCampaign,
    String deviceType,
    String browser,
    String os,
    String country,
    String city,
    boolean isBounce,
    boolean isConversion,
    long version,
    boolean isDeleted,
    double samplingRate,
    List<UUID> goals) {

  /** A session that stands for itself alone. */
  public SessionRow(
      UUID sessionId,
      String websiteId,
      String visitorId,
      String userId,
      long sessionStart,
      long sessionEnd,
      int pageviews,
      int events,
      int transactions,
      long revenue,
      String landingPage,
      String exitPage,
      String trafficSource,
      String trafficMedium,
      String trafficCampaign,
      String deviceType,
      String browser,
      String os,
      String country,
      String city,
      boolean isBounce,
      boolean isConversion,
      long version,
      boolean isDeleted) {
    this(
        sessionId,
        websiteId,
        visitorId,
        userId,
        sessionStart,
        sessionEnd,
        pageviews,
        events,
        transactions,
        revenue,
        landingPage,
        exitPage,
        trafficSource,
        trafficMedium,
        trafficCampaign,
        deviceType,
        browser,
        os,
        country,
        city,
        isBounce,
        isConversion,
        version,
        isDeleted,
        SamplingRate.ALL,
        List.of());
  }

  /** The same row of a session that has met these goals. */
  public SessionRow withGoals(List<UUID> met) {
    return new SessionRow(
        sessionId,
        websiteId,
        visitorId,
        userId,
        sessionStart,
        sessionEnd,
        pageviews,
        events,
        transactions,
        revenue,
        landingPage,
        exitPage,
        trafficSource,
        trafficMedium,
        trafficCampaign,
        deviceType,
        browser,
        os,
        country,
        city,
        isBounce,
        isConversion,
        version,
        isDeleted,
        samplingRate,
        met);
  }

  /** Seconds from the first hit to the last, rounded down. */
  public long sessionDuration() {
    return Math.floorDiv(sessionEnd - sessionStart, 1000);
  }
}
