package footfall.persistence.metadata;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The websites in memory, read again every 5 seconds; while PostgreSQL is away, as they were last.
 * Any thread may ask.
 */
public final class WebsiteDirectory implements AutoCloseable {
  private static final Duration REFRESH = Duration.ofSeconds(5);

  private final Refresher refresher;
  private volatile Map<String, Website> byId;

  private WebsiteDirectory(Websites websites, Duration refresh) {
    this.byId = read(websites);
    this.refresher = new Refresher("websites", refresh, () -> byId = read(websites));
  }

  /**
   * Reads once, and then every 5 seconds.
   *
   * @throws MetadataException when PostgreSQL is away now
   */
  public static WebsiteDirectory start(Websites websites) {
    return start(websites, REFRESH);
  }

  static WebsiteDirectory start(Websites websites, Duration refresh) {
    return new WebsiteDirectory(websites, refresh);
  }

  /** {@link WebsiteSettings#DEFAULT} for an id that no row names. */
  public WebsiteSettings settings(String websiteId) {
    Website website = byId.get(websiteId);
    return website == null ? WebsiteSettings.DEFAULT : website.settings();
  }

  public Optional<Website> find(String websiteId) {
    return Optional.ofNullable(byId.get(websiteId));
  }

  private static Map<String, Website> read(Websites websites) {
    return websites.all().stream()
        .collect(Collectors.toUnmodifiableMap(Website::websiteId, Function.identity()));
  }

  @Override
  public void close() {
    refresher.close();
  }
}
