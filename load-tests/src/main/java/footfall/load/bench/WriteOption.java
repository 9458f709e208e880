package footfall.load.bench;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Whether a benchmark sets down what it has measured. */
public final class WriteOption {
  @Option(
      names = "--write",
      defaultValue = "true",
      fallbackValue = "true",
      negatable = true,
      description = "rewrite its part of docs/benchmarks.md (${DEFAULT-VALUE})")
  private boolean isOn;

  public boolean isOn() {
    return isOn;
  }

  /** The page that all benchmarks write into. */
  public Path page() {
    return BenchStack.home().resolve("docs/benchmarks.md");
  }
}
