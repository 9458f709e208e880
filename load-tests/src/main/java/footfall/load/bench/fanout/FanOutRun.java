package footfall.load.bench.fanout;

import footfall.load.bench.ChildJvm;
import footfall.load.bench.FrameWatcher;
import footfall.load.bench.KafkaHits;
import footfall.load.bench.NodeHeap;
import footfall.load.bench.Paced;
import footfall.load.bench.ProcessCpu;
import footfall.load.scenario.Await;
import footfall.load.scenario.NodeProcess;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Measures a crowd on a node, and the same crowd on a stub. */
final class FanOutRun {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** Live websites nobody watches have left memory. */
  private static final Duration FORGOTTEN = Duration.ofSeconds(40);

  /** Before it a node takes half as many hits: the first measurement would suffer. */
  private static final Duration WARM_UP = Duration.ofSeconds(90);

  private static final Duration SETTLE = Duration.ofSeconds(15);

  private final LocalStack stack;
  private final NodeProcess node;
  private final BusyNode busy;
  private final KafkaHits kafka;
  private final Path folder;
  private final Times times;
  private final PrintWriter out;
  private final OtherTraffic traffic;

  /**
   * How long and beside what.
   *
   * @param seconds of each measurement
   * @param rate hits/s of other websites while frames are timed
   */
  record Times(int seconds, int rate) {}

  FanOutRun(
      LocalStack stack,
      NodeProcess node,
      KafkaHits kafka,
      Path folder,
      Times times,
      PrintWriter out) {
    this.stack = stack;
    this.node = node;
    this.busy = new BusyNode(node);
    this.kafka = kafka;
    this.folder = folder;
    this.times = times;
    this.out = out;
    this.traffic = new OtherTraffic(kafka);
  }

  /** Lets the node compile what it is going to run. */
  void warmUp() throws Exception {
    beside(traffic.backlog(busy), () -> pause(WARM_UP));
  }

  /**
   * What the sockets and their websites take: measured while there is no other traffic, whose
   * sessions would come and go meanwhile.
   */
  void measureHeap(int sockets, int websites, int connects) throws Exception {
    MarkedHits marks = new MarkedHits(kafka, websites);
    beside(
        new Paced("marked hits", marks::websites, marks::sendNext),
        () -> {
          Await.until("no socket is open", LIMIT, () -> busy.metric("footfall_live_sockets") == 0);
          pause(FORGOTTEN);
          double before = NodeHeap.afterCollection(node);
          try (ChildJvm crowd =
              ChildJvm.start(
                  CrowdMain.class, node.url().getPort(), sockets, websites, connects, 0)) {
            awaitAll(crowd, sockets);
            out.printf(
                "heap growth by %,d sockets on %,d websites: %,.1f MB%n",
                sockets, websites, (NodeHeap.afterCollection(node) - before) / 1e6);
            out.flush();
          }
        });
  }

  void measure(int sockets, int websites, int connects, int churn, boolean control)
      throws Exception {
    out.printf("%n%,d sockets on %,d websites%n", sockets, websites);
    MarkedHits marks = new MarkedHits(kafka, websites);
    beside(
        new Paced("marked hits", marks::websites, marks::sendNext),
        () -> {
          Path frame;
          double taken;
          try (ChildJvm crowd =
              ChildJvm.start(
                  CrowdMain.class, node.url().getPort(), sockets, websites, connects, churn)) {
            awaitAll(crowd, sockets);
            frame = recordFrame();
            taken = observe("node", crowd, processes(crowd, null));
          }
          if (control) {
            try (ChildJvm stub = ChildJvm.start(StubServer.class, frame, websites);
                ChildJvm crowd =
                    ChildJvm.start(
                        CrowdMain.class, stub.answer(), sockets, websites, connects, churn)) {
              awaitAll(crowd, sockets);
              double alone = observe("stub", crowd, processes(crowd, stub));
              out.printf(
                  "hits/s beside the node's own sockets / beside the stub's: %.2f%n",
                  taken / alone);
              out.flush();
            }
          }
        });
  }

  private interface Task {
    void run() throws Exception;
  }

  private static void beside(AutoCloseable running, Task task) throws Exception {
    try (running) {
      task.run();
    }
  }

  private void awaitAll(ChildJvm crowd, int sockets) throws InterruptedException {
    long start = System.nanoTime();
    Await.until("all sockets are open", LIMIT, () -> report(crowd).open() >= sockets);
    out.printf("all open after %,d ms%n", (System.nanoTime() - start) / 1_000_000);
    out.flush();
    pause(SETTLE);
  }

