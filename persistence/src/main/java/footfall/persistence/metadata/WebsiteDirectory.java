package footfall.persistence.metadata;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The websites in memory with their settings: PostgreSQL is asked each second whether anything has
 * changed, and only then for all of it; while it is away, as they were last. Any thread may ask.
 */
public final class WebsiteDirectory implements AutoCloseable {
  private static final Duration REFRESH = Duration.ofSeconds(1);

  private final Websites websites;
  private final Refresher refresher;
  private volatile View view;

  private record View(long version, Map<String, Website> byId) {}

  private WebsiteDirectory(Websites websites, Duration refresh) {
    this.websites = websites;
    this.view = read(websites.version());
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
   * Looks in PostgreSQL for what has changed; all who ask within 50 ms share one look.
   *
   * @return whether PostgreSQL answered; never fails
   */
  public CompletionStage<Boolean> refresh() {
    return refresher.soon();
  }

  private void readIfChanged() {
    long version = websites.version();
    if (version != view.version()) {
      view = read(version);
    }
  }

  /** Of what changes while it is read, {@code version} knows nothing, so it is read again. */
  private View read(long version) {
    return new View(
        version,
        websites.all().stream()
            .collect(Collectors.toUnmodifiableMap(Website::websiteId, Function.identity())));
  }

  @Override
  public void close() {
    refresher.close();
  }
}
