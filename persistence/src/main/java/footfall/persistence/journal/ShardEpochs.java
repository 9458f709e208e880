package footfall.persistence.journal;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes epochs for session shards: each is higher than any before, whichever node took that.
 * Cassandra's journal fences no writer, so an epoch tells an old owner's events from a new one's.
 */
public final class ShardEpochs {
  private static final String TABLE = "footfall_session_shard.epochs";

  private final CqlSession session;

  public ShardEpochs(CqlSession session) {
    this.session = session;
  }

  /** Takes the next epoch of a partition, from 1; fails while Cassandra is away. */
  public CompletionStage<Long> take(int partition) {
    return read(partition).thenCompose(found -> raise(partition, found.one()));
  }

  /** Whether nobody has taken a higher epoch; fails while Cassandra is away. */
  public CompletionStage<Boolean> isLatest(int partition, long epoch) {
    return read(partition)
        .thenApply(
            found -> {
              Row latest = found.one();
              return latest != null && latest.getLong("epoch") == epoch;
            });
  }

  private CompletionStage<AsyncResultSet> read(int partition) {
    return session.executeAsync(
        SimpleStatement.newInstance(
                "SELECT epoch FROM " + TABLE + " WHERE partition_nr = ?", partition)
            .setConsistencyLevel(ConsistencyLevel.SERIAL));
  }

  private CompletionStage<Long> raise(int partition, Row before) {
    long next = before == null ? 1 : before.getLong("epoch") + 1;
    return session
        .executeAsync(before == null ? first(partition, next) : next(partition, next))
        .thenCompose(result -> won(partition, next, result));
  }

  /** Whoever lost against another takes the epoch after that one's. */
  private CompletionStage<Long> won(int partition, long epoch, AsyncResultSet result) {
    return result.wasApplied() ? CompletableFuture.completedFuture(epoch) : take(partition);
  }

  private static SimpleStatement first(int partition, long epoch) {
    return SimpleStatement.newInstance(
        "INSERT INTO " + TABLE + " (partition_nr, epoch) VALUES (?, ?) IF NOT EXISTS",
        partition,
        epoch);
  }

  private static SimpleStatement next(int partition, long epoch) {
    return SimpleStatement.newInstance(
        "UPDATE " + TABLE + " SET epoch = ? WHERE partition_nr = ? IF epoch = ?",
        epoch,
        partition,
        epoch - 1);
  }
}
