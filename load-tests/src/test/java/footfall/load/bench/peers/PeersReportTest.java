package footfall.load.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.bench.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersReportTest {
  @TempDir Path folder;

  private static Measured run(String what, double seconds, double cpu) {
    return new Measured(what, 1_000, seconds, Map.of("process", cpu));
  }

  @Test
  void aRatioIsTakenWithinARoundAndItsMedianIsShownWithTheExtremes() {
    PeersReport report = new PeersReport("bench peers");
    double[] ours = {1, 2, 4};
    double[] theirs = {3, 10, 10};
    for (int round = 0; round < 3; round++) {
      report.add(round, PeersCommand.FOOTFALL, run("us", ours[round], 1));
      report.add(round, "streams", run("them", theirs[round], 2));
    }
    assertThat(report.table())
        .contains("| them | 3 | 100 (100 - 333) |", "3.00 (2.50 - 5.00) x", "2.00 (2.00 - 2.00) x")
        .contains("| us | 3 | 500 (250 - 1,000) |");
  }

  @Test
  void onlyItsOwnSectionIsRewritten() throws IOException {
    Path file = folder.resolve("benchmarks.md");
    Files.writeString(file, "# Benchmarks\n\nBefore.\n");
    PeersReport first = new PeersReport("bench peers");
    first.add(0, "streams", run("the first run", 1, 1));
    first.writeInto(file);
    Files.writeString(file, Files.readString(file) + "\n## After\n");

    PeersReport second = new PeersReport("bench peers");
    second.add(0, "streams", run("the second run", 1, 1));
    second.writeInto(file);

    assertThat(Files.readString(file))
        .startsWith("# Benchmarks\n\nBefore.\n")
        .endsWith("\n## After\n")
        .contains("the second run")
        .doesNotContain("the first run");
  }
}
