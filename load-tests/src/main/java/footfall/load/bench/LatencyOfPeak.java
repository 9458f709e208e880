package footfall.load.bench;

import footfall.load.collect.LiveKeys;
import footfall.load.scenario.Await;
import footfall.load.scenario.NodeProcess;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Warms a node, finds what it sustains, and times frames at shares of that. */
final class LatencyOfPeak {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration SETTLE = Duration.ofSeconds(15);

  /** A frame lists 20 hits: a stall of 5 s hides none of a website's. */
  private static final long MARK_EVERY_MS = 250;

  /**
   * What to measure.
   *
   * @param percents of the peak
   * @param websites over which the traffic spreads
   * @param watched websites of the traffic with a socket, and as many whose marked hits are timed
   * @param seconds of each measurement, at least 12
   */
  record Settings(
      List<Integer> percents, int websites, int watched, int seconds, int warmUp, long seed) {
    Settings {
      if (percents.stream().anyMatch(percent -> percent < 1 || percent > 100)) {
        throw new IllegalArgumentException(
            "--of-peak wants percents from 1 to 100, such as 10,50,80, was " + percents);
      }
      if (watched < 1 || watched > websites) {
        throw new IllegalArgumentException(
            "--watched must be from 1 to the number of --websites, was " + watched);
      }
      if (seconds < INTERVAL.toSeconds() + 2 || warmUp < 1) {
        throw new IllegalArgumentException(
            "--seconds must be at least 12 and --warm-up 1, were " + seconds + ", " + warmUp);
      }
    }
  }

  private final LocalStack stack;
  private final NodeProcess node;
  private final KafkaHits kafka;
  private final Settings settings;
  private final PrintWriter out;
  private final LiveTraffic traffic;
  private final LatencyReport report;

  LatencyOfPeak(
      LocalStack stack,
      NodeProcess node,
      KafkaHits kafka,
      Settings settings,
      LatencyReport report,
      PrintWriter out) {
    this.stack = stack;
    this.node = node;
    this.kafka = kafka;
    this.settings = settings;
    this.report = report;
    this.out = out;
    this.traffic = new LiveTraffic(LiveTraffic.websites(settings.websites()), settings.seed());
  }

  void run() throws IOException {
    long minutes =
        (settings.warmUp() + (settings.percents().size() + 1L) * (settings.seconds() + 20)) / 60;
    say("about %d minutes from here", minutes + 1);
    Latencies shown = new Latencies();
    try (Watched watched = new Watched(shown)) {
      KeptAhead backlog = new KeptAhead(node, kafka, traffic);
      say("warming the node for %d s with as many hits as it takes", settings.warmUp());
      backlog.feed(Duration.ofSeconds(settings.warmUp()), INTERVAL);
      double peak = peak(backlog);
      for (int percent : settings.percents()) {
        atShare(percent, peak * percent / 100, watched);
      }
    }
  }

  private double peak(KeptAhead backlog) throws IOException {
    say("finding the peak: %d s", settings.seconds());
    ProcessCpu cpu = cpu();
    Map<String, Double> before = cpu.seconds();
    long start = System.nanoTime();
    List<Double> rates = backlog.feed(Duration.ofSeconds(settings.seconds()), INTERVAL);
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Double> cores = cores(before, cpu.seconds(), seconds);
    double peak = rates.stream().mapToDouble(rate -> rate).average().orElseThrow();
    report.peak(rates, cores);
    say("peak %,.0f hits/s; %s", peak, LatencyReport.cores(cores));
    awaitCaughtUp();
    return peak;
  }

