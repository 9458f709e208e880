package footfall.api.live;

import akka.util.ByteString;
import footfall.protocol.live.LiveFrame;
import footfall.protocol.live.LiveFrameJson;

/**
 * One frame of a website on this node, shared by all its sockets: encoded at most once, when the
 * first socket needs it. For any thread.
 */
public final class EncodedFrame {
  private static final int UPDATE_HEAD = head(LiveFrameJson.UPDATE).size();
  private static final ByteString SNAPSHOT_HEAD = head(LiveFrameJson.SNAPSHOT);

  private final LiveFrame frame;
  private final LiveCounters counters;
  private ByteString update;

  /** Counts as a frame of this node. */
  public EncodedFrame(LiveFrame frame, LiveCounters counters) {
    this.frame = frame;
    this.counters = counters;
    counters.countFrame();
  }

  public LiveFrame frame() {
    return frame;
  }

  /** The first frame of a socket, as JSON in UTF-8: it differs from an update in its type only. */
  public ByteString snapshot() {
    return SNAPSHOT_HEAD.concat(update().drop(UPDATE_HEAD));
  }

  /** Every later frame of a socket, as JSON in UTF-8: the same bytes for all. */
  public synchronized ByteString update() {
    if (update == null) {
      counters.countEncoding();
      update = ByteString.fromArrayUnsafe(LiveFrameJson.write(frame, LiveFrameJson.UPDATE));
    }
    return update;
  }

  /** The type comes first. */
  private static ByteString head(String type) {
    return ByteString.fromString("{\"type\":\"" + type + "\"");
  }
}
