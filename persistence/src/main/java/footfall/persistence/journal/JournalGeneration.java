package footfall.persistence.journal;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Drops what earlier generations left in the journal of website-minutes: a rebuild raises the
 * generation, and the first node that starts with it begins with an empty one. Must not run while
 * nodes of an earlier generation write, nor on two nodes at once. A shard's journal has its
 * generation in its name, and its successor drops it.
 */
public final class JournalGeneration {
  /** The row of {@code epochs} that holds the generation, beside those of the partitions. */
  private static final int ROW = -1;

  private static final String EPOCHS = "footfall_session_shard.epochs";
  private static final List<String> TABLES =
      List.of("footfall_website_minute.messages", "footfall_website_minute.metadata");
  private static final Duration TRUNCATE_TIMEOUT = Duration.ofSeconds(60);

  private JournalGeneration() {}

  /**
   * Blocks until the journals are those of this generation.
   *
   * @return whether older rows were dropped
   * @throws IllegalStateException when the journals are of a later generation
   */
  public static boolean begin(CqlSession session, long generation) {
    Row row = session.execute(question()).one();
    long begun = row == null ? 0 : row.getLong("epoch");
    if (begun > generation) {
      throw new IllegalStateException(
          "the journals are of generation "
              + begun
              + ", this node of "
              + generation
              + ": start it again");
    }
    boolean outdated = begun > 0 && begun < generation;
    if (outdated) {
      TABLES.forEach(table -> truncate(session, table));
    }
    session.execute(
        SimpleStatement.newInstance(
                "INSERT INTO " + EPOCHS + " (partition_nr, epoch) VALUES (?, ?)", ROW, generation)
            .setConsistencyLevel(ConsistencyLevel.QUORUM));
    return outdated;
  }

  /** Ends well where the journals' tables are there and enough replicas answer; never blocks. */
  public static CompletionStage<?> ask(CqlSession session) {
    return session.executeAsync(question());
  }

  private static SimpleStatement question() {
    return SimpleStatement.newInstance(
            "SELECT epoch FROM " + EPOCHS + " WHERE partition_nr = ?", ROW)
        .setConsistencyLevel(ConsistencyLevel.QUORUM);
  }

  private static void truncate(CqlSession session, String table) {
    session.execute(SimpleStatement.newInstance("TRUNCATE " + table).setTimeout(TRUNCATE_TIMEOUT));
  }
}
