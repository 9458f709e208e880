package footfall.persistence.journal;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Drops the events of a shard's journal that an image has replaced. Recovery begins behind {@code
 * deleted_to} and refuses a journal that lacks an event there. So that mark only ever rises: the
 * journal's own deletion would set it back where one comes late, behind that of a successor.
 */
public final class JournalTrim {
  /** Setting {@code target-partition-size} of the journal, its default. */
  private static final long EVENTS_OF_A_PARTITION = 500_000;

  private static final String FIRST =
      "INSERT INTO footfall_session_shard.metadata (persistence_id, deleted_to) VALUES (?, ?)"
          + " IF NOT EXISTS";
  private static final String RAISE =
      "UPDATE footfall_session_shard.metadata SET deleted_to = ? WHERE persistence_id = ?"
          + " IF deleted_to < ?";
  private static final String DELETE =
      "DELETE FROM footfall_session_shard.messages"
          + " WHERE persistence_id = ? AND partition_nr = ? AND sequence_nr <= ?";

  private final CqlSession session;

  public JournalTrim(CqlSession session) {
    this.session = session;
  }

  /**
   * Drops all events up to a number, inclusive; does nothing where they are dropped already. Fails
   * while Cassandra is away.
   */
  public CompletionStage<Void> dropTo(String persistenceId, long sequenceNumber) {
    return execute(FIRST, persistenceId, sequenceNumber)
        .thenCompose(
            first ->
                first.wasApplied()
                    ? CompletableFuture.completedFuture(first)
                    : execute(RAISE, sequenceNumber, persistenceId, sequenceNumber))
        .thenCompose(
            raised ->
                raised.wasApplied()
                    ? delete(persistenceId, sequenceNumber)
                    : CompletableFuture.completedFuture(null));
  }

  /** Of the partition of the last one, and of the one before: earlier ones are empty by then. */
  private CompletionStage<Void> delete(String persistenceId, long sequenceNumber) {
    long last = (sequenceNumber - 1) / EVENTS_OF_A_PARTITION;
    return execute(DELETE, persistenceId, Math.max(0, last - 1), sequenceNumber)
        .thenCompose(done -> execute(DELETE, persistenceId, last, sequenceNumber))
        .thenApply(done -> null);
  }

  private CompletionStage<AsyncResultSet> execute(String cql, Object... values) {
    return session.executeAsync(
        SimpleStatement.newInstance(cql, values).setConsistencyLevel(ConsistencyLevel.QUORUM));
  }
}
