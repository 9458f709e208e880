package footfall.load.bench;

import footfall.load.collect.CollectorClient;
import footfall.load.collect.LiveKeys;
import footfall.load.collect.SendCounters;
import footfall.load.scenario.NodeProcess;
import footfall.load.traffic.Traffic;
import footfall.load.traffic.TrafficHit;
import footfall.load.traffic.TrafficSettings;
import footfall.localstack.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How soon a hit shows: from its sending to the WebSocket frame that lists it, under load. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends live traffic to a running node, or with --of-peak to one of its own, and watches it",
      "over WebSockets; makes the websites in the node's PostgreSQL, and keys to watch them. Marked hits of quiet websites are timed from sending to the frame that",
      "lists them."
    })
final class LatencyCommand implements Callable<Integer> {
  private static final String PROBE = "latency-probe";
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration MARK_EVERY = Duration.ofMillis(97);
  private static final int WEBSITES = 10;
  private static final int WEBSITES_OF_PEAK = 200;

  @Spec private CommandSpec spec;

  @Option(names = "--rate", defaultValue = "1000", description = "hits/s (${DEFAULT-VALUE})")
  private double rate;

  @Option(
      names = "--of-peak",
      split = ",",
      paramLabel = "PERCENT",
      description = {
        "start stores and a node, find the peak of hits/s that it sustains through Kafka, then",
        "measure at these shares of it, such as 10,50,80; writes docs/benchmarks.md"
      })
  private List<Integer> percents = List.of();

  @Option(
      names = "--websites",
      description = "(" + WEBSITES + "; with --of-peak " + WEBSITES_OF_PEAK + ")")
  private int websites;

  @Option(
      names = "--watched",
      defaultValue = "20",
      description = "with --of-peak: websites watched by WebSocket (${DEFAULT-VALUE})")
  private int watched;

  @Option(
      names = "--warm-up",
      defaultValue = "90",
      description = "with --of-peak: s under full load before anything counts (${DEFAULT-VALUE})")
  private int warmUp;

  @Option(
      names = "--node-jvm",
      paramLabel = "OPTIONS",
      defaultValue = "-Xms256m -Xmx2g -XX:+ExitOnOutOfMemoryError",
      description = "with --of-peak: of the node; those of ./footfall up (${DEFAULT-VALUE})")
  private String nodeJvm;

  @Mixin private WriteOption write;

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
  public Integer call() throws IOException {
    if (websites == 0) {
      websites = percents.isEmpty() ? WEBSITES : WEBSITES_OF_PEAK;
    }
    if (!percents.isEmpty()) {
      return ofPeak();
    }
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
    LiveKeys keys = LiveKeys.make(Stream.concat(Stream.of(PROBE), ids.stream()).toList());
    try (FrameWatcher probe = FrameWatcher.of(url, PROBE, keys);
        FrameWatcher busiest = FrameWatcher.of(url, ids.get(0), keys)) {
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

  private long run(Traffic traffic, HitSink hits, Marks marks, Duration time) {
    return AtRate.send(
        rate,
        time,
        () -> {
          TrafficHit hit = traffic.next(System.currentTimeMillis());
          hits.send(hit.kafkaKey(), hit.json());
        },
        MARK_EVERY,
        () -> marks.send(hits));
  }

  /** On stores and with a node of its own. */
  private int ofPeak() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    LatencyOfPeak.Settings settings =
        new LatencyOfPeak.Settings(percents, websites, watched, seconds, warmUp, seed);
    LatencyReport report =
        new LatencyReport(String.join(" ", spec.commandLine().getParseResult().originalArgs()));
    out.println("starting stores and a node");
    out.flush();
    try (BenchStack stores = BenchStack.start(EnumSet.allOf(Service.class));
        NodeProcess node =
            stores.node(FilledTopic.PARTITIONS, Map.of(NodeProcess.JVM_OPTIONS, nodeJvm));
        KafkaHits hits = new KafkaHits(stores.kafka())) {
      node.start();
      new LatencyOfPeak(stores.stack(), node, hits, settings, report, out).run();
      out.println(report.section());
      if (write.isOn()) {
        new MarkedSection("bench latency").write(write.page(), report.section());
      }
      node.stop();
      stores.discardLogs();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
    return 0;
  }
}
