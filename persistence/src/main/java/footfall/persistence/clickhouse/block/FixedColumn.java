package footfall.persistence.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;

/** Values of one width in bytes: numbers, times, decimals, UUIDs, addresses. */
public final class FixedColumn extends Column {
  private final int width;
  private final int expectedRows;
  private Bytes values;

  /** {@code expectedRows} sizes the memory taken at the first value; more may follow. */
  public FixedColumn(String name, String type, int width, int expectedRows) {
    super(name, type);
    this.width = width;
    this.expectedRows = expectedRows;
  }

  public void putByte(int row, int value) {
    if (value != 0) {
      values(row).setByte(row * width, (byte) value);
    }
  }

  public void putShort(int row, int value) {
    if (value != 0) {
      values(row).setShort(row * width, value);
    }
  }

  public void putInt(int row, int value) {
    if (value != 0) {
      values(row).setInt(row * width, value);
    }
  }

  public void putLong(int row, long value) {
    if (value != 0) {
      values(row).setLong(row * width, value);
    }
  }

  /** ClickHouse keeps a UUID as two numbers of 8 bytes, the more significant one first. */
  public void putUuid(int row, UUID value) {
    Bytes bytes = values(row);
    bytes.setLong(row * width, value.getMostSignificantBits());
    bytes.setLong(row * width + Long.BYTES, value.getLeastSignificantBits());
  }

  /** {@code value} has the column's width. */
  public void putBytes(int row, byte[] value) {
    values(row).setBytes(row * width, value);
  }

  /** The number at {@code row}, of a column of 4 bytes with its sign or of 8. */
  long getNumber(int row) {
    return width == Integer.BYTES ? values.getInt(row * width) : values.getLong(row * width);
  }

  private Bytes values(int row) {
    if (values == null) {
      values = new Bytes(expectedRows * width);
    }
    values.padTo((row + 1) * width);
    return values;
  }

  @Override
  boolean isDefault() {
    return values == null;
  }

  @Override
  void fillTo(int rows) {
    if (values == null) {
      values = new Bytes(rows * width);
    }
    values.padTo(rows * width);
  }

  @Override
  FixedColumn slice(int from, int to) {
    FixedColumn part = new FixedColumn(name(), type(), width, to - from);
    part.values = values == null ? null : values.slice(from * width, to * width);
    return part;
  }

  @Override
  long heapBytes() {
    return values == null ? 0 : values.capacity();
  }

  @Override
  void writeValues(OutputStream out) throws IOException {
    values.writeTo(out);
  }
}
