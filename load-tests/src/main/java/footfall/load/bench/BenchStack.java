package footfall.load.bench;

import footfall.load.scenario.NodeProcess;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.localstack.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;

/**
 * Fresh stores for one measurement: none finds the caches of another. Their data goes with them.
 */
public final class BenchStack implements AutoCloseable {
  private final Path folder;
  private final LocalStack stack;
  private boolean discardsLogs;

  private BenchStack(Path folder, LocalStack stack) {
    this.folder = folder;
    this.stack = stack;
  }

  /** Starts them in a new folder. */
  public static BenchStack start(EnumSet<Service> services) throws IOException {
    return start(services, false);
  }

  /** Starts them in a new folder, quick to start and slow later: for what is not timed. */
  public static BenchStack startSmall(EnumSet<Service> services) throws IOException {
    return start(services, true);
  }

  private static BenchStack start(EnumSet<Service> services, boolean small) throws IOException {
    Path folder = Files.createTempDirectory("footfall-bench");
    Path data = folder.resolve("data");
    return new BenchStack(
        folder, LocalStack.start(new StackSettings(data, services, Map.of(), small, line -> {})));
  }

  public LocalStack stack() {
    return stack;
  }

  /** host:port of Kafka. */
  public String kafka() {
    return stack.addresses().kafka();
  }

  /** Where data and logs are. */
  public Path folder() {
    return folder;
  }

  /** The repository's root. */
  public static Path home() {
    return Path.of(System.getProperty("footfall.home", "")).toAbsolutePath();
  }

  /**
   * A node on these stores, not started.
   *
   * @param settings more {@code FOOTFALL_*} variables
   */
  public NodeProcess node(int partitions, Map<String, String> settings) throws IOException {
    return new NodeProcess(home(), stack.addresses(), partitions, folder, settings);
  }

  /** Nobody needs the logs any more: they are to go with the data. */
  public void discardLogs() {
    discardsLogs = true;
  }

  @Override
  public void close() {
    stack.close();
    try {
      Folders.delete(discardsLogs ? folder : folder.resolve("data"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
