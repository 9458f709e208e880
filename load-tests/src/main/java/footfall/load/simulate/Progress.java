package footfall.load.simulate;

import footfall.load.collect.SendCounters;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One line a second on what was sent and what became of it; a summary at the end. */
final class Progress implements AutoCloseable {
  private final SendCounters counters;
  private final PrintWriter out;
  private final long start = System.nanoTime();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private long sentBefore;
  private long acceptedBefore;

  Progress(SendCounters counters, PrintWriter out) {
    this.counters = counters;
    this.out = out;
  }

  void start() {
    var unused = clock.scheduleAtFixedRate(this::line, 1, 1, TimeUnit.SECONDS);
  }

  private void line() {
    long sent = counters.sent();
    long accepted = counters.accepted();
    out.printf(
        "%s  sent %,d/s  accepted %,d/s  rejected %,d  sent again %,d  errors %,d  total %,d%n",
        LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
        sent - sentBefore,
        accepted - acceptedBefore,
        counters.rejected(),
        counters.retries(),
        counters.errors(),
        accepted);
    out.flush();
    sentBefore = sent;
    acceptedBefore = accepted;
  }

  void summary() {
    double seconds = Math.max(1e-9, (System.nanoTime() - start) / 1e9);
    out.printf(
        "%nIn %.1f s: sent %,d hits (%.1f/s), accepted %,d, rejected %,d, errors %,d;"
            + " %,d requests were sent again.%n",
        seconds,
        counters.sent(),
        counters.sent() / seconds,
        counters.accepted(),
        counters.rejected(),
        counters.errors(),
        counters.retries());
    counters
        .rejectedByReason()
        .forEach((reason, n) -> out.printf("  rejected %s: %,d%n", reason, n));
    if (counters.errors() > 0) {
      out.println("  errors: the node did not answer; is it running? start it with ./footfall up");
    }
    out.flush();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
