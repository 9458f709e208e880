package footfall.persistence.journal;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.concurrent.CompletionStage;

/**
 * The generation that the journals have come to. It drops nothing, so any number of nodes may begin
 * a generation at once: a shard's journal has its generation in its name, and of a website-minute's
 * finals those of the higher epoch count, which are those of the later generation (ADR 15).
 */
public final class JournalGeneration {
  /** The row of {@code epochs} that holds the generation, beside those of the partitions. */
  private static final int ROW = -1;

  private static final String EPOCHS = "footfall_session_shard.epochs";

  private JournalGeneration() {}

  /**
   * Blocks until the journals are known to be of this generation.
   *
   * @return whether an earlier one ends
   * @throws IllegalStateException when the journals are of a later generation: PostgreSQL, which
   *     says what this node's is, was set back
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
              + ": start it again; if it says so again, PostgreSQL was restored from before a"
              + " rebuild: rebuild until it is past "
              + begun);
    }
    if (begun < generation) {
      session.execute(
          SimpleStatement.newInstance(
                  "INSERT INTO " + EPOCHS + " (partition_nr, epoch) VALUES (?, ?)", ROW, generation)
              .setConsistencyLevel(ConsistencyLevel.QUORUM));
    }
    return begun > 0 && begun < generation;
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
}
