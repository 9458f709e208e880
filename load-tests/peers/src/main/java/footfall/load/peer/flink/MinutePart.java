package footfall.load.peer.flink;

import footfall.load.peer.MinuteTally;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What one subtask has counted of a website-minute since it last sent some on.
 *
 * @param websiteMinute as {@code website|minute}
 */
record MinutePart(String websiteMinute, MinuteTally tally) {
  /** The epoch ms at which its minute begins. */
  long minute() {
    return Long.parseLong(websiteMinute.substring(websiteMinute.indexOf('|') + 1));
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(websiteMinute);
    tally.write(out);
  }

  static MinutePart read(DataInput in) throws IOException {
    return new MinutePart(in.readUTF(), MinuteTally.read(in));
  }
}
