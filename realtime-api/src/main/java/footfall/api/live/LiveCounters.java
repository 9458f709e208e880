package footfall.api.live;

import footfall.protocol.measure.Timings;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What a node's live feed has done since it started. Any thread. */
public final class LiveCounters {
  private final LongAdder frames = new LongAdder();
  private final LongAdder encodings = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder cut = new LongAdder();
  private final AtomicInteger sockets = new AtomicInteger();
  private final Timings receiptToFrame =
      new Timings(0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30);
  private volatile int websites;

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

  /** Websites that sockets of this node watch. */
  public int websites() {
    return websites;
  }

  /** From a hit's receipt by the collector to the frame that shows it, for watched websites. */
  public Timings receiptToFrame() {
    return receiptToFrame;
  }

  /** To be told whenever a first socket comes or a last one leaves. */
  public void watching(int websitesNow) {
    websites = websitesNow;
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
