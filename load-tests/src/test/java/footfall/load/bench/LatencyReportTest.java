package footfall.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatencyReportTest {

  @Test
  void aRowTellsWhatWasAskedWhatWasSentAndWhatNoFrameShowed() {
    Latencies shown = new Latencies();
    for (int ms = 1; ms <= 1000; ms++) {
      shown.add(ms);
    }
    LatencyReport report = new LatencyReport("bench latency --of-peak 50");
    report.peak(List.of(9_000.0, 11_000.0), Map.of("node", 1.25));
    report.add(new LatencyReport.Share(50, 5_000, 4_900, 12, 3, shown, 800, Map.of("node", 0.5)));

    assertThat(report.section())
        .contains("`./footfall bench latency --of-peak 50`")
        .contains("share two cores")
        .contains("Peak: 10,000 hits/s (9,000 to 11,000 in intervals of 10 s)")
        .contains(
            "| 50 % | 5,000 | 4,900 | 1,000 | 3 | 500 | 990 | 999 | 1,000 | 800 | 12 | node 0.50"
                + " |");
  }
}
