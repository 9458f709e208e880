package footfall.session;

import footfall.persistence.clickhouse.EventRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The raw rows of one shard on their way to ClickHouse: in order, one insert in flight. Until it is
 * known which offsets an earlier incarnation has stored, rows wait; those offsets are then left
 * out.
 */
final class RawRows {
  private List<EventRow> pending = new ArrayList<>();
  private long[] stored;
  private long inFlightFrom = Long.MAX_VALUE;

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
    return stored != null && inFlightFrom == Long.MAX_VALUE && !pending.isEmpty();
  }

  /** The next rows to insert; may be empty where all of them are stored already. */
  List<EventRow> take() {
    List<EventRow> rows = pending;
    pending = new ArrayList<>();
    inFlightFrom = rows.get(0).kafkaOffset();
    if (stored.length == 0) {
      return rows;
    }
    rows.removeIf(row -> Arrays.binarySearch(stored, row.kafkaOffset()) >= 0);
    return rows;
  }

  void acknowledged() {
    inFlightFrom = Long.MAX_VALUE;
  }

  /** Whether every row up to this offset is in ClickHouse. */
  boolean storedThrough(long offset) {
    long first = inFlightFrom;
    if (first == Long.MAX_VALUE && !pending.isEmpty()) {
      first = pending.get(0).kafkaOffset();
    }
    return first > offset;
  }
}
