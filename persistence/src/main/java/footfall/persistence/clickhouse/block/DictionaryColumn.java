package footfall.persistence.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code LowCardinality(String)}: texts that repeat. Each is encoded once per block and named by
 * its place in the dictionary, where the empty text comes first.
 */
public final class DictionaryColumn extends Column {
  private static final long SHARED_DICTIONARIES_WITH_ADDITIONAL_KEYS = 1;
  private static final long HAS_ADDITIONAL_KEYS = 1L << 9;
  private static final long NEEDS_UPDATE = 1L << 10;

  private final Map<String, Integer> places = new HashMap<>();
  private final Bytes keys;
  private final int expectedRows;
  private int keyCount;
  private int[] rows;
  private int filled;
  private String lastText = "";
  private int lastPlace;

  public DictionaryColumn(String name, int expectedRows) {
    this(name, expectedRows, new Bytes(0), 1);
    keys.addVarInt(0);
  }

  private DictionaryColumn(String name, int expectedRows, Bytes keys, int keyCount) {
    super(name, "LowCardinality(String)");
    this.expectedRows = expectedRows;
    this.keys = keys;
    this.keyCount = keyCount;
  }

  public void put(int row, String text) {
    if (text.isEmpty()) {
      return;
    }
    if (!text.equals(lastText)) {
      lastPlace = placeOf(text);
      lastText = text;
    }
    reserve(row + 1);
    rows[row] = lastPlace;
    filled = row + 1;
  }

  private int placeOf(String text) {
    Integer known = places.get(text);
    if (known != null) {
      return known;
    }
    places.put(text, keyCount);
    addText(keys, text);
    return keyCount++;
  }

  private void reserve(int count) {
    if (rows == null) {
      rows = new int[Math.max(count, expectedRows)];
    } else if (count > rows.length) {
      rows = Arrays.copyOf(rows, Math.max(count, 2 * rows.length));
    }
  }

  @Override
  boolean isDefault() {
    return rows == null;
  }

  @Override
  void fillTo(int count) {
    reserve(count);
    filled = count;
    places.clear();
    lastText = "";
  }

  @Override
  DictionaryColumn slice(int from, int to) {
    DictionaryColumn part = new DictionaryColumn(name(), to - from, keys, keyCount);
    if (rows != null) {
      part.rows = Arrays.copyOfRange(rows, from, to);
      part.filled = to - from;
    }
    return part;
  }

  @Override
  long heapBytes() {
    return rows == null ? 0 : (long) rows.length * Integer.BYTES + keys.capacity();
  }

  @Override
  void writePrefix(OutputStream out) throws IOException {
    Bytes prefix = new Bytes(Long.BYTES);
    prefix.addLong(SHARED_DICTIONARIES_WITH_ADDITIONAL_KEYS);
    prefix.writeTo(out);
  }

  @Override
  void writeValues(OutputStream out) throws IOException {
    int widthCode = keyCount <= 1 << 8 ? 0 : keyCount <= 1 << 16 ? 1 : 2;
    Bytes head = new Bytes(2 * Long.BYTES);
    head.addLong(widthCode | HAS_ADDITIONAL_KEYS | NEEDS_UPDATE);
    head.addLong(keyCount);
    head.writeTo(out);
    keys.writeTo(out);
    Bytes tail = new Bytes(Long.BYTES + (filled << widthCode));
    tail.addLong(filled);
    tail.padTo(Long.BYTES + (filled << widthCode));
    for (int row = 0; row < filled; row++) {
      int position = Long.BYTES + (row << widthCode);
      switch (widthCode) {
        case 0 -> tail.setByte(position, (byte) rows[row]);
        case 1 -> tail.setShort(position, rows[row]);
        default -> tail.setInt(position, rows[row]);
      }
    }
    tail.writeTo(out);
  }
}
