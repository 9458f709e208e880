package footfall.api.live;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What a node's live feed has done since it started. Any thread. */
public final class LiveCounters {
  private final LongAdder frames = new LongAdder();
  private final LongAdder encodings = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder cut = new LongAdder();
  private final AtomicInteger sockets = new AtomicInteger();

  /** Frames of websites that came to this node. */
  public long frames() {
    return frames.sum();
  }

  /** Frames written as JSON: at most once each, however many sockets they go to. */
  public long encodings() {
    return encodings.sum();
  }

  /** Frames handed to sockets. */
  public long sent() {
    return sent.sum();
  }

  /** Sockets that were cut because they did not read. */
  public long cut() {
    return cut.sum();
  }

  /** Sockets that are open. */
  public int sockets() {
    return sockets.get();
  }

  void countFrame() {
    frames.increment();
  }

  void countEncoding() {
    encodings.increment();
  }

  void countSent() {
    sent.increment();
  }

  void countCut() {
    cut.increment();
  }

  void opened() {
    sockets.incrementAndGet();
  }

  void closed() {
    sockets.decrementAndGet();
  }
}
