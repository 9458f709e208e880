package footfall.load.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FanOutReportTest {
  @TempDir Path folder;

  private static Phase phase(long hits, double nodeCores) {
    CrowdReport seen =
        new CrowdReport(
            10_000,
            100_000,
            20_000_000,
            0,
            1,
            0,
            "25s:13/13",
            "500 | 1 | 2 | 3 | 4",
            "7 | 8 | 9 | 10 | 11");
    return new Phase(10, hits, 0, 12, 11, seen, Map.of("node", nodeCores));
  }

  private static FanOutCase over(int websites, Optional<FanOutCase.Pair> control) {
    FanOutCase.Pair own = new FanOutCase.Pair(phase(50_000, 0.8), phase(900_000, 1.5));
    return new FanOutCase(10_000, websites, 175.4, 6_400, own, control);
  }

  @Test
  void aFramesCpuIsWhatTheNodeTakesBeyondTheControlRunAndIngestIsHeldAgainstItToo() {
    FanOutReport report = new FanOutReport("bench fan-out", 5_000);
    report.add(
        over(1, Optional.of(new FanOutCase.Pair(phase(50_000, 0.5), phase(1_000_000, 1.6)))));
    report.add(over(100, Optional.empty()));

    assertThat(report.table())
        .contains(
            "|  | 10,000 sockets on 1 websites | 10,000 sockets on 100 websites |\n|---|---|---|")
        .contains("us | 30.0 | - |")
        .contains("| ratio of the two | 0.90 | - |")
        .contains("hits/s | 90,000 | 90,000 |\n| the same, sockets on the stub | 100,000 | - |")
        .contains("(number) | 1 / 2 / 3 / 4 (500) |")
        .contains("| heap growth after a collection, MB | 175 | 175 |")
        .contains("| healthy sockets ended by the server | 2 | 2 |");
  }

  @Test
  void theSectionNamesTheCommandAndGrowsWithEachCase() throws IOException {
    Path page = folder.resolve("benchmarks.md");
    Files.writeString(page, "# Benchmarks\n");
    FanOutReport report = new FanOutReport("bench fan-out --seconds 10", 5_000);
    report.add(over(1, Optional.empty()));
    report.writeInto(page);
    report.add(over(100, Optional.empty()));
    report.writeInto(page);

    assertThat(page)
        .content()
        .containsOnlyOnce("`./footfall bench fan-out --seconds 10`")
        .contains("5 % of them")
        .containsOnlyOnce("100 websites");
  }
}
