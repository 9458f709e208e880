package footfall.persistence.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Some rows of one table in ClickHouse's {@code Native} format; never changed, so that sending it
 * again sends the same bytes. Several written one after the other are one insert.
 */
public final class Block {
  /** Objects around a column's bytes; more than the bytes where a block has few rows. */
  private static final int HEAP_PER_COLUMN = 200;

  private final int rows;
  private final List<Column> columns;
  private final long heapBytes;

  private Block(int rows, List<Column> columns) {
    this.rows = rows;
    this.columns = columns;
    this.heapBytes =
        columns.stream().mapToLong(column -> HEAP_PER_COLUMN + column.heapBytes()).sum();
  }

  /** Takes {@code rows} rows of each column; nothing may be put into the columns afterwards. */
  public static Block of(int rows, List<Column> columns) {
    columns.forEach(column -> column.finish(rows));
    return new Block(rows, columns.stream().filter(column -> !column.isDefault()).toList());
  }

  public int rows() {
    return rows;
  }

  /** Bytes of heap that it holds. */
  public long heapBytes() {
    return heapBytes;
  }

  /** The rows from {@code from} to before {@code to} as a block of their own. */
  public Block slice(int from, int to) {
    return new Block(to - from, columns.stream().map(column -> column.slice(from, to)).toList());
  }

  /** The number at {@code row} of a column of 4 or 8 bytes; 0 where the column was left out. */
  public long numberAt(String column, int row) {
    return columns.stream()
        .filter(candidate -> candidate.name().equals(column))
        .map(FixedColumn.class::cast)
        .mapToLong(candidate -> candidate.getNumber(row))
        .findFirst()
        .orElse(0);
  }

  public void writeTo(OutputStream out) throws IOException {
    Bytes head = new Bytes(10);
    head.addVarInt(columns.size());
    head.addVarInt(rows);
    head.writeTo(out);
    for (Column column : columns) {
      column.writeTo(out);
    }
  }
}
