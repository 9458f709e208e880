package footfall.persistence.metadata;

import footfall.protocol.counting.CountingRules;
import java.time.Duration;
import java.util.List;

/**
 * By which rules websites count, in memory: PostgreSQL is asked each second whether anything has
 * changed, and only then for all of them; while it is away, as they were last. Any thread may ask.
 */
public final class CountingDirectory implements AutoCloseable {
  private static final Duration REFRESH = Duration.ofSeconds(1);

  private final Websites websites;
  private final RefusedRows refused = new RefusedRows("goals");
  private final Refresher refresher;
  private long version;
  private volatile List<CountingRules> rules;

  private CountingDirectory(Websites websites, Duration refresh) {
    this.websites = websites;
    this.version = websites.version();
    this.rules = read();
    this.refresher = new Refresher("counting rules", refresh, this::readIfChanged);
  }

  /**
   * Reads once, and then asks each second.
   *
   * @throws MetadataException when PostgreSQL is away now
   */
  public static CountingDirectory start(Websites websites) {
    return start(websites, REFRESH);
  }

  static CountingDirectory start(Websites websites, Duration refresh) {
    return new CountingDirectory(websites, refresh);
  }

  /**
   * Of every website whose rules can be read; the same list for as long as nothing of it has
   * changed.
   */
  public List<CountingRules> rules() {
    return rules;
  }

  /** Of what changes while it is read, the version knows nothing, so it is read again. */
  private void readIfChanged() {
    long current = websites.version();
    if (current != version) {
      List<CountingRules> read = read();
      version = current;
      if (!read.equals(rules)) {
        rules = read;
      }
    }
  }

  private List<CountingRules> read() {
    UsableRows<CountingRules> read = websites.countingRules();
    refused.are(read.refused());
    return read.rows();
  }

  /** Websites with a goal that cannot be used now; the log has said why. */
  public int refused() {
    return refused.count();
  }

  @Override
  public void close() {
    refresher.close();
  }
}
