package footfall.load.scenario;

import footfall.localstack.Addresses;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A node of Footfall as a process of its own, started and ended as an operator would. */
public final class NodeProcess implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration END = Duration.ofSeconds(60);
  private static final String MAIN = "footfall.node.Main";
  private static final String ADMIN = "footfall.node.Admin";

  /** Half of the heap for what is new: a hit lives for a second, a session for half an hour. */
  private static final String FOR_THROUGHPUT =
      "-Xms2g -Xmx2g -XX:+UseParallelGC -Xmn1g -XX:SurvivorRatio=6 -XX:-UseAdaptiveSizePolicy"
          + " -XX:MetaspaceSize=160m";

  /** The variable that holds other options for its JVM, ours or among its settings. */
  public static final String JVM_OPTIONS = "FOOTFALL_NODE_JVM_OPTIONS";

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final Path home;
  private final Path log;
  private final int port;
  private final int remotingPort;
  private final Map<String, String> environment = new HashMap<>();
  private Process process;

  /**
   * Prepares a node; nothing is started.
   *
   * @param home the repository's root
   * @param settings more {@code FOOTFALL_*} variables
   */
  public NodeProcess(
      Path home, Addresses stores, int partitions, Path folder, Map<String, String> settings)
      throws IOException {
    this.home = home;
    this.log = folder.resolve("node.log");
    this.port = freePort();
    this.remotingPort = freePort();
    environment.put("FOOTFALL_HOME", home.toString());
    environment.put("FOOTFALL_HTTP_PORT", Integer.toString(port));
    environment.put("FOOTFALL_REMOTING_PORT", Integer.toString(remotingPort));
    environment.put("FOOTFALL_MANAGEMENT_PORT", Integer.toString(freePort()));
    environment.put("FOOTFALL_KAFKA", stores.kafka());
    environment.put("FOOTFALL_CASSANDRA", stores.cassandra());
    environment.put("FOOTFALL_CLICKHOUSE", stores.clickHouseUrl());
    environment.put("FOOTFALL_CLICKHOUSE_USER", stores.clickHouseUser());
    environment.put("FOOTFALL_CLICKHOUSE_PASSWORD", stores.clickHousePassword());
    environment.put("FOOTFALL_POSTGRES", stores.postgresJdbcUrl());
    environment.put("FOOTFALL_POSTGRES_USER", stores.postgresUser());
    environment.put("FOOTFALL_POSTGRES_PASSWORD", stores.postgresPassword());
    environment.put("FOOTFALL_PARTITIONS", Integer.toString(partitions));
    // Benches make up websites; whoever wants the others refused says so among the settings.
    environment.put("FOOTFALL_UNKNOWN_WEBSITES", "take");
    environment.put(JVM_OPTIONS, System.getenv().getOrDefault(JVM_OPTIONS, FOR_THROUGHPUT));
    environment.putAll(settings);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Where members of its cluster reach it: a seed node for others. */
  public String address() {
    return "akka://footfall@127.0.0.1:" + remotingPort;
  }

  public long pid() {
    return process.pid();
  }

  /** Where its output goes. */
  public Path log() {
    return log;
  }

  /** Starts it with other settings from now on; as {@link #start()}. */
  public void start(Map<String, String> settings) throws IOException {
    environment.putAll(settings);
    start();
  }

  /** Starts it and returns when it answers {@code /ready}. */
  public void start() throws IOException {
    Process started = launch(MAIN);
    process = started;
    // Ctrl-C must not leave it behind.
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly, "end-node"));
    Await.until("the node is ready, see " + log, READY, this::isReady);
  }

  /**
   * Starts it and returns its exit code.
   *
   * @throws IllegalStateException where it has not ended by itself in time; it is killed then
   */
  public int runToItsEnd(Duration most) throws IOException, InterruptedException {
    process = launch(MAIN);
    if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
      throw new IllegalStateException("the node did not end within " + most + ", see " + log);
    }
    return process.exitValue();
  }

  private boolean isReady() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IOException("the node ended with " + process.exitValue() + ", see " + log);
    }
    return get("/ready").statusCode() == 200;
  }

  /**
   * Waits for a condition as {@link Await} does, but no longer than the node lives.
   *
   * @throws IllegalStateException where it ends first, or the time does
   */
  public void await(String awaited, Duration most, Await.Condition condition) {
    Await.until(awaited, most, () -> !process.isAlive() || condition.holds());
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the node ended with %d before %s, see %s".formatted(process.exitValue(), awaited, log));
    }
  }

  /** Ends it as {@code kill -9} does, and returns when it is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to end (SIGTERM), and returns when it has. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
      kill();
      throw new IllegalStateException(
          "the node did not end within " + END + " of SIGTERM, see " + log);
    }
  }

  /** Runs a verb such as {@code rebuild} with the node's settings, to its end. */
  public void run(String... verb) throws IOException, InterruptedException {
    Process running = launch(ADMIN, verb);
    int exit = running.waitFor();
    if (exit != 0) {
      throw new IllegalStateException(
          String.join(" ", verb) + " ended with " + exit + ", see " + log);
    }
  }

  private Process launch(String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(environment.get(JVM_OPTIONS).strip().split("\\s+")));
    command.addAll(List.of("-cp", classPath(), main));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().putAll(environment);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** What the build has put together for the node; else what this JVM itself runs on. */
  private String classPath() throws IOException {
    Path lib = home.resolve("cluster-node/target/lib");
    Path classes = home.resolve("cluster-node/target/classes");
    if (Files.isDirectory(lib)) {
      try (Stream<Path> jars = Files.list(lib)) {
        if (jars.findAny().isPresent()) {
          return classes + java.io.File.pathSeparator + lib + "/*";
        }
      }
    }
    return System.getProperty("java.class.path");
  }

  /** GETs a path of the node. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url().resolve(path)));
  }

  /** The same with the header {@code Authorization}. */
  public HttpResponse<String> get(String path, String authorization)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url().resolve(path)).header("Authorization", authorization));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
        request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sum of a metric over all its labels; -1 where the node does not show it. */
  public double metric(String name) throws IOException, InterruptedException {
    return get("/metrics")
        .body()
        .lines()
        .filter(l -> l.startsWith(name + " ") || l.startsWith(name + "{"))
        .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
        .reduce(Double::sum)
        .orElse(-1);
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      kill();
    }
  }
}
