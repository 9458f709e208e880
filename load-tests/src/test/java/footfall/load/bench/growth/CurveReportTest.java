package footfall.load.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.bench.Backlog;
import footfall.load.bench.Measured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveReportTest {
  private static final Backlog BACKLOG = Backlog.of(1_000, Duration.ofMinutes(1), 1);

  @TempDir Path docs;

  @BeforeEach
  void aDocument() throws Exception {
    Files.writeString(docs.resolve("benchmarks.md"), "# Benchmarks\n\nBefore.\n");
  }

  private static IngestPoint point(String series, int x, double seconds) {
    return new IngestPoint(
        new Curve.Plan(series, x, BACKLOG),
        new Measured("", 1_000, seconds, Map.of("node", 2.0)),
        12_345,
        111e6,
        222e6,
        33.4);
  }

  @Test
  void aPointIsARowWithItsUnitsInTheHead() {
    assertThat(CurveReport.ingestHead(Curve.PARTITIONS)).startsWith("| partitions | hits/s |");
    assertThat(CurveReport.row(point("100 websites", 64, 0.5)))
        .isEqualToIgnoringNewLines(
            "| 64 (100 websites) | 2,000 | 20.000 | node 2.0 | 12,345 | 111 | 222 | 33 |");
  }

  @Test
  void aRecoveryIsARowWithMedianExtremesAndCostOfASession() {
    assertThat(CurveReport.row(new RecoveryRun.Point(10_000, List.of(400L, 500L, 900L), 4.7e6)))
        .isEqualToIgnoringNewLines("| 10,000 | 500 (400 - 900) | 50.0 | 4.70 |");
  }

  @Test
  void aCurveRewritesItsOwnSectionAndPlotOnly() throws Exception {
    write(Curve.WEBSITES, 1);
    write(Curve.PARTITIONS, 2);
    write(Curve.WEBSITES, 4);

    assertThat(docs.resolve("benchmarks.md"))
        .content()
        .startsWith("# Benchmarks\n\nBefore.\n")
        .containsOnlyOnce("## How cost grows: websites")
        .containsOnlyOnce("## How cost grows: partitions")
        .contains("![Websites](plots/growth-websites.svg)", "| 250 |", "| 500 |")
        .doesNotContain("| 1,000 |");
    assertThat(docs.resolve("plots/growth-websites.svg")).content().contains("hits/s", "</svg>");
    assertThat(docs.resolve("plots/growth-partitions.svg")).exists();
  }

  private void write(Curve curve, double seconds) throws Exception {
    CurveReport.ofIngest(curve, List.of(point("", 8, seconds))).writeInto(docs, "How.");
  }

  @Test
  void recoveriesArePlottedByTheirMedians() throws Exception {
    CurveReport.ofRecovery(List.of(new RecoveryRun.Point(1_000, List.of(1L, 2L, 3L), 1e6)))
        .writeInto(docs, "How.");

    assertThat(docs.resolve("plots/growth-recovery.svg"))
        .content()
        .contains("recovery of a shard, ms", "read from its journal, MB");
  }
}
