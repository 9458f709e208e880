package footfall.load.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.bench.Backlog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CurveTest {
  private static final Backlog USUAL = Backlog.of(1_000_000, Duration.ofMinutes(125), 1);

  private static List<Integer> xs(Curve curve) {
    return curve.plans(USUAL).stream().map(Curve.Plan::x).toList();
  }

  @Test
  void eachCurveHasThePointsThatTheTargetsAskFor() {
    assertThat(xs(Curve.WEBSITES)).containsExactly(1, 10, 1_000, 100_000);
    assertThat(xs(Curve.LARGEST)).contains(90);
    assertThat(xs(Curve.OPEN_SESSIONS)).containsExactly(10_000, 100_000, 1_000_000);
    assertThat(xs(Curve.PARTITIONS)).containsExactly(2, 8, 64, 2, 8, 64);
    assertThat(xs(Curve.LIVE_MINUTES)).containsExactly(1, 10, 1_000, 100_000);
  }

  @Test
  void aPlanChangesNothingButWhatItsCurveIsAbout() {
    for (Curve.Plan plan : Curve.WEBSITES.plans(USUAL)) {
      assertThat(plan.backlog()).isEqualTo(USUAL.withWebsites(plan.x()));
    }
    assertThat(Curve.LARGEST.plans(USUAL).get(2).backlog()).isEqualTo(USUAL.withLargestShare(0.9));
    assertThat(
            Curve.PARTITIONS.plans(USUAL).stream()
                .collect(Collectors.groupingBy(Curve.Plan::series))
                .keySet())
        .containsExactlyInAnyOrder("100 websites", "100,000 websites");
  }

  @Test
  void keptMinutesAreMeasuredWithATenthAtTheSameRate() {
    Backlog tenth = Curve.LIVE_MINUTES.plans(USUAL).get(0).backlog();

    assertThat(tenth.hits()).isEqualTo(100_000);
    assertThat(tenth.span()).isEqualTo(Duration.ofSeconds(750));
  }

  @Test
  void anUnknownCurveIsRefusedWithTheNamesOfThoseThereAre() {
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(new GrowthCommand())
            .setErr(new PrintWriter(err, true))
            .execute("--curve", "websites,weather");

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString())
        .contains("there is no curve weather; have " + Curve.labels())
        .contains("recovery");
  }

  @Test
  void everyCurveIsTakenUnlessSomeAreNamed() {
    GrowthCommand command = new GrowthCommand();
    new CommandLine(command).parseArgs();

    assertThat(command.curves()).containsExactly(Curve.values());
  }
}
