package footfall.persistence.clickhouse;

/**
 * Told of rows that ClickHouse will never take, on the thread that inserts; the rows beside them
 * are stored and the caller's stage completes. Must not throw.
 */
public interface RefusedRows {

  /** The raw row of this record is not stored; {@code detail} says why and quotes nothing of it. */
  void event(int kafkaPartition, long kafkaOffset, String detail);

  /** A session or join is not stored; {@code detail} says why and quotes nothing of it. */
  void session(String table, long version, String detail);
}
