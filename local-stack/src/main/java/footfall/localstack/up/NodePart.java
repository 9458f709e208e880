package footfall.localstack.up;

import footfall.localstack.Addresses;
import footfall.localstack.ClassArchive;
import footfall.localstack.GuardedProcess;
import footfall.localstack.Java;
import footfall.localstack.PidFile;
import footfall.localstack.StackException;
import footfall.localstack.up.UpSettings.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/** One node in a JVM of its own, told by variables where its stores and the other nodes are. */
final class NodePart implements Part {
  private static final Duration READY_PATIENCE = Duration.ofMinutes(3);

  /** Longer than all phases of its shutdown may take (cluster.conf of the node). */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(100);

  private static final Duration PROBE = Duration.ofSeconds(2);
  private static final long POLL_MILLIS = 50;
  private static final String MAIN = "footfall.node.Main";
  private static final String JVM_OPTIONS = "-Xms256m -Xmx2g -XX:+ExitOnOutOfMemoryError";

  private final Path home;
  private final Path data;
  private final Spec spec;
  private final Path log;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PROBE).build();
  private volatile GuardedProcess process;

  /**
   * Which node it is.
   *
   * @param name of its log and of its file in {@code run}
   * @param host where its HTTP server listens
   * @param environment all it is told, but for its seed nodes
   * @param seedNodes asked at each start; the first may begin a cluster where nobody is in one, and
   *     a node that is told none begins its own
   */
  record Spec(
      String name,
      String host,
      int httpPort,
      Map<String, String> environment,
      Supplier<List<String>> seedNodes) {}

  NodePart(Path home, Path data, Spec spec) {
    this.home = home;
    this.data = data;
    this.spec = spec;
    this.log = data.resolve("logs/" + spec.name() + ".log");
  }

  /**
   * The node of {@code up}, which others may join.
   *
   * @param setupToken by which the first account can be made
   */
  static NodePart ofUp(Path home, UpSettings settings, Addresses stores, String setupToken) {
    Map<String, String> environment = new HashMap<>(NodeEnvironment.of(settings, stores));
    environment.put(NodeEnvironment.SETUP_TOKEN, setupToken);
    int remotingPort = settings.port(Port.REMOTING);
    String own = JoinedNodes.address(JoinedNodes.FIRST_HOST, remotingPort);
    Spec spec =
        new Spec(
            "node",
            JoinedNodes.FIRST_HOST,
            settings.port(Port.HTTP),
            environment,
            () -> JoinedNodes.seedNodes(settings.data(), Optional.of(own), remotingPort));
    return new NodePart(home, settings.data(), spec);
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public void start() {
    try {
      Map<String, String> environment = new HashMap<>(spec.environment());
      environment.put(NodeEnvironment.SEED_NODES, String.join(",", spec.seedNodes().get()));
      process = GuardedProcess.start(command(), environment, "TERM", log);
      PidFile.write(data.resolve("run/" + spec.name() + ".pid"), process.pid());
      awaitReady();
    } catch (IOException e) {
      throw new UncheckedIOException("the node could not be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while starting the node", e);
    }
  }

  /** Where its output goes. */
  Path log() {
    return log;
  }

  private List<String> command() {
    Path lib = lib(home);
    List<String> command = new ArrayList<>(List.of(Java.program()));
    command.addAll(new ClassArchive(lib).arguments());
    String options = System.getenv().getOrDefault("FOOTFALL_NODE_JVM_OPTIONS", JVM_OPTIONS);
    command.addAll(List.of(options.strip().split("\\s+", -1)));
    command.addAll(List.of("-cp", jar(lib) + ":" + lib + "/*", MAIN));
    return command;
  }

  /** Directory of the jars that the node runs on, beside its own. */
  static Path lib(Path home) {
    return home.resolve("cluster-node/target/lib");
  }

  /** The node's own classes as a jar: a JVM archives none of a directory. */
  private static Path jar(Path lib) {
    Path target = lib.getParent();
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(target, "footfall-cluster-node-*.jar")) {
      return jars.iterator().next();
    } catch (IOException | NoSuchElementException e) {
      throw new StackException("no jar of the node in " + target + ": run ./footfall up to build");
    }
  }

  private void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + READY_PATIENCE.toNanos();
    while (!isReady()) {
      if (!process.isAlive()) {
        throw new StackException("the node ended while starting, see " + log + ":\n" + tail());
      }
      if (System.nanoTime() > deadline) {
        throw new StackException(
            "the node was not ready within " + READY_PATIENCE.toMinutes() + " minutes, see " + log);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private boolean isReady() throws InterruptedException {
    URI ready = URI.create("http://" + spec.host() + ":" + spec.httpPort() + "/ready");
    try {
      HttpRequest request = HttpRequest.newBuilder(ready).timeout(PROBE).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Whether nobody has an account there yet. */
  boolean needsSetUp() {
    URI setup = URI.create("http://" + spec.host() + ":" + spec.httpPort() + "/api/setup");
    try {
      HttpRequest request = HttpRequest.newBuilder(setup).timeout(PROBE).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString())
          .body()
          .equals("{\"needed\":true}");
    } catch (IOException e) {
      throw new StackException("the node did not say whether it has accounts", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while asking the node for accounts", e);
    }
  }

  private String tail() {
    String output = process.output();
    return output.substring(Math.max(0, output.length() - 2_000));
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    process.awaitEnd();
  }

  @Override
  public void stop() {
    if (process != null) {
      process.stop(STOP_PATIENCE, "the node");
    }
  }
}
