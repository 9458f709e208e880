package footfall.localstack.up;

import footfall.localstack.StackException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Entry of {@code ./footfall node}: adds a node to the cluster of a running {@code up}, keeps it
 * running, and lets it hand over and leave when it is stopped.
 */
public final class Join {
  private static final PrintStream OUT = System.out;
  private static final int REFUSED = 1;
  private static final long SECOND = 1_000_000_000L;

  private final JoinSettings settings;
  private final NodePart node;
  private final Supervisor supervisor = new Supervisor(OUT::println);

  private Join(JoinSettings settings, NodePart node) {
    this.settings = settings;
    this.node = node;
  }

  public static void main(String[] arguments) throws InterruptedException {
    Path home = Path.of(System.getProperty("footfall.home")).toAbsolutePath().normalize();
    if (UpSettings.asksForHelp(arguments)) {
      OUT.println(JoinSettings.USAGE);
      return;
    }
    try {
      run(JoinSettings.parse(List.of(arguments), System.getenv(), home), home);
    } catch (UpSettings.BadSetting | StackException e) {
      OUT.println("cannot start: " + e.getMessage());
      System.exit(REFUSED);
    } catch (IOException | UncheckedIOException e) {
      OUT.println("cannot start: " + e);
      System.exit(REFUSED);
    }
  }

  private static void run(JoinSettings settings, Path home)
      throws IOException, InterruptedException {
    Map<String, String> ofUp = environmentOfUp(settings.data());
    List<String> problems = problems(settings.host(), ofUp);
    if (!problems.isEmpty()) {
      throw new StackException(String.join("; ", problems));
    }
    JoinedNodes.enter(settings.data(), settings.host());
    Join join = new Join(settings, new NodePart(home, settings.data(), spec(settings, ofUp)));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> join.stop(stopped), "stop"));
    join.start(ofUp);
    stopped.await();
  }

  /** The addresses of the {@code up} that runs on this data. */
  private static Map<String, String> environmentOfUp(Path data) throws IOException {
    Map<String, String> environment = NodeEnvironment.read(data);
    if (environment.isEmpty() || DataLock.holder(data).isEmpty()) {
      throw new StackException(
          "Footfall does not run on "
              + data
              + ": start it with ./footfall up, or name the data of one that runs with --data DIR");
    }
    return environment;
  }

  private static List<String> problems(String host, Map<String, String> ofUp) {
    List<String> problems = new ArrayList<>();
    for (String port :
        List.of("FOOTFALL_HTTP_PORT", "FOOTFALL_REMOTING_PORT", "FOOTFALL_MANAGEMENT_PORT")) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(host, Integer.parseInt(ofUp.get(port))));
      } catch (IOException e) {
        problems.add(
            "nothing can listen on %s:%s (%s): choose another address of this machine with --host"
                .formatted(host, ofUp.get(port), e.getMessage()));
      }
    }
    return problems;
  }

  private static NodePart.Spec spec(JoinSettings settings, Map<String, String> ofUp) {
    Map<String, String> environment = new HashMap<>(ofUp);
    environment.put("FOOTFALL_HOST", settings.host());
    environment.put("FOOTFALL_HTTP_HOST", settings.host());
    environment.put("FOOTFALL_ROLES", settings.roles());
    Optional<String> nodeOfUp = Optional.ofNullable(ofUp.get(NodeEnvironment.SEED_NODES));
    int remotingPort = Integer.parseInt(ofUp.get("FOOTFALL_REMOTING_PORT"));
    return new NodePart.Spec(
        "node-" + settings.host(),
        settings.host(),
        Integer.parseInt(ofUp.get("FOOTFALL_HTTP_PORT")),
        environment,
        () -> JoinedNodes.seedNodes(settings.data(), nodeOfUp, remotingPort));
  }

  private void start(Map<String, String> ofUp) {
    long start = System.nanoTime();
    OUT.println("starting " + node.name() + " (roles " + settings.roles() + ")");
    node.start();
    supervisor.watch(node);
    OUT.printf(
        "%s has joined after %d s. Ctrl-C lets it hand over what it owns and leave.%n",
        node.name(), (System.nanoTime() - start) / SECOND);
    OUT.println(
        "  address  http://" + settings.host() + ":" + ofUp.get("FOOTFALL_HTTP_PORT") + "/");
    OUT.println("  log      " + node.log());
  }

  private void stop(CountDownLatch stopped) {
    try {
      OUT.println("stopping");
      supervisor.stop();
      node.stop();
      JoinedNodes.leave(settings.data(), settings.host());
      OUT.println("stopped");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }
}
