package footfall.load.bench;

import footfall.load.collect.CollectorClient;
import footfall.load.collect.SendCounters;
import footfall.load.traffic.Traffic;
import footfall.load.traffic.TrafficSettings;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How soon a hit shows: from its sending to the WebSocket frame that lists it, under load. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends live traffic to a running node and watches it over WebSockets.",
      "Marked hits of a quiet website are timed from sending to the frame that lists them."
    })
final class LatencyCommand implements Callable<Integer> {
  private static final String PROBE = "latency-probe";
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final long MARK_EVERY_NANOS = 97_000_000L;

  @Spec private CommandSpec spec;

  @Option(names = "--rate", defaultValue = "1000", description = "hits/s (${DEFAULT-VALUE})")
  private double rate;

  @Option(names = "--websites", defaultValue = "10", description = "(${DEFAULT-VALUE})")
  private int websites;

  @Option(names = "--seconds", defaultValue = "60", description = "measured (${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--seed", defaultValue = "1", description = "of all chance (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--url",
      defaultValue = "http://127.0.0.1:${env:FOOTFALL_HTTP_PORT:-8080}",
      description = "of the node (${DEFAULT-VALUE})")
  private URI url;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    List<String> ids = TrafficSettings.demoWebsites(websites);
    SendCounters counters = new SendCounters();
    CollectorClient collector = new CollectorClient(url, 256, Duration.ofSeconds(30), counters);
    Latencies toFrame = new Latencies();
    Latencies reported = new Latencies();
    try (FrameWatcher probe = FrameWatcher.of(url, PROBE);
        FrameWatcher busiest = FrameWatcher.of(url, ids.get(0))) {
      Marks marks = new Marks(PROBE, probe, toFrame);
      busiest.onFrame(frame -> reported.add(frame.path("lag_ms").asLong()));
      Traffic traffic = new Traffic(new TrafficSettings(seed, ids, rate, 0.01));
      run(traffic, collector, marks, WARM_UP);
      toFrame.clear();
      reported.clear();
      run(traffic, collector, marks, Duration.ofSeconds(seconds));
    }
    out.printf(
        "%,.0f hits/s on %d websites for %d s: accepted %,d, rejected %,d, errors %,d%n",
        rate, websites, seconds, counters.accepted(), counters.rejected(), counters.errors());
    out.println("| what | frames or hits | p50 ms | p99 ms | max ms |");
    out.println("|---|---|---|---|---|");
    toFrame.print("sent -> frame received, by the client's clock", out);
    reported.print("lag_ms of the busiest website's frames (p99 of the last minute)", out);
    return counters.errors() == 0 && toFrame.size() > 0 ? 0 : 1;
  }

  private void run(Traffic traffic, CollectorClient collector, Marks marks, Duration time)
      throws InterruptedException {
    long start = System.nanoTime();
    long nextMark = start;
    for (long sent = 0; System.nanoTime() - start < time.toNanos(); sent++) {
      long due = start + (long) (sent * 1e9 / rate);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      var unused = collector.post(List.of(traffic.next(System.currentTimeMillis()).json()));
      if (System.nanoTime() >= nextMark) {
        marks.send(collector);
        nextMark += MARK_EVERY_NANOS;
      }
    }
  }
}
