package footfall.api.live;

import footfall.protocol.live.LiveFrame;
import footfall.protocol.live.LiveFrameJson;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One frame of a website on this node, shared by all its sockets: each of its two forms is encoded
 * at most once, when the first socket needs it. For any thread.
 */
public final class EncodedFrame {
  private final LiveFrame frame;
  private final AtomicInteger encodings = new AtomicInteger();
  private String snapshot;
  private String update;

  public EncodedFrame(LiveFrame frame) {
    this.frame = frame;
  }

  public LiveFrame frame() {
    return frame;
  }

  /** The first frame of a socket, as JSON. */
  public synchronized String snapshot() {
    if (snapshot == null) {
      snapshot = encode(LiveFrameJson.SNAPSHOT);
    }
    return snapshot;
  }

  /** Every later frame of a socket, as JSON. */
  public synchronized String update() {
    if (update == null) {
      update = encode(LiveFrameJson.UPDATE);
    }
    return update;
  }

  /** How often this frame has been encoded, both forms together: at most 2. */
  public int encodings() {
    return encodings.get();
  }

  private String encode(String type) {
    encodings.incrementAndGet();
    return new String(LiveFrameJson.write(frame, type), StandardCharsets.UTF_8);
  }
}
