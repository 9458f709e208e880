package footfall.persistence.metadata;

import footfall.protocol.hit.SamplingRate;
import java.util.List;
import java.util.OptionalInt;

/**
 * What ingest needs to know of a website; a new one has {@link #DEFAULT}.
 *
 * @param samplingRate share of visitors whose hits are counted, 0.0001 to 1
 * @param retentionDays 1 to 36,500; empty: rows are kept for ever
 * @param allowedHostnames at most 100, in lower case, whose pages may send hits; empty: any
 * @param hitsPerSecond 1 to 1,000,000; empty: no bound of its own
 */
public record WebsiteSettings(
    boolean anonymizeIp,
    boolean filterBots,
    double samplingRate,
    OptionalInt retentionDays,
    List<String> allowedHostnames,
    OptionalInt hitsPerSecond) {
  public static final WebsiteSettings DEFAULT = new WebsiteSettings(false, true);

  private static final int MOST_HOSTNAMES = 100;
  private static final int MOST_DAYS = 36_500;
  private static final int MOST_HITS = 1_000_000;

  /**
   * Checks every field.
   *
   * @throws IllegalArgumentException naming the field and what it must be
   */
  public WebsiteSettings {
    allowedHostnames = List.copyOf(allowedHostnames);
    require(SamplingRate.isValid(samplingRate), "sampling_rate must be 0.0001 to 1");
    require(
        isWithin(retentionDays, MOST_DAYS), "retention_days must be 1 to 36500, or null for ever");
    require(
        isWithin(hitsPerSecond, MOST_HITS),
        "hits_per_second must be 1 to 1000000, or null for no bound");
    require(
        allowedHostnames.size() <= MOST_HOSTNAMES,
        "allowed_hostnames must be at most 100 host names");
  }

  /** Every visitor counted, nothing deleted, any host, no bound. */
  public WebsiteSettings(boolean anonymizeIp, boolean filterBots) {
    this(anonymizeIp, filterBots, 1, OptionalInt.empty(), List.of(), OptionalInt.empty());
  }

  private static boolean isWithin(OptionalInt value, int most) {
    return value.isEmpty() || (value.getAsInt() >= 1 && value.getAsInt() <= most);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
