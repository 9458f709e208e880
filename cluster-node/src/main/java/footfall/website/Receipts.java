package footfall.website;

import footfall.protocol.measure.Timings;
import java.util.ArrayList;
import java.util.List;

/**
 * When the hits were received that the next frame will show, and how long those before took. For
 * one actor.
 */
final class Receipts {
  /** What comes beyond is not measured. */
  private static final int MOST_WAITING = 20_000;

  private final Timings all;
  private final LagWindow lag = new LagWindow();
  private final List<Long> waiting = new ArrayList<>();

  /** {@code all} is told the times of all websites of a node. */
  Receipts(Timings all) {
    this.all = all;
  }

  /** Collector receipt of hits that no frame shows yet, epoch ms. */
  void take(List<Long> receivedAt) {
    int room = Math.min(receivedAt.size(), MOST_WAITING - waiting.size());
    waiting.addAll(receivedAt.subList(0, room));
  }

  /** A frame that shows them goes out now, at epoch ms. */
  void shown(long now) {
    for (long receivedAt : waiting) {
      lag.add(now - receivedAt, now);
      all.addMillis(now - receivedAt);
    }
    waiting.clear();
  }

  /** The 99th percentile of the last minute in ms; 0 when there was no hit. */
  long percentile99(long now) {
    return lag.percentile99(now);
  }
}
