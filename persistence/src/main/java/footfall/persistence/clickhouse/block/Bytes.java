package footfall.persistence.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing run of bytes, little-endian as ClickHouse wants them; bytes never written are zero. */
final class Bytes {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SMALLEST = 16;

  private byte[] array;
  private int size;

  Bytes(int capacity) {
    array = new byte[Math.max(capacity, SMALLEST)];
  }

  int size() {
    return size;
  }

  /** Bytes of heap behind it. */
  int capacity() {
    return array.length;
  }

  byte get(int position) {
    return array[position];
  }

  int getInt(int position) {
    return (int) INT.get(array, position);
  }

  long getLong(int position) {
    return (long) LONG.get(array, position);
  }

  void add(byte value) {
    reserve(1);
    array[size++] = value;
  }

  void add(byte[] values) {
    reserve(values.length);
    System.arraycopy(values, 0, array, size, values.length);
    size += values.length;
  }

  void addLong(long value) {
    reserve(Long.BYTES);
    LONG.set(array, size, value);
    size += Long.BYTES;
  }

  /** LEB128, as for lengths. */
  void addVarInt(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      add((byte) (rest | 0x80));
      rest >>>= 7;
    }
    add((byte) rest);
  }

  void setByte(int position, byte value) {
    array[position] = value;
  }

  void setShort(int position, int value) {
    array[position] = (byte) value;
    array[position + 1] = (byte) (value >>> 8);
  }

  void setInt(int position, int value) {
    INT.set(array, position, value);
  }

  void setLong(int position, long value) {
    LONG.set(array, position, value);
  }

  void setBytes(int position, byte[] values) {
    System.arraycopy(values, 0, array, position, values.length);
  }

  /** Lengthens it with zeros to {@code newSize}; never shortens it. */
  void padTo(int newSize) {
    if (newSize > size) {
      reserve(newSize - size);
      size = newSize;
    }
  }

  Bytes slice(int from, int to) {
    Bytes part = new Bytes(to - from);
    System.arraycopy(array, from, part.array, 0, to - from);
    part.size = to - from;
    return part;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(array, 0, size);
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > array.length) {
      array =
          Arrays.copyOf(
              array, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * array.length)));
    }
  }
}
