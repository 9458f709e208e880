package footfall.load.replay;

import java.io.PrintWriter;

/** A bar that grows in place. */
final class ProgressBar {
  private static final int WIDTH = 40;

  private final long whole;
  private final PrintWriter out;
  private long shown = -1;

  ProgressBar(long whole, PrintWriter out) {
    this.whole = whole;
    this.out = out;
  }

  /** Draws again only when a percent is full. */
  void show(long done) {
    long percent = done * 100 / whole;
    if (percent != shown) {
      shown = percent;
      int full = (int) (done * WIDTH / whole);
      out.printf(
          "\r[%s%s] %3d %%  %,d of %,d",
          "#".repeat(full), ".".repeat(WIDTH - full), percent, done, whole);
      out.flush();
    }
  }

  void end() {
    out.println();
    out.flush();
  }
}
