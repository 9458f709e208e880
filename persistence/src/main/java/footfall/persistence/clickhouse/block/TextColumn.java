package footfall.persistence.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;

/** {@code String}: texts that seldom repeat, in UTF-8. */
public final class TextColumn extends Column {
  private static final int EXPECTED_LENGTH = 24;

  private final int expectedRows;
  private Bytes texts;
  private int filled;

  public TextColumn(String name, int expectedRows) {
    super(name, "String");
    this.expectedRows = expectedRows;
  }

  public void put(int row, String text) {
    if (text.isEmpty()) {
      return;
    }
    if (texts == null) {
      texts = new Bytes(expectedRows * EXPECTED_LENGTH);
    }
    skipTo(row);
    addText(texts, text);
    filled = row + 1;
  }

  /** An empty text is a single zero: its length. */
  private void skipTo(int row) {
    texts.padTo(texts.size() + row - filled);
    filled = row;
  }

  @Override
  boolean isDefault() {
    return texts == null;
  }

  @Override
  void fillTo(int rows) {
    if (texts == null) {
      texts = new Bytes(rows);
    }
    skipTo(rows);
  }

  @Override
  TextColumn slice(int from, int to) {
    TextColumn part = new TextColumn(name(), to - from);
    if (texts != null) {
      int start = skip(0, from);
      part.texts = texts.slice(start, skip(start, to - from));
      part.filled = to - from;
    }
    return part;
  }

  /** The position {@code count} texts behind {@code position}. */
  private int skip(int position, int count) {
    int at = position;
    for (int i = 0; i < count; i++) {
      int length = 0;
      int shift = 0;
      byte next;
      do {
        next = texts.get(at++);
        length |= (next & 0x7f) << shift;
        shift += 7;
      } while (next < 0);
      at += length;
    }
    return at;
  }

  @Override
  long heapBytes() {
    return texts == null ? 0 : texts.capacity();
  }

  @Override
  void writeValues(OutputStream out) throws IOException {
    texts.writeTo(out);
  }
}
