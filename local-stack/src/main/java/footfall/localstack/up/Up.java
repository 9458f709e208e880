package footfall.localstack.up;

import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.localstack.StackSettings;
import footfall.localstack.up.UpSettings.Port;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Entry of {@code ./footfall up}: starts everything, keeps it running, stops it in order. */
public final class Up {
  private static final PrintStream OUT = System.out;
  private static final int REFUSED = 1;

  private final Path home;
  private final UpSettings settings;
  private final Supervisor supervisor = new Supervisor(OUT::println);
  private volatile LocalStack stack;
  private volatile NodePart node;
  private volatile DemoPart demo;

  private Up(Path home, UpSettings settings) {
    this.home = home;
    this.settings = settings;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("footfall.home")).toAbsolutePath().normalize();
    if (UpSettings.asksForHelp(arguments)) {
      OUT.println(UpSettings.USAGE);
      return;
    }
    UpSettings settings = settings(arguments, home);
    Optional<DataLock> lock = locked(settings);
    refuseOn(Preflight.problems(settings, Machine.thisOne()));
    Up up = new Up(home, settings);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> up.stop(main, stopped), "stop"));
    try {
      up.start();
    } catch (RuntimeException e) {
      OUT.println("Footfall did not start: " + e.getMessage());
      System.exit(REFUSED);
    }
    stopped.await();
    lock.orElseThrow().close();
  }

  private static UpSettings settings(String[] arguments, Path home) {
    try {
      return UpSettings.parse(List.of(arguments), System.getenv(), home);
    } catch (UpSettings.BadSetting e) {
      refuseOn(List.of(e.getMessage()));
      throw e;
    }
  }

  private static Optional<DataLock> locked(UpSettings settings)
      throws IOException, InterruptedException {
    List<String> unwritable = Preflight.dataProblems(settings.data());
    refuseOn(unwritable);
    Optional<DataLock> lock = DataLock.take(settings.data());
    if (lock.isEmpty()) {
      String pid = DataLock.holder(settings.data()).map(p -> " as process " + p.pid()).orElse("");
      refuseOn(
          List.of(
              "Footfall already runs on %s%s: stop it with ./footfall down, or choose other data with --data DIR and other ports"
                  .formatted(settings.data(), pid)));
    }
    int left = DataLock.endLeftOvers(settings.data());
    if (left > 0) {
      OUT.println("ended " + left + " processes that a killed ./footfall up had left");
    }
    return lock;
  }

  private static void refuseOn(List<String> problems) {
    if (!problems.isEmpty()) {
      problems.forEach(problem -> OUT.println("cannot start: " + problem));
      System.exit(REFUSED);
    }
  }

  private void start() {
    long start = System.nanoTime();
    Map<Service, Integer> ports = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      ports.put(service, settings.port(Port.valueOf(service.name())));
    }
    stack =
        LocalStack.start(
            new StackSettings(
                settings.data(), EnumSet.allOf(Service.class), ports, false, OUT::println));
    for (Service service : Service.values()) {
      supervisor.watch(new StorePart(stack, service));
    }
    NodeEnvironment.write(settings, stack.addresses());
    Optional<String> setupToken = Optional.empty();
    if (!settings.stackOnly()) {
      OUT.println("starting node");
      String token = SetupToken.fresh();
      NodePart part = NodePart.ofUp(home, settings, stack.addresses(), token);
      node = part;
      part.start();
      supervisor.watch(part);
      setupToken = part.needsSetUp() ? Optional.of(token) : Optional.empty();
      if (settings.demo()) {
        startDemo();
      }
    }
    long nanos = System.nanoTime() - start;
    OUT.println(Greeting.text(settings, stack.addresses(), nanos));
    setupToken.ifPresent(token -> OUT.println(Greeting.setUp(settings, token)));
  }

  private void startDemo() {
    DemoPart visitors = new DemoPart(home, settings, stack.addresses());
    demo = visitors;
    visitors.start();
    supervisor.watch(visitors);
  }

  /**
   * Visitors and nodes first, so that they can write what they hold, those that have joined before
   * ours; then the stores, side by side.
   */
  private void stop(Thread main, CountDownLatch stopped) {
    try {
      OUT.println("stopping");
      JoinedNodes.end(settings.data());
      supervisor.stop();
      if (demo != null) {
        demo.stop();
      }
      if (node != null) {
        node.stop();
      }
      if (stack != null) {
        stack.close();
      }
      OUT.println("stopped");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      main.interrupt();
    } finally {
      stopped.countDown();
    }
  }
}