  private void atShare(int percent, double rate, Watched watched) throws IOException {
    say("%d %% of it, %,.0f hits/s: %d s", percent, rate, settings.seconds());
    send(rate, SETTLE, watched);
    watched.clear();
    ProcessCpu cpu = cpu();
    Map<String, Double> before = cpu.seconds();
    long start = System.nanoTime();
    long sent = send(rate, Duration.ofSeconds(settings.seconds()), watched);
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Double> cores = cores(before, cpu.seconds(), seconds);
    long lag = NodeFigures.of(node).lag();
    long reported = watched.largestLag();
    awaitCaughtUp();
    watched.awaitShown();
    LatencyReport.Share share =
        new LatencyReport.Share(
            percent,
            rate,
            sent / seconds,
            lag,
            watched.unseen(),
            watched.shown.copy(),
            reported,
            cores);
    report.add(share);
    say("%s", LatencyReport.row(share));
  }

  private long send(double rate, Duration time, Watched watched) {
    return AtRate.send(
        rate,
        time,
        () -> traffic.sendNext(kafka),
        Duration.ofNanos(MARK_EVERY_MS * 1_000_000 / settings.watched()),
        watched::mark);
  }

  private void awaitCaughtUp() {
    Await.until("the node has caught up", LIMIT, () -> NodeFigures.of(node).lag() < 1_000);
  }

  private ProcessCpu cpu() {
    Map<String, Long> processes = new LinkedHashMap<>();
    processes.put("node", node.pid());
    processes.put("generator", ProcessHandle.current().pid());
    processes.put("kafka", stack.pid(Service.KAFKA));
    processes.put("cassandra", stack.pid(Service.CASSANDRA));
    processes.put("clickhouse", stack.pid(Service.CLICKHOUSE));
    return new ProcessCpu(processes);
  }

  private static Map<String, Double> cores(
      Map<String, Double> before, Map<String, Double> after, double seconds) {
    Map<String, Double> cores = new LinkedHashMap<>();
    after.forEach((name, spent) -> cores.put(name, (spent - before.get(name)) / seconds));
    return cores;
  }

  private void say(String format, Object... values) {
    out.printf(format + "%n", values);
    out.flush();
  }

  /** Websites with sockets: quiet ones whose hits are timed, and some of the traffic's. */
  private final class Watched implements AutoCloseable {
    private static final Duration SHOWN = Duration.ofSeconds(20);

    private final Latencies shown;
    private final Map<String, Long> reported = new ConcurrentHashMap<>();
    private final List<FrameWatcher> sockets = new ArrayList<>();
    private final List<Marks> marks = new ArrayList<>();
    private int next;

    Watched(Latencies shown) {
      this.shown = shown;
      int[] numbers = IntStream.range(0, settings.watched()).toArray();
      LiveKeys keys =
          LiveKeys.make(
              Arrays.stream(numbers).boxed().flatMap(i -> Stream.of(marked(i), busy(i))).toList(),
              stack.addresses());
      for (int i : numbers) {
        FrameWatcher marked = FrameWatcher.of(node.url(), marked(i), keys);
        marks.add(new Marks(marked(i), marked, shown));
        sockets.add(marked);
        String website = busy(i);
        FrameWatcher busy = FrameWatcher.of(node.url(), website, keys);
        busy.onFrame(frame -> reported.put(website, frame.path("lag_ms").asLong()));
        sockets.add(busy);
      }
    }

    private static String marked(int number) {
      return "marked-" + number;
    }

    private String busy(int number) {
      return "bench-" + (1 + number * settings.websites() / settings.watched());
    }

    void mark() {
      marks.get(next).send(kafka);
      next = (next + 1) % marks.size();
    }

    void clear() {
      marks.forEach(Marks::forgetUnseen);
      shown.clear();
    }

    /** The largest p99 of the last minute in the newest frames of the traffic's websites. */
    long largestLag() {
      return reported.values().stream().mapToLong(ms -> ms).max().orElse(0);
    }

    /** Those that stay out are counted. */
    void awaitShown() {
      long end = System.nanoTime() + SHOWN.toNanos();
      while (unseen() > 0 && System.nanoTime() < end) {
        java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
      }
    }

    int unseen() {
      return marks.stream().mapToInt(Marks::unseen).sum();
    }

    @Override
    public void close() {
      sockets.forEach(FrameWatcher::close);
    }
  }
}
