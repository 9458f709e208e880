package footfall.load.faults.nodes;

import footfall.load.faults.Cluster;
import footfall.load.faults.Place;
import footfall.load.scenario.Await;
import footfall.localstack.GuardedProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A node that ends with this JVM, also when this JVM is killed. */
final class ClusterNode implements Cluster.Node {
  private static final Duration GRACE = Duration.ofMinutes(1);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final int index;
  private final Place place;
  private final URI url;
  private final Path log;
  private final NodePlan plan;
  private final Map<String, String> environment;
  private final List<Instant> ends = new ArrayList<>();
  private final List<Pause> pauses = new ArrayList<>();
  private GuardedProcess process;
  private long launchedAt;

  private final NavigableMap<Long, Duration> clocksAhead = new TreeMap<>();

  private record Pause(Instant from, Instant to) {}

  /**
   * @param environment what it needs besides its plan's and its place's
   */
  ClusterNode(
      int index,
      Place place,
      int httpPort,
      NodePlan plan,
      Map<String, String> environment,
      Path log) {
    this.index = index;
    this.place = place;
    this.url = URI.create("http://" + place.host() + ":" + httpPort);
    this.plan = plan;
    this.environment = new HashMap<>(plan.environment());
    this.environment.putAll(environment);
    this.environment.put("FOOTFALL_HOST", place.host());
    this.environment.put("FOOTFALL_HTTP_HOST", place.host());
    this.environment.put("FOOTFALL_HTTP_PORT", Integer.toString(httpPort));
    this.log = log;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public String host() {
    return place.host();
  }

  @Override
  public URI url() {
    return url;
  }

  @Override
  public synchronized long pid() {
    return process.pid();
  }

  @Override
  public Path log() {
    return log;
  }

  @Override
  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  @Override
  public synchronized int exitCode() {
    return process.exitCode();
  }

  /** {@link System#nanoTime} of its last launch. */
  synchronized long launchedAt() {
    return launchedAt;
  }

  @Override
  public void launch() throws IOException {
    launch(place);
  }

  @Override
  public void launch(Place now) throws IOException {
    launch(now, plan.home());
  }

  @Override
  public void launchBuild(Path home) throws IOException {
    launch(place, home);
  }

  private synchronized void launch(Place now, Path home) throws IOException {
    if (isAlive()) {
      throw new IllegalStateException("node " + index + " runs already");
    }
    Map<String, String> all = new HashMap<>(environment);
    all.put("FOOTFALL_HOME", home.toString());
    all.putAll(now.environment());
    clocksAhead.put(Files.exists(log) ? Files.size(log) : 0, now.clockAhead());
    process = GuardedProcess.start(command(now, home), all, "TERM", log);
    launchedAt = System.nanoTime();
    noteEndOf(process.pid());
  }

  private void noteEndOf(long pid) {
    var unused =
        ProcessHandle.of(pid)
            .map(ProcessHandle::onExit)
            .orElse(CompletableFuture.completedFuture(null))
            .thenAccept(gone -> noteEnd(Instant.now()));
  }

  private synchronized void noteEnd(Instant at) {
    ends.add(at);
  }

  /** When the process that ran then ended; {@link Instant#MAX} while it runs. */
  synchronized Instant endAfter(Instant then) {
    return ends.stream().filter(e -> e.isAfter(then)).findFirst().orElse(Instant.MAX);
  }

  /** How far the clock was ahead by which a line of its log is dated, by the line's place in it. */
  synchronized Duration clockAhead(long byteOfLog) {
    var launched = clocksAhead.floorEntry(byteOfLog);
    return launched == null ? Duration.ZERO : launched.getValue();
  }

  /** How long it was stopped by a signal between two moments. */
  synchronized Duration pausedWithin(Instant from, Instant to) {
    Duration sum = Duration.ZERO;
    for (Pause pause : pauses) {
      Instant begin = pause.from().isBefore(from) ? from : pause.from();
      Instant end = pause.to().isAfter(to) ? to : pause.to();
      sum = begin.isBefore(end) ? sum.plus(Duration.between(begin, end)) : sum;
    }
    return sum;
  }

  private List<String> command(Place now, Path home) {
    List<String> command = new ArrayList<>(now.prefix());
    Path classes = home.resolve("cluster-node/target/classes");
    Path lib = home.resolve("cluster-node/target/lib");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + plan.heapMiB() + "m",
            "-XX:ActiveProcessorCount=1",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            classes + ":" + lib + "/*",
            "footfall.node.Main"));
    return command;
  }

  @Override
  public void awaitReady(Duration most) {
    Await.until("node " + index + " is ready, see " + log, most, this::isReadyOrGone);
    if (!isAlive()) {
      throw new IllegalStateException(
          "node %d ended with %d before it was ready, see %s".formatted(index, exitCode(), log));
    }
  }

  private boolean isReadyOrGone() throws IOException, InterruptedException {
    return !isAlive() || get("/ready").statusCode() == 200;
  }

  @Override
  public void kill() throws InterruptedException {
    process.kill();
  }

  @Override
  public void stop() throws IOException, InterruptedException {
    process.stop(GRACE);
  }

  @Override
  public void signal(String name) throws IOException, InterruptedException {
    int exit = new ProcessBuilder("/bin/kill", "-s", name, Long.toString(pid())).start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("SIG" + name + " did not reach node " + index);
    }
    notePause(name, Instant.now());
  }

  private synchronized void notePause(String signal, Instant at) {
    if (signal.equals("STOP")) {
      pauses.add(new Pause(at, Instant.MAX));
    } else if (signal.equals("CONT")) {
      pauses.replaceAll(p -> p.to().equals(Instant.MAX) ? new Pause(p.from(), at) : p);
    }
  }

  @Override
  public boolean awaitEnd(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (isAlive() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    return !isAlive();
  }

  @Override
  public double metric(String name) throws IOException, InterruptedException {
    return get("/metrics")
        .body()
        .lines()
        .filter(l -> l.startsWith(name + " ") || l.startsWith(name + "{"))
        .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
        .reduce(Double::sum)
        .orElse(-1);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url.resolve(path)).timeout(ANSWER).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
