package footfall.load.bench.fanout;

import footfall.load.bench.ChildJvm;
import footfall.load.bench.ClassHistogram;
import footfall.load.bench.FrameWatcher;
import footfall.load.bench.KafkaHits;
import footfall.load.bench.Paced;
import footfall.load.bench.ProcessCpu;
import footfall.load.collect.LiveKeys;
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
import java.util.Optional;
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

  private static final Duration SETTLE = Duration.ofSeconds(10);

  private final LocalStack stack;
  private final NodeProcess node;
  private final BusyNode busy;
  private final KafkaHits kafka;
  private final Path folder;
  private final LiveKeys keys;
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

  /**
   * The crowd.
   *
   * @param connects a second at the beginning
   * @param churn sockets that leave and come anew a second
   */
  record Crowded(int sockets, int websites, int connects, int churn) {}

  /**
   * Nothing is measured yet.
   *
   * @param keys of all websites that are going to be watched
   */
  FanOutRun(
      LocalStack stack,
      NodeProcess node,
      KafkaHits kafka,
      Path folder,
      LiveKeys keys,
      Times times,
      PrintWriter out) {
    this.stack = stack;
    this.keys = keys;
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
    AutoCloseable backlog = traffic.backlog(busy);
    try {
      pause(WARM_UP);
    } finally {
      backlog.close();
    }
  }

  /**
   * What the sockets and their websites take, in megabytes: measured while there is no other
   * traffic, whose sessions would come and go meanwhile.
   */
  double measureHeap(int sockets, int websites, int connects) throws Exception {
    MarkedHits marks = new MarkedHits(kafka, websites);
    return beside(
        new Paced("marked hits", marks::websites, marks::sendNext),
        () -> {
          Await.until("no socket is open", LIMIT, () -> busy.metric("footfall_live_sockets") == 0);
          pause(FORGOTTEN);
          long before = ClassHistogram.of(node.pid()).bytes();
          ChildJvm crowd = crowd(node.url().getPort(), new Crowded(sockets, websites, connects, 0));
          try {
            double grown = (ClassHistogram.of(node.pid()).bytes() - before) / 1e6;
            out.printf(
                "heap growth by %,d sockets on %,d websites: %,.1f MB%n", sockets, websites, grown);
            out.flush();
            return grown;
          } finally {
            crowd.close();
          }
        });
  }

  FanOutCase measure(Crowded crowded, double heapMegabytes, boolean control) throws Exception {
    out.printf("%n%,d sockets on %,d websites%n", crowded.sockets, crowded.websites);
    MarkedHits marks = new MarkedHits(kafka, crowded.websites);
    return beside(
        new Paced("marked hits", marks::websites, marks::sendNext),
        () -> {
          Path frame;
          FanOutCase.Pair own;
          try (ChildJvm crowd = crowd(node.url().getPort(), crowded)) {
            frame = recordFrame();
            own = observe("node", processes(crowd, null), crowd);
          }
          Optional<FanOutCase.Pair> onStub =
              control ? Optional.of(control(frame, crowded)) : Optional.empty();
          return new FanOutCase(
              crowded.sockets,
              crowded.websites,
              heapMegabytes,
              (int) Files.size(frame),
              own,
              onStub);
        });
  }

  private FanOutCase.Pair control(Path frame, Crowded crowded) throws Exception {
    try (ChildJvm stub = ChildJvm.start(StubServer.class, frame, crowded.websites);
        ChildJvm crowd = crowd(Integer.parseInt(stub.answer()), crowded)) {
      return observe("stub", processes(crowd, stub), crowd);
    }
  }

  private interface Task<T> {
    T run() throws Exception;
  }

  private static <T> T beside(AutoCloseable running, Task<T> task) throws Exception {
    try (running) {
      return task.run();
    }
  }

  /** Returns when all of them are open, and a little later. */
  private ChildJvm crowd(int port, Crowded crowded) throws InterruptedException, IOException {
    ChildJvm crowd =
        ChildJvm.start(
            CrowdMain.class,
            keys.write(folder.resolve("keys")),
            port,
            crowded.sockets,
            crowded.websites,
            crowded.connects,
            crowded.churn);
    try {
      long start = System.nanoTime();
      Await.until("all sockets are open", LIMIT, () -> report(crowd).open() >= crowded.sockets);
      out.printf("all open after %,d ms%n", (System.nanoTime() - start) / 1_000_000);
      out.flush();
      pause(SETTLE);
      return crowd;
    } catch (RuntimeException | InterruptedException e) {
      crowd.close();
      throw e;
    }
  }

  private FanOutCase.Pair observe(String server, Map<String, Long> processes, ChildJvm crowd)
      throws Exception {
    Phase atRate = beside(traffic.at(times.rate), () -> phase(crowd, processes));
    atRate.print(server + ", " + times.rate + " hits/s beside", out);
    Phase busiest = beside(traffic.backlog(busy), () -> phase(crowd, processes));
    busiest.print(server + ", as many hits as it takes beside", out);
    awaitCaughtUp();
    return new FanOutCase.Pair(atRate, busiest);
  }

  private void awaitCaughtUp() {
    Await.until(
        "the node has caught up",
        LIMIT,
        () ->
            busy.metric("footfall_lag_records") < 1_000
                && busy.metric("footfall_clickhouse_unstored_bytes") < 1e6);
  }

  private Phase phase(ChildJvm crowd, Map<String, Long> processes)
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
    Map<String, Double> cores = cpu.seconds();
    cores.replaceAll((name, after) -> (after - cpuBefore.get(name)) / seconds);
    return new Phase(
        seconds,
        busy.hits() - hits,
        busy.metric("footfall_lag_records"),
        busy.metric("footfall_live_frames_total") - frames,
        busy.metric("footfall_live_encodings_total") - encodings,
        seen,
        cores);
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
    try (FrameWatcher watcher = FrameWatcher.of(node.url(), CrowdPlan.WEBSITE + 1, keys)) {
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
