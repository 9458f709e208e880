package footfall.persistence.metadata;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The websites in memory with their settings: PostgreSQL is asked each second whether anything has
 * changed, and only then for all of it; while it is away, as they were last. So is a website whose
 * row Java refuses, where it was read before. Any thread may ask.
 */
public final class WebsiteDirectory implements AutoCloseable {
  private static final Duration REFRESH = Duration.ofSeconds(1);

  private final Websites websites;
  private final RefusedRows refused = new RefusedRows("settings");
  private final Refresher refresher;
  private volatile View view;

  private record View(long version, Map<String, Website> byId) {}

  private WebsiteDirectory(Websites websites, Duration refresh) {
    this.websites = websites;
    this.view = read(websites.version(), Map.of());
    this.refresher = new Refresher("websites", refresh, this::readIfChanged);
  }

  /**
   * Reads once, and then asks each second.
   *
   * @throws MetadataException when PostgreSQL is away now
   */
  public static WebsiteDirectory start(Websites websites) {
    return start(websites, REFRESH);
  }

  static WebsiteDirectory start(Websites websites, Duration refresh) {
    return new WebsiteDirectory(websites, refresh);
  }

  public Optional<Website> find(String websiteId) {
    return Optional.ofNullable(view.byId().get(websiteId));
  }

  /**
   * Looks in PostgreSQL for what has changed; all who ask within 20 ms share one look.
   *
   * @return whether PostgreSQL answered; never fails
   */
  public CompletionStage<Boolean> refresh() {
    return refresher.soon();
  }

  private void readIfChanged() {
    long version = websites.version();
    if (version != view.version()) {
      view = read(version, view.byId());
    }
  }

  /** Websites whose row cannot be used now; the log has said why. */
  public int refused() {
    return refused.count();
  }

  /** Of what changes while it is read, {@code version} knows nothing, so it is read again. */
  private View read(long version, Map<String, Website> before) {
    UsableRows<Website> all = websites.usable();
    refused.are(all.refused());
    Map<String, Website> byId = new HashMap<>();
    all.refused()
        .keySet()
        .forEach(id -> Optional.ofNullable(before.get(id)).ifPresent(last -> byId.put(id, last)));
    all.rows().forEach(website -> byId.put(website.websiteId(), website));
    return new View(version, Map.copyOf(byId));
  }

  @Override
  public void close() {
    refresher.close();
  }
}
