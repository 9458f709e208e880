package footfall.persistence.clickhouse;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where rows go for good. Every stage completes once ClickHouse has acknowledged, however long that
 * takes.
 */
public interface EventStore {

  /** Stores raw rows of one partition; the stages of several calls complete in any order. */
  CompletionStage<Void> writeEvents(List<EventRow> rows);

  /** Stores closed sessions and joins; sending an identical row again changes nothing. */
  CompletionStage<Void> writeSessions(List<SessionRow> rows, List<SessionJoin> joins);

  /**
   * The offsets of this topic and partition at or above {@code from} that are stored, ascending;
   * asked once every row handed over before is stored.
   */
  CompletionStage<long[]> storedOffsets(int partition, long from);

  /**
   * Inserts the rows gathered so far without waiting for more: a caller's checkpoint hangs on it.
   */
  default void hurry() {}

  /** True while rows not yet acknowledged fill the node's budget: ingest pauses. */
  boolean isFull();
}
