package footfall.persistence.clickhouse;

import java.util.UUID;

/**
 * One row of {@code sessions}. Times are epoch ms and stored in seconds; revenue is in
 * ten-thousandths of the website's currency.
 *
 * @param version generation x 2^44 + offset of the record that closed it
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
    boolean isDeleted) {

  /** Seconds from the first hit to the last, rounded down. */
  public long sessionDuration() {
    return Math.floorDiv(sessionEnd - sessionStart, 1000);
  }
}
