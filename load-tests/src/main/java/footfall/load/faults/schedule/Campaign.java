package footfall.load.faults.schedule;

import footfall.load.faults.Fault;
import footfall.load.faults.Place;
import footfall.load.faults.nodes.RunningCluster;
import footfall.load.faults.report.StepResult;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.localstack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Stores and nodes, and steps on them one after the other. What it has started ends with it, also
 * where its JVM is killed.
 */
public final class Campaign implements AutoCloseable {
  private final CampaignSettings settings;
  private final Consumer<String> say;
  private final LocalStack stores;
  private final RunningCluster cluster;
  private CampaignState state;

  private Campaign(
      CampaignSettings settings,
      Consumer<String> say,
      LocalStack stores,
      RunningCluster cluster,
      CampaignState state) {
    this.settings = settings;
    this.say = say;
    this.stores = stores;
    this.cluster = cluster;
    this.state = state;
  }

  /**
   * Starts stores and nodes.
   *
   * @param host address that the stores listen on
   */
  public static Campaign start(
      CampaignSettings settings, String host, Place.Places places, Consumer<String> say)
      throws IOException {
    Path data = Files.createDirectories(settings.data());
    CampaignState state = CampaignState.of(data, settings.seed());
    state.write(data);
    LocalStack stores =
        LocalStack.start(
            new StackSettings(
                data.resolve("stores"),
                EnumSet.allOf(Service.class),
                Map.of(),
                settings.smallStores(),
                line -> {},
                host));
    try {
      String run =
          LocalDateTime.now(ZoneOffset.UTC).toString().replaceAll("[^0-9T]", "").substring(0, 15);
      Path logs = Files.createDirectories(data.resolve("logs").resolve(run));
      RunningCluster cluster =
          new RunningCluster(stores, settings.plan(), places, settings.nodes() + 1, logs, say);
      say.accept("stores are up; the nodes' logs: " + logs);
      cluster.start(settings.nodes());
      say.accept(settings.nodes() + " nodes are up");
      return new Campaign(settings, say, stores, cluster, state);
    } catch (IOException | RuntimeException e) {
      stores.close();
      throw e;
    }
  }

  /** The stores, for faults that are made for them. */
  public LocalStack stores() {
    return stores;
  }

  /** Inflicts the next faults of a schedule. */
  public List<StepResult> run(Schedule schedule, int steps, Runnable afterEach)
      throws IOException, InterruptedException {
    List<StepResult> results = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      results.add(step(schedule.step(state.next())));
      afterEach.run();
    }
    return results;
  }

  /** Inflicts several faults in one step, one after the other, and checks once. */
  public StepResult step(List<Fault> faults) throws IOException, InterruptedException {
    int index = state.next();
    int attempt = attempts(index);
    Path folder =
        Files.createDirectories(settings.steps().resolve("%05d-%d".formatted(index, attempt)));
    cluster.start(settings.nodes());
    StepResult result = new StepRun(settings, cluster, index, attempt, folder, say).run(faults);
    result.write(folder);
    state = state.afterStep();
    state.write(settings.data());
    return result;
  }

  private int attempts(int index) throws IOException {
    if (!Files.isDirectory(settings.steps())) {
      return 0;
    }
    try (Stream<Path> folders = Files.list(settings.steps())) {
      String begin = "%05d-".formatted(index);
      return (int) folders.filter(f -> f.getFileName().toString().startsWith(begin)).count();
    }
  }

  /** Every step of all runs in this folder that was checked to its end. */
  public static List<StepResult> results(Path data) throws IOException {
    return StepResult.readAll(data.resolve("steps"));
  }

  /** The seed of the campaign that a folder has, else the one given. */
  public static long seed(Path data, long otherwise) throws IOException {
    return CampaignState.seedOf(data).orElse(otherwise);
  }

  @Override
  public void close() throws IOException {
    cluster.close();
    stores.close();
  }
}