  /** Returns the hits/s that the node took of all it could get. */
  private double observe(String server, ChildJvm crowd, Map<String, Long> processes)
      throws Exception {
    double[] busiest = new double[1];
    beside(
        traffic.at(times.rate),
        () -> phase(server + ", " + times.rate + " hits/s beside", crowd, processes));
    beside(
        traffic.backlog(busy),
        () -> busiest[0] = phase(server + ", as many hits as it takes beside", crowd, processes));
    awaitCaughtUp();
    return busiest[0];
  }

  private void awaitCaughtUp() {
    Await.until(
        "the node has caught up",
        LIMIT,
        () ->
            busy.metric("footfall_lag_records") < 1_000
                && busy.metric("footfall_clickhouse_unstored_bytes") < 1e6);
  }

  private double phase(String what, ChildJvm crowd, Map<String, Long> processes)
      throws IOException, InterruptedException {
    pause(SETTLE);
    ProcessCpu cpu = new ProcessCpu(processes);
    crowd.tell("clear");
    Map<String, Double> cpuBefore = cpu.seconds();
    long hits = busy.hits();
    double frames = busy.metric("footfall_live_frames_total");
    double encodings = busy.metric("footfall_live_encodings_total");
    long start = System.nanoTime();
    pause(Duration.ofSeconds(times.seconds));
    CrowdReport seen = report(crowd);
    double seconds = (System.nanoTime() - start) / 1e9;
    hits = busy.hits() - hits;
    out.printf("- %s, %.1f s%n", what, seconds);
    out.printf(
        "  ingest %,.0f hits/s; lag at the end %,.0f records%n",
        hits / seconds, busy.metric("footfall_lag_records"));
    out.printf(
        "  read by healthy sockets: %,.0f frames/s, %,.1f MB/s; %,d open, %,d refused,"
            + " %,d healthy and %,d slow ones ended by the server%n",
        seen.frames() / seconds,
        seen.bytes() / seconds / 1e6,
        seen.open(),
        seen.refused(),
        seen.lostReaders(),
        seen.lostSlow());
    out.println("  | what | number | p50 ms | p99 ms | p99.9 ms | max ms |");
    out.println("  |---|---|---|---|---|---|");
    out.println("  | receipt -> frame | " + seen.toFrame() + " |");
    out.println("  | connect -> snapshot | " + seen.toSnapshot() + " |");
    out.println("  stalled sockets cut, by the time they had not read: " + seen.cutByAge());
    out.printf(
        "  the node's frames %,.0f, encodings %,.0f%n",
        busy.metric("footfall_live_frames_total") - frames,
        busy.metric("footfall_live_encodings_total") - encodings);
    out.print("  cores used:");
    cpu.seconds()
        .forEach(
            (name, after) -> out.printf(" %s %.2f", name, (after - cpuBefore.get(name)) / seconds));
    out.println();
    out.flush();
    return hits / seconds;
  }

  private static CrowdReport report(ChildJvm crowd) throws IOException {
    crowd.tell("report");
    return CrowdReport.parse(crowd.answer());
  }

  private Map<String, Long> processes(ChildJvm crowd, ChildJvm stub) {
    Map<String, Long> processes = new LinkedHashMap<>();
    processes.put("node", node.pid());
    processes.put("clients", crowd.pid());
    if (stub != null) {
      processes.put("stub", stub.pid());
    }
    processes.put("producer", ProcessHandle.current().pid());
    processes.put("kafka", stack.pid(Service.KAFKA));
    processes.put("cassandra", stack.pid(Service.CASSANDRA));
    processes.put("clickhouse", stack.pid(Service.CLICKHOUSE));
    return processes;
  }

  /** The first website's next frame, as the stub is to send it. */
  private Path recordFrame() throws IOException, InterruptedException {
    CompletableFuture<String> update = new CompletableFuture<>();
    try (FrameWatcher watcher = FrameWatcher.of(node.url(), CrowdPlan.WEBSITE + 1)) {
      watcher.onFrame(
          frame -> {
            if (frame.path("type").asText().equals("update")) {
              update.complete(frame.toString());
            }
          });
      String json = update.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      out.printf("a frame has %,d bytes%n", json.getBytes(StandardCharsets.UTF_8).length);
      return Files.writeString(folder.resolve("frame.json"), json);
    } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("no frame came", e);
    }
  }

  private static void pause(Duration time) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(time.toMillis());
  }
}
