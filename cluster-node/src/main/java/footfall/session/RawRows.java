package footfall.session;

import footfall.persistence.clickhouse.EventRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The raw rows of one shard on their way to ClickHouse. While an insert is under way they gather;
 * once they are {@link #BLOCK_ROWS} they go on as well, because the store keeps them encoded, in a
 * third of the memory. Until it is known which offsets an earlier incarnation has stored, rows
 * wait; those offsets are then left out.
 */
final class RawRows {
  /** Larger blocks cost ClickHouse less, smaller ones this node. */
  static final int BLOCK_ROWS = 2_000;

  private List<EventRow> pending = new ArrayList<>();
  private long[] stored;

  /** The first offset of each insert that is under way. */
  private final TreeSet<Long> underWay = new TreeSet<>();

  /** Rows that are to be inserted together, or none where all of them are stored already. */
  record Insert(long from, List<EventRow> rows) {}

  void add(EventRow row) {
    pending.add(row);
  }

  int pending() {
    return pending.size();
  }

  /** The offsets, ascending, that are in ClickHouse from the restart on. */
  void knowStored(long[] offsets) {
    stored = offsets;
  }

  boolean mayInsert() {
    return stored != null
        && !pending.isEmpty()
        && (underWay.isEmpty() || pending.size() >= BLOCK_ROWS);
  }

  Insert take() {
    List<EventRow> rows = pending;
    pending = new ArrayList<>();
    long from = rows.get(0).kafkaOffset();
    underWay.add(from);
    if (stored.length > 0) {
      rows.removeIf(row -> Arrays.binarySearch(stored, row.kafkaOffset()) >= 0);
    }
    return new Insert(from, rows);
  }

  /** The insert that began there is in ClickHouse; they may come in any order. */
  void acknowledged(long from) {
    underWay.remove(from);
  }

  /** Whether every row up to this offset is in ClickHouse. */
  boolean storedThrough(long offset) {
    if (!underWay.isEmpty()) {
      return underWay.first() > offset;
    }
    return pending.isEmpty() || pending.get(0).kafkaOffset() > offset;
  }
}
