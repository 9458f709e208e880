package footfall.load.bench;

import footfall.load.collect.CollectorClient;
import footfall.load.collect.SendCounters;
import footfall.load.traffic.Traffic;
import footfall.load.traffic.TrafficHit;
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

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = {
        "send straight to Kafka, as the collector would, at rates that no HTTP generator reaches",
        "beside a node on few cores; times count from the producer's receipt"
      })
  private String kafka;

  @Override
  public Integer call() throws InterruptedException {
    SendCounters counters = new SendCounters();
    if (kafka != null) {
      try (KafkaHits hits = new KafkaHits(kafka)) {
        int exit = measure(hits);
        spec.commandLine().getOut().printf("(%,d hits sent to Kafka)%n", hits.sent());
        return exit;
      }
    }
    CollectorClient collector = new CollectorClient(url, 256, Duration.ofSeconds(30), counters);
    int exit = measure((key, json) -> post(collector, json));
    spec.commandLine()
        .getOut()
        .printf(
            "(accepted %,d, rejected %,d, errors %,d)%n",
            counters.accepted(), counters.rejected(), counters.errors());
    return counters.errors() == 0 ? exit : 1;
  }

  private static void post(CollectorClient collector, byte[] json) {
    try {
      var unused = collector.post(List.of(json));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private int measure(HitSink hits) {
    PrintWriter out = spec.commandLine().getOut();
    List<String> ids = TrafficSettings.demoWebsites(websites);
    Latencies toFrame = new Latencies();
    Latencies reported = new Latencies();
    try (FrameWatcher probe = FrameWatcher.of(url, PROBE);
        FrameWatcher busiest = FrameWatcher.of(url, ids.get(0))) {
      Marks marks = new Marks(PROBE, probe, toFrame);
      busiest.onFrame(frame -> reported.add(frame.path("lag_ms").asLong()));
      Traffic traffic = new Traffic(new TrafficSettings(seed, ids, rate, 0.01));
      run(traffic, hits, marks, WARM_UP);
      toFrame.clear();
      reported.clear();
      double sent = run(traffic, hits, marks, Duration.ofSeconds(seconds));
      out.printf(
          "%,.0f hits/s asked, %,.0f sent, on %d websites for %d s%n",
          rate, sent / seconds, websites, seconds);
    }
    out.println("| what | frames or hits | p50 ms | p99 ms | p99.9 ms | max ms |");
    out.println("|---|---|---|---|---|---|");
    toFrame.print("sent -> frame received, by the client's clock", out);
    reported.print("lag_ms of the busiest website's frames (p99 of the last minute)", out);
    return toFrame.size() > 0 ? 0 : 1;
  }

  /** Returns how many hits it has sent; less than asked where the generator does not keep up. */
  private long run(Traffic traffic, HitSink hits, Marks marks, Duration time) {
    long start = System.nanoTime();
    long nextMark = start;
    long sent = 0;
    while (System.nanoTime() - start < time.toNanos()) {
      long due = start + (long) (sent * 1e9 / rate);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      TrafficHit hit = traffic.next(System.currentTimeMillis());
      hits.send(hit.kafkaKey(), hit.json());
      sent++;
      if (System.nanoTime() >= nextMark) {
        marks.send(hits);
        nextMark += MARK_EVERY_NANOS;
      }
    }
    return sent;
  }
}
