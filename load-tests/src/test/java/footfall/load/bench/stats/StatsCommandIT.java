package footfall.load.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StatsCommandIT {

  @Test
  void aFewHitsAreStoredCountedAndAskedForByEachKindOfQuestion() {
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new StatsCommand())
            .setOut(new PrintWriter(out, true))
            .execute("--hits", "9000", "--days", "3", "--rounds", "1", "--no-write");
    assertThat(out.toString())
        .contains("stored 9,000 hits of 3 days")
        .contains("| pages, a source | 7 | 1 |")
        .contains("| all figures | 30 | 1 |");
    assertThat(code).isZero();
  }
}
