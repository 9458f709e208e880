package footfall.retention;

import footfall.persistence.clickhouse.OldRows;
import footfall.persistence.clickhouse.RecentVisitors;
import footfall.persistence.metadata.Websites;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * One look at all websites: what they no longer keep is deleted, a statement at a time. Any number
 * may run, one after the other or at once; what is gone stays gone. Blocks.
 */
public final class RetentionPass implements Retention.Pass {
  /** How long after its deletion a website's rows stay, in case it was deleted by mistake. */
  private static final Duration AFTER_DELETION = Duration.ofDays(30);

  /** Passes are an hour apart; a pass may fail, and ingest may lag behind. */
  private static final Duration FILLED = Duration.ofHours(6);

  private final Websites websites;
  private final OldRows rows;
  private final RecentVisitors visitors;
  private final RetentionCounters counters;

  public RetentionPass(
      Websites websites, OldRows rows, RecentVisitors visitors, RetentionCounters counters) {
    this.websites = websites;
    this.rows = rows;
    this.visitors = visitors;
    this.counters = counters;
  }

  /**
   * Goes by what PostgreSQL says now and by ClickHouse's clock, never by what a node remembers or
   * by its own clock: a wrong one would cost rows.
   *
   * @throws footfall.persistence.metadata.MetadataException when PostgreSQL is away; nothing was
   *     deleted
   * @throws SQLException when ClickHouse is; some may have been deleted
   */
  @Override
  public void run() throws SQLException {
    Set<String> deleted = Set.copyOf(websites.deletedFor(AFTER_DELETION));
    for (Expiry expiry : Expiry.due(websites.all(), deleted, rows.now())) {
      for (OldRows.Table table : OldRows.Table.values()) {
        counters.countRows(rows.delete(table, expiry.websiteIds(), expiry.before()));
      }
    }
    Instant now = rows.now();
    visitors.fill(now.minus(FILLED), now);
  }
}
