package footfall.load.faults.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsReportTest {
  private static StepResult step(int index, String id, long takeOver, long lost) {
    FaultResult fault =
        new FaultResult(
            id, "kill -9 of a node", List.of(), Map.of("take-over", List.of(takeOver)), List.of());
    return new StepResult(
        index,
        0,
        1,
        "now",
        60,
        3,
        List.of(fault),
        1100,
        1000,
        3,
        2,
        lost,
        0,
        0,
        List.of(700L),
        lost > 0 ? List.of("I1: a hit is lost, see /data/run/logs/1/node-0.log") : List.of(),
        "./footfall faults");
  }

  @Test
  void sumsAndRecoveriesAreOverAllSteps() {
    String text =
        new FaultsReport(
                List.of(
                    step(0, "F10-kill", 9_000, 0),
                    step(1, "F1", 20_000, 0),
                    step(2, "F1", 30_000, 1)),
                Map.of("F5, a cut", "no root"))
            .markdown();
    assertThat(text)
        .contains("| faults inflicted | 3 in 3 steps |")
        .contains("| distinct hits acknowledged | 3,000 |")
        .contains("| lost | 1 |")
        .contains("| F1 | take-over | 2 | 30,000 | 30,000 |")
        .contains("step 2 (F1): I1: a hit is lost, see logs/1/node-0.log")
        .contains("F5, a cut: no root");
    assertThat(text.indexOf("| F1 |")).isLessThan(text.indexOf("| F10-kill |"));
  }

  @Test
  void stepsOfEarlierRunsAreReadBack(@TempDir Path steps) throws IOException {
    StepResult first = step(0, "F1", 20_000, 0);
    first.write(Files.createDirectories(steps.resolve("00000-0")));
    Files.createDirectories(steps.resolve("00001-0")); // interrupted
    step(1, "F2", 1, 0).write(Files.createDirectories(steps.resolve("00001-1")));
    assertThat(StepResult.readAll(steps)).hasSize(2).contains(first);
  }
}
