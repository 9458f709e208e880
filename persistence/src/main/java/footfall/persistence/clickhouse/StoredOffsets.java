package footfall.persistence.clickhouse;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** Asks which offsets of a partition are stored; answered by projection {@code stored_offsets}. */
final class StoredOffsets {
  static final String SQL =
      """
      SELECT kafka_offset FROM events
      WHERE kafka_topic_id = ? AND kafka_partition = ? AND kafka_offset >= ?
      ORDER BY kafka_offset""";
  private static final int FIRST_CAPACITY = 1024;

  private final ClickHouseConnection connection;
  private final String topicId;

  StoredOffsets(ClickHouseConnection connection, String topicId) {
    this.connection = connection;
    this.topicId = topicId;
  }

  /** Each stored offset at or above {@code from} once, ascending. */
  long[] read(int partition, long from) throws SQLException {
    try (PreparedStatement query = connection.jdbc().prepareStatement(SQL)) {
      query.setString(1, topicId);
      query.setInt(2, partition);
      query.setLong(3, from);
      try (ResultSet rows = query.executeQuery()) {
        return distinct(rows);
      }
    }
  }

  private static long[] distinct(ResultSet ascending) throws SQLException {
    long[] offsets = new long[FIRST_CAPACITY];
    int count = 0;
    while (ascending.next()) {
      long offset = ascending.getLong(1);
      if (count == 0 || offsets[count - 1] != offset) {
        if (count == offsets.length) {
          offsets = Arrays.copyOf(offsets, 2 * count);
        }
        offsets[count++] = offset;
      }
    }
    return Arrays.copyOf(offsets, count);
  }
}
