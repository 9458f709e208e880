package footfall.load.bench.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorReportTest {
  @TempDir Path folder;

  @Test
  void aRateShowsItsTimesAndWhatAHitCostsTheNode() throws IOException {
    Path page = folder.resolve("benchmarks.md");
    Files.writeString(page, "# Benchmarks\n");
    CollectorReport report = new CollectorReport("bench collector --rates 0,5000");
    report.add(
        new CollectorReport.AtRate(0, 8_000, 0, 0, "9 | 1 | 2 | 3 | 4", Map.of("node", 1.2)));
    report.add(
        new CollectorReport.AtRate(5_000, 4_000, 7, 1, "9 | 5 | 6 | 7 | 8", Map.of("node", 0.8)));

    report.writeInto(page);

    assertThat(page)
        .content()
        .contains("`./footfall bench collector --rates 0,5000`")
        .contains("| as many as are answered | 8,000 | 0 | 0 | 1 | 2 | 3 | 4 | 150 | node 1.20 |\n")
        .contains("| 5,000 | 4,000 | 7 | 1 | 5 | 6 | 7 | 8 | 200 | node 0.80 |\n");
  }
}
