package footfall.persistence.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One column of a block, filled by rising row number. A row that is skipped holds the type's
 * default. Not safe for use by several threads until it is finished.
 */
public abstract class Column {
  private final String name;
  private final String type;

  Column(String name, String type) {
    this.name = name;
    this.type = type;
  }

  public final String name() {
    return name;
  }

  public final String type() {
    return type;
  }

  /** True where no row differs from the default: ClickHouse fills the column itself. */
  abstract boolean isDefault();

  /** Fills up to {@code rows} with defaults; nothing is put afterwards. */
  final void finish(int rows) {
    if (!isDefault()) {
      fillTo(rows);
    }
  }

  /** Writes defaults up to {@code rows}, also where nothing was put at all. */
  abstract void fillTo(int rows);

  /** The rows from {@code from} to before {@code to}, of a finished column. */
  abstract Column slice(int from, int to);

  /** Bytes of heap behind it. */
  abstract long heapBytes();

  /** What precedes the values, before those of any enclosing array. */
  void writePrefix(OutputStream out) throws IOException {}

  abstract void writeValues(OutputStream out) throws IOException;

  final void writeTo(OutputStream out) throws IOException {
    Bytes head = new Bytes(64);
    addText(head, name);
    addText(head, type);
    head.writeTo(out);
    writePrefix(out);
    writeValues(out);
  }

  /** UTF-8 with its length before it; half a surrogate pair becomes a question mark. */
  static void addText(Bytes bytes, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    bytes.addVarInt(utf8.length);
    bytes.add(utf8);
  }
}
