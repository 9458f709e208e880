package footfall.load.peer;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A text with its place in a session: the first or the last by (event time, offset) is kept. */
final class PlacedText {
  private long time;
  private long offset;
  private String text;

  String or(String otherwise) {
    return text == null ? otherwise : text;
  }

  private void set(long newTime, long newOffset, String newText) {
    time = newTime;
    offset = newOffset;
    text = newText;
  }

  void earliest(long newTime, long newOffset, String newText) {
    if (text == null || newTime < time || (newTime == time && newOffset < offset)) {
      set(newTime, newOffset, newText);
    }
  }

  void latest(long newTime, long newOffset, String newText) {
    if (text == null || newTime > time || (newTime == time && newOffset > offset)) {
      set(newTime, newOffset, newText);
    }
  }

  void earliest(PlacedText other) {
    if (other.text != null) {
      earliest(other.time, other.offset, other.text);
    }
  }

  void latest(PlacedText other) {
    if (other.text != null) {
      latest(other.time, other.offset, other.text);
    }
  }

  PlacedText copy() {
    PlacedText copy = new PlacedText();
    copy.set(time, offset, text);
    return copy;
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeLong(time);
      out.writeLong(offset);
      out.writeUTF(text);
    }
  }

  static PlacedText read(DataInput in) throws IOException {
    PlacedText placed = new PlacedText();
    if (in.readBoolean()) {
      placed.set(in.readLong(), in.readLong(), in.readUTF());
    }
    return placed;
  }
}
