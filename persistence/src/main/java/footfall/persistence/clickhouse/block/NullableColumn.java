package footfall.persistence.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;

/** {@code Nullable(T)} over numbers of 8 bytes; a row that is skipped is null. */
public final class NullableColumn extends Column {
  private static final byte NULL = 1;

  private final FixedColumn values;
  private final int expectedRows;
  private Bytes nulls;

  public NullableColumn(String name, String valueType, int expectedRows) {
    this(name, new FixedColumn(name, valueType, Long.BYTES, expectedRows), expectedRows);
  }

  private NullableColumn(String name, FixedColumn values, int expectedRows) {
    super(name, "Nullable(" + values.type() + ")");
    this.values = values;
    this.expectedRows = expectedRows;
  }

  public void putLong(int row, long value) {
    skipTo(row);
    nulls.add((byte) 0);
    values.putLong(row, value);
  }

  private void skipTo(int row) {
    if (nulls == null) {
      nulls = new Bytes(expectedRows);
    }
    while (nulls.size() < row) {
      nulls.add(NULL);
    }
  }

  @Override
  boolean isDefault() {
    return nulls == null;
  }

  @Override
  void fillTo(int rows) {
    skipTo(rows);
    values.fillTo(rows);
  }

  @Override
  NullableColumn slice(int from, int to) {
    NullableColumn part = new NullableColumn(name(), values.slice(from, to), to - from);
    part.nulls = nulls == null ? null : nulls.slice(from, to);
    return part;
  }

  @Override
  long heapBytes() {
    return nulls == null ? 0 : nulls.capacity() + values.heapBytes();
  }

  @Override
  void writeValues(OutputStream out) throws IOException {
    nulls.writeTo(out);
    values.writeValues(out);
  }
}
