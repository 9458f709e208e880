package footfall.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The stores of one machine, running: each a child process that ends with this JVM. May be used
 * from any thread.
 *
 * <pre>{@code
 * try (LocalStack stack = LocalStack.forTests(Service.KAFKA, Service.CLICKHOUSE)) {
 *   String bootstrap = stack.addresses().kafka();
 *   stack.kill(Service.KAFKA);     // as kill -9
 *   stack.restart(Service.KAFKA);  // the same port, the same data
 * }
 * }</pre>
 */
public final class LocalStack implements AutoCloseable {
  private static final long MILLION = 1_000_000;
  private static final Map<Service, LocalStack> SHARED = new EnumMap<>(Service.class);

  private final Map<Service, RunningService> running = new EnumMap<>(Service.class);
  private final StackSettings settings;
  private final boolean temporary;

  private LocalStack(StackSettings settings, boolean temporary) {
    this.settings = settings;
    this.temporary = temporary;
  }

  /**
   * Starts the services side by side on new or existing data; returns when all serve clients.
   *
   * @throws StackException when one does not start; those that did are stopped
   */
  public static LocalStack start(StackSettings settings) {
    return start(settings, false);
  }

  /** Small services on free ports in a directory that {@link #close} deletes. */
  public static LocalStack forTests(Service... services) {
    try {
      Path data = Files.createTempDirectory("footfall-stack");
      Consumer<String> silent = line -> {};
      EnumSet<Service> wanted = EnumSet.copyOf(List.of(services));
      return start(new StackSettings(data, wanted, Map.of(), true, silent), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * As {@link #forTests} of one service, the same for all who ask in this JVM, with which it ends.
   * It runs when it is returned, also where who had it before has killed it.
   */
  public static LocalStack sharedForTests(Service service) {
    synchronized (SHARED) {
      LocalStack stack = SHARED.computeIfAbsent(service, LocalStack::untilJvmEnds);
      if (!stack.isAlive(service)) {
        stack.restart(service);
      }
      return stack;
    }
  }

  private static LocalStack untilJvmEnds(Service service) {
    LocalStack stack = forTests(service);
    Runnable end =
        () -> {
          // Cleanly: what a killed server leaves behind would still write into data being deleted.
          stack.stop(service);
          stack.close();
        };
    Runtime.getRuntime().addShutdownHook(new Thread(end, "end-" + service.label()));
    return stack;
  }

  private static LocalStack start(StackSettings settings, boolean temporary) {
    LocalStack stack = new LocalStack(settings, temporary);
    try {
      stack.prepare();
      stack.onEach(stack::launch);
      return stack;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private void prepare() throws IOException {
    Home home = Home.find();
    Path logs = Files.createDirectories(settings.data().resolve("logs"));
    for (Service service : settings.services()) {
      int port = settings.port(service) == 0 ? Ports.free() : settings.port(service);
      Path directory = Files.createDirectories(settings.data().resolve(service.label()));
      Path log = logs.resolve(service.label() + ".log");
      running.put(
          service,
          new RunningService(
              service, new Place(home, directory, log, settings.host(), port, settings.small())));
    }
  }

  private void launch(Service service) {
    long start = System.nanoTime();
    settings.progress().accept("starting " + service.label());
    running.get(service).start();
    long millis = (System.nanoTime() - start) / MILLION;
    settings
        .progress()
        .accept(service.label() + " ready on port " + port(service) + " after " + millis + " ms");
  }

  public Addresses addresses() {
    Map<Service, Integer> ports = new EnumMap<>(Service.class);
    running.forEach((service, process) -> ports.put(service, process.port()));
    return new Addresses(settings.host(), ports, ClickHouseRecipe.password());
  }

  /** Ends a service as {@code kill -9} does. */
  public void kill(Service service) {
    of(service).kill();
  }

  /** Stops a service cleanly. */
  public void stop(Service service) {
    of(service).stop();
  }

  /**
   * Starts a service that was stopped or killed, on the same port and data; stops it if it runs.
   */
  public void restart(Service service) {
    of(service).stop();
    of(service).start();
  }

  /** Process id of the service that runs, or ran last. */
  public long pid(Service service) {
    return of(service).pid();
  }

  public boolean isAlive(Service service) {
    return of(service).isAlive();
  }

  /** True where a service takes connections now. */
  public boolean answers(Service service) {
    return of(service).answers();
  }

  /** Stops every service that runs; a stack for tests also deletes its data. */
  @Override
  public void close() {
    if (temporary) {
      running.values().forEach(RunningService::kill);
    } else {
      onEach(service -> running.get(service).stop());
    }
    if (temporary) {
      try {
        PostgresFiles.delete(settings.data());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Returns when the process that runs the service now is gone. */
  public void awaitEnd(Service service) throws InterruptedException {
    of(service).awaitEnd();
  }

  /** Directory of everything durable; the services' logs are in its {@code logs}. */
  public Path data() {
    return settings.data();
  }

  private int port(Service service) {
    return of(service).port();
  }

  private RunningService of(Service service) {
    RunningService process = running.get(service);
    if (process == null) {
      throw new IllegalStateException(service.label() + " was not started in this stack");
    }
    return process;
  }

  private void onEach(Consumer<Service> action) {
    ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, running.size()));
    try {
      CompletableFuture.allOf(
              running.keySet().stream()
                  .map(s -> CompletableFuture.runAsync(() -> action.accept(s), threads))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      threads.shutdown();
    }
  }
}
