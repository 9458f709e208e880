package footfall.load.bench.clickhouse;

import footfall.load.bench.FrameWatcher;
import footfall.load.bench.NodeFigures;
import footfall.load.bench.NodeHeap;
import footfall.load.collect.LiveKeys;
import footfall.load.scenario.Await;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A node under live traffic while ClickHouse is away, and what it does when it is back. */
final class Away {
  private static final Duration BEFORE = Duration.ofSeconds(90);
  private static final Duration SAMPLED_EVERY = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final String WATCHED = "bench-1";

  /** How ClickHouse is away. */
  enum How {
    /** Nothing listens: connections are refused. */
    STOPPED,
    /** SIGSTOP: connections are taken, nothing answers. */
    FROZEN
  }

  /** One moment while it was away. */
  record Sample(long second, double heap, long resident, double unstored, long lag, long hits) {}

  /**
   * What was measured; bytes.
   *
   * @param heapBefore after a full collection
   * @param heapAway after a full collection, just before ClickHouse came back
   * @param pausedAfter seconds until nothing was taken in any more; -1 where that did not happen
   * @param takenAway hits taken in while it was away
   * @param lagAway records not taken in when it came back
   * @param framesAway that a watched website's dashboard got meanwhile
   * @param saysSo whether the newest frame at its return said {@code catching_up} or a {@code
   *     lag_ms} over 10 s
   * @param drainSeconds from its return until nothing was left, with live hits going on
   * @param wrong what differs at the end; empty where every row is there once
   */
  record Result(
      How how,
      Duration away,
      double rate,
      double heapBefore,
      double heapAway,
      double mostHeap,
      long mostResident,
      double mostUnstored,
      long pausedAfter,
      long takenAway,
      long lagAway,
      long framesAway,
      boolean saysSo,
      double drainSeconds,
      long sent,
      String wrong) {}

  private final LocalStack stack;
  private final LoadedNode node;
  private final double rate;
  private final PrintWriter out;

  Away(LocalStack stack, LoadedNode node, double rate, PrintWriter out) {
    this.stack = stack;
    this.node = node;
    this.rate = rate;
    this.out = out;
  }

  Result run(How how, Duration time) throws IOException, InterruptedException {
    LiveKeys keys = LiveKeys.make(List.of(WATCHED), stack.addresses());
    AtomicLong frames = new AtomicLong();
    AtomicBoolean behind = new AtomicBoolean();
    node.beginSending();
    TimeUnit.SECONDS.sleep(BEFORE.toSeconds());
    Await.until("the node keeps up", LIMIT, () -> node.figures().lag() < 1_000 + rate);
    try (FrameWatcher watcher = FrameWatcher.of(node.process().url(), WATCHED, keys)) {
      watcher.onFrame(
          frame -> {
            frames.incrementAndGet();
            boolean late = frame.path("lag_ms").asLong() > 10_000;
            behind.set(late || frame.path("catching_up").asBoolean());
          });
      double heapBefore = NodeHeap.afterCollection(node.process());
      List<Sample> samples;
      double heapAway;
      NodeFigures atReturn;
      boolean saysSo;
      leave(how);
      try {
        frames.set(0);
        samples = sample(time);
        heapAway = NodeHeap.afterCollection(node.process());
        atReturn = node.figures();
        saysSo = behind.get();
      } finally {
        comeBack(how);
      }
      long framesAway = frames.get();
      say("  back; %,d records behind, draining", atReturn.lag());
      double drained = drain();
      node.endSending();
      String wrong = node.compare();
      return new Result(
          how,
          time,
          rate,
          heapBefore,
          heapAway,
          samples.stream().mapToDouble(Sample::heap).max().orElse(0),
          samples.stream().mapToLong(Sample::resident).max().orElse(0),
          samples.stream().mapToDouble(Sample::unstored).max().orElse(0),
          pausedAfter(samples),
          atReturn.hits() - samples.get(0).hits(),
          atReturn.lag(),
          framesAway,
          saysSo,
          drained,
          node.sent(),
          wrong);
    }
  }

  private void leave(How how) throws IOException, InterruptedException {
    if (how == How.STOPPED) {
      stack.kill(Service.CLICKHOUSE);
    } else {
      signal("STOP");
    }
  }

  private void comeBack(How how) throws IOException, InterruptedException {
    if (how == How.STOPPED) {
      stack.restart(Service.CLICKHOUSE);
    } else {
      signal("CONT");
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(stack.pid(Service.CLICKHOUSE));
    int exit = new ProcessBuilder("/bin/kill", "-s", name, pid).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("ClickHouse's process " + pid + " could not be sent SIG" + name);
    }
  }

  private List<Sample> sample(Duration time) throws InterruptedException {
    List<Sample> samples = new ArrayList<>();
    long start = System.nanoTime();
    while (System.nanoTime() - start < time.toNanos()) {
      NodeFigures now = node.figures();
      Sample sample =
          new Sample(
              (System.nanoTime() - start) / 1_000_000_000,
              now.heap(),
              now.residentBytes(),
              now.metric("footfall_clickhouse_unstored_bytes"),
              now.lag(),
              now.hits());
      samples.add(sample);
      if (samples.size() % 15 == 1) {
        say(
            "  away for %d of %d s: %,.0f MB of heap, %,.1f MB unstored, %,d taken in, %,d behind",
            sample.second(),
            time.toSeconds(),
            sample.heap() / 1e6,
            sample.unstored() / 1e6,
            sample.hits(),
            sample.lag());
      }
      TimeUnit.MILLISECONDS.sleep(SAMPLED_EVERY.toMillis());
    }
    return samples;
  }

  /** The second of the first sample after which no hit was taken in; -1 where hits went on. */
  static long pausedAfter(List<Sample> samples) {
    long end = samples.get(samples.size() - 1).hits();
    long second = samples.stream().filter(s -> s.hits() == end).findFirst().orElseThrow().second();
    return samples.get(samples.size() - 1).second() - second < SAMPLED_EVERY.toSeconds() * 2
        ? -1
        : second;
  }

  /** Until what came while it was away is taken in and stored; live hits go on meanwhile. */
  private double drain() {
    long start = System.nanoTime();
    Await.until(
        "the backlog is worked off", LIMIT, () -> node.figures().lag() < Math.max(500, rate));
    double seconds = (System.nanoTime() - start) / 1e9;
    say("  caught up after %.1f s", seconds);
    return seconds;
  }

  private void say(String format, Object... values) {
    out.printf(format + "%n", values);
    out.flush();
  }
}
