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
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/** The one node, in a JVM of its own, told by variables where its stores are. */
final class NodePart implements Part {
  private static final Duration READY_PATIENCE = Duration.ofMinutes(3);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
  private static final Duration PROBE = Duration.ofSeconds(2);
  private static final long POLL_MILLIS = 50;
  private static final String MAIN = "footfall.node.Main";
  private static final String JVM_OPTIONS = "-Xms256m -Xmx2g -XX:+ExitOnOutOfMemoryError";

  private final Path home;
  private final UpSettings settings;
  private final Map<String, String> environment;
  private final Path log;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PROBE).build();
  private volatile GuardedProcess process;

  NodePart(Path home, UpSettings settings, Addresses stores) {
    this.home = home;
    this.settings = settings;
    this.environment = environment(settings, stores);
    this.log = settings.data().resolve("logs/node.log");
  }

  static Map<String, String> environment(UpSettings settings, Addresses stores) {
    return Map.of(
        "FOOTFALL_HTTP_PORT", Integer.toString(settings.port(Port.HTTP)),
        "FOOTFALL_KAFKA", stores.kafka(),
        "FOOTFALL_CASSANDRA", stores.cassandra(),
        "FOOTFALL_CLICKHOUSE", stores.clickHouseUrl(),
        "FOOTFALL_POSTGRES", stores.postgresJdbcUrl(),
        "FOOTFALL_POSTGRES_USER", stores.postgresUser(),
        "FOOTFALL_POSTGRES_PASSWORD", stores.postgresPassword(),
        "FOOTFALL_REMOTING_PORT", Integer.toString(settings.port(Port.REMOTING)),
        "FOOTFALL_MANAGEMENT_PORT", Integer.toString(settings.port(Port.MANAGEMENT)));
  }

  /**
   * Writes the variables to {@code run/node.env}, one {@code NAME=value} a line: the script gives
   * them to the verbs that speak to the same stores.
   */
  static void tellOtherVerbs(UpSettings settings, Addresses stores) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(environment(settings, stores))
        .forEach((name, value) -> lines.add(name + "=" + value));
    try {
      Files.write(settings.data().resolve("run/node.env"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException("the addresses could not be noted for other verbs", e);
    }
  }

  @Override
  public String name() {
    return "node";
  }

  @Override
  public void start() {
    try {
      process = GuardedProcess.start(command(), environment, "TERM", log);
      PidFile.write(settings.data().resolve("run/node.pid"), process.pid());
      awaitReady();
    } catch (IOException e) {
      throw new UncheckedIOException("the node could not be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while starting the node", e);
    }
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
    URI ready = URI.create("http://127.0.0.1:" + settings.port(Port.HTTP) + "/ready");
    try {
      HttpRequest request = HttpRequest.newBuilder(ready).timeout(PROBE).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
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
    if (process == null) {
      return;
    }
    try {
      process.stop(STOP_PATIENCE);
    } catch (IOException e) {
      throw new UncheckedIOException("the node could not be stopped", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while stopping the node", e);
    }
  }
}
