package footfall.load.peer;

import footfall.protocol.hit.EventType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Base64;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;

/** What a website-minute, or a part of it, has counted; users as an HLL. For one thread. */
public final class MinuteTally {
  private static final int LG_K = 12;

  private long pageviews;
  private long events;
  private HllSketch users = new HllSketch(LG_K, TgtHllType.HLL_4);

  public void add(PeerHit hit) {
    users.update(hit.countedUser());
    if (hit.type() == EventType.PAGEVIEW) {
      pageviews++;
    } else if (hit.type() == EventType.EVENT) {
      events++;
    }
  }

  public void merge(MinuteTally other) {
    pageviews += other.pageviews;
    events += other.events;
    if (users.isEmpty()) {
      users = other.users.copy();
      return;
    }
    Union union = new Union(LG_K);
    union.update(users);
    union.update(other.users);
    users = union.getResult(TgtHllType.HLL_4);
  }

  public MinuteTally copy() {
    MinuteTally copy = new MinuteTally();
    copy.pageviews = pageviews;
    copy.events = events;
    copy.users = users.copy();
    return copy;
  }

  /** Pageviews, custom events and the sketch in Base64, with tabs between. */
  public String row() {
    return pageviews
        + "\t"
        + events
        + "\t"
        + Base64.getEncoder().encodeToString(users.toCompactByteArray());
  }

  public void write(DataOutput out) throws IOException {
    byte[] image = users.toCompactByteArray();
    out.writeLong(pageviews);
    out.writeLong(events);
    out.writeInt(image.length);
    out.write(image);
  }

  public static MinuteTally read(DataInput in) throws IOException {
    MinuteTally tally = new MinuteTally();
    tally.pageviews = in.readLong();
    tally.events = in.readLong();
    byte[] image = new byte[in.readInt()];
    in.readFully(image);
    tally.users = HllSketch.heapify(Memory.wrap(image));
    return tally;
  }
}
