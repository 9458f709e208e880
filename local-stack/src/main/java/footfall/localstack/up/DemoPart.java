package footfall.localstack.up;

import footfall.localstack.Addresses;
import footfall.localstack.GuardedProcess;
import footfall.localstack.Java;
import footfall.localstack.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The simulated visitors of {@code --demo}: {@code ./footfall simulate} as a child. */
final class DemoPart implements Part {
  static final String WEBSITE = "demo";

  /** Hits a second: some forty visitors at once, which no machine that runs the stores minds. */
  private static final String RATE = "2";

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private final Path home;
  private final Path data;
  private final Map<String, String> environment;
  private volatile GuardedProcess process;

  DemoPart(Path home, UpSettings settings, Addresses stores) {
    this.home = home;
    this.data = settings.data();
    this.environment = NodeEnvironment.of(settings, stores);
  }

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public void start() {
    try {
      process =
          GuardedProcess.start(command(home), environment, "TERM", data.resolve("logs/demo.log"));
      PidFile.write(data.resolve("run/demo.pid"), process.pid());
    } catch (IOException e) {
      throw new UncheckedIOException("the simulated visitors could not be started", e);
    }
  }

  /** Each start has a seed of its own: the hits of one that was seen before would be duplicates. */
  static List<String> command(Path home) {
    Path target = home.resolve("load-tests/target");
    return List.of(
        Java.program(),
        "-Xmx64m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        target.resolve("classes") + ":" + target.resolve("lib") + "/*",
        "footfall.load.Main",
        "simulate",
        "--website",
        WEBSITE,
        "--rate",
        RATE,
        "--quiet");
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    process.awaitEnd();
  }

  @Override
  public void stop() {
    if (process != null) {
      process.stop(STOP_PATIENCE, "the simulated visitors");
    }
  }
}
