package footfall.persistence.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code Array(T)}, or {@code Map(K, V)} which is an array of pairs: per row where its elements
 * end, and the elements of all rows behind each other.
 */
public final class ArrayColumn extends Column {
  private final List<Column> elements;
  private final int expectedRows;
  private Bytes ends;
  private int count;

  private ArrayColumn(String name, String type, int expectedRows, List<Column> elements) {
    super(name, type);
    this.elements = elements;
    this.expectedRows = expectedRows;
  }

  public static ArrayColumn of(Column element, int expectedRows) {
    String type = "Array(" + element.type() + ")";
    return new ArrayColumn(element.name(), type, expectedRows, List.of(element));
  }

  public static ArrayColumn map(String name, Column key, Column value, int expectedRows) {
    List<Column> pair = List.of(key, value);
    String type = pair.stream().map(Column::type).collect(Collectors.joining(", ", "Map(", ")"));
    return new ArrayColumn(name, type, expectedRows, pair);
  }

  /** Gives {@code row} its {@code size} elements; returns the element number of the first. */
  public int put(int row, int size) {
    int first = count;
    if (size > 0) {
      skipTo(row);
      count += size;
      ends.addLong(count);
    }
    return first;
  }

  private void skipTo(int row) {
    if (ends == null) {
      ends = new Bytes(expectedRows * Long.BYTES);
    }
    while (ends.size() < row * Long.BYTES) {
      ends.addLong(count);
    }
  }

  @Override
  boolean isDefault() {
    return ends == null;
  }

  @Override
  void fillTo(int rows) {
    skipTo(rows);
    elements.forEach(column -> column.fillTo(count));
  }

  @Override
  ArrayColumn slice(int from, int to) {
    if (ends == null) {
      return new ArrayColumn(name(), type(), to - from, elements);
    }
    int first = endOf(from - 1);
    int last = endOf(to - 1);
    List<Column> parts = elements.stream().map(column -> column.slice(first, last)).toList();
    ArrayColumn part = new ArrayColumn(name(), type(), to - from, parts);
    part.ends = new Bytes((to - from) * Long.BYTES);
    for (int row = from; row < to; row++) {
      part.ends.addLong(endOf(row) - first);
    }
    part.count = last - first;
    return part;
  }

  private int endOf(int row) {
    return row < 0 ? 0 : (int) ends.getLong(row * Long.BYTES);
  }

  @Override
  long heapBytes() {
    return ends == null
        ? 0
        : ends.capacity() + elements.stream().mapToLong(Column::heapBytes).sum();
  }

  @Override
  void writePrefix(OutputStream out) throws IOException {
    for (Column column : elements) {
      column.writePrefix(out);
    }
  }

  @Override
  void writeValues(OutputStream out) throws IOException {
    ends.writeTo(out);
    for (Column column : elements) {
      column.writeValues(out);
    }
  }
}
