package footfall.persistence.metadata;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * A website whose visits are counted.
 *
 * @param websiteId 1 to 64 letters, digits, {@code _}, {@code .} or {@code -}
 * @param domain such as {@code example.org}
 * @param timeZone an IANA name; cuts the days of reports
 * @param currency ISO 4217, of revenue in reports
 */
public record Website(
    String websiteId,
    String domain,
    WebsiteSettings settings,
    String timeZone,
    String currency,
    Status status) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  /** A website that is paused or deleted keeps its row, so that its id is never given twice. */
  public enum Status {
    ACTIVE,
    PAUSED,
    DELETED
  }

  /**
   * Checks every field.
   *
   * @throws IllegalArgumentException naming the field and what it must be
   */
  public Website {
    require(
        ID.matcher(websiteId).matches(),
        "The website's id must be 1 to 64 letters, digits, _ . or -, was \"%s\"",
        websiteId);
    require(!domain.isBlank(), "The website's domain must not be empty%s", "");
    require(isTimeZone(timeZone), "There is no time zone \"%s\"; try Europe/Berlin", timeZone);
    require(
        CURRENCY.matcher(currency).matches(),
        "The currency must be three capital letters such as EUR, was \"%s\"",
        currency);
  }

  /** With the settings a new website has: UTC, USD, bots filtered, addresses kept whole. */
  public static Website named(String websiteId, String domain) {
    return new Website(websiteId, domain, WebsiteSettings.DEFAULT, "UTC", "USD", Status.ACTIVE);
  }

  private static void require(boolean holds, String message, String value) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(value));
    }
  }

  private static boolean isTimeZone(String name) {
    try {
      return ZoneId.of(name).getId().equals(name);
    } catch (DateTimeException unknown) {
      // The caller says so in its own words.
      return false;
    }
  }
}
