package footfall.load.bench.growth;

import footfall.load.bench.Backlog;
import footfall.load.bench.BenchStack;
import footfall.load.bench.WriteOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the cost of a hit grows with websites, partitions and open sessions; and of a recovery. */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Hits/s, CPU and memory of a cold node on a backlog (sessions and minutes) at more and more",
      "websites, open sessions and partitions, and with one website taking most of the traffic;",
      "and how long a shard takes to recover. Fresh stores for each point.",
      "Writes a section of docs/benchmarks.md and a plot in docs/plots for each curve."
    })
public final class GrowthCommand implements Callable<Integer> {
  /** The same for every number of hits, so that a website-minute has as many of them. */
  private static final int HITS_PER_MINUTE = 8_000;

  private static final double SECONDS_PER_START = 25;
  private static final double SECONDS_TO_STORE = 20;
  private static final double HITS_PER_SECOND_MADE = 110_000;
  private static final double HITS_PER_SECOND_TAKEN = 90_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--curve",
      split = ",",
      converter = Curve.ByLabel.class,
      defaultValue = "websites,largest,live-minutes,open-sessions,partitions,recovery",
      description = "which, with commas between (${DEFAULT-VALUE})")
  private List<Curve> curves;

  @Option(
      names = "--hits",
      defaultValue = "1500000",
      description = "of the backlog at each point (${DEFAULT-VALUE})")
  private int hits;

  @Option(
      names = "--at",
      split = ",",
      description = {
        "only these points of the axis, such as 100000 websites; then nothing is written (all)"
      })
  private Set<Integer> at = Set.of();

  @Option(
      names = "--recoveries",
      defaultValue = "3",
      description = "of a shard at each number of sessions (${DEFAULT-VALUE})")
  private int recoveries;

  @Option(names = "--seed", defaultValue = "1", description = "of all chance (${DEFAULT-VALUE})")
  private long seed;

  @Mixin private WriteOption write;

  private PrintWriter out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    out = spec.commandLine().getOut();
    for (Curve curve : curves) {
      say(
          "%s: about %.0f minutes on two quiet cores%n",
          curve.label, Math.ceil(estimate(curve) / 60));
    }
    boolean complete = true;
    for (Curve curve : curves) {
      complete &= take(curve);
    }
    return complete ? 0 : 1;
  }

  /** A curve that fails does not take the others with it, nor what was written of it before. */
  private boolean take(Curve curve) throws IOException, InterruptedException {
    try {
      CurveReport report = curve == Curve.RECOVERY ? recovery() : ingest(curve);
      if (write.isOn() && at.isEmpty()) {
        report.writeInto(BenchStack.home().resolve("docs"), how(curve));
      }
      return true;
    } catch (IllegalStateException failed) {
      say("%s is not complete: %s%n", curve.label, failed.getMessage());
      return false;
    }
  }

  List<Curve> curves() {
    return curves;
  }

  private List<Curve.Plan> plans(Curve curve) {
    Backlog usual = Backlog.of(hits, Duration.ofSeconds(60L * hits / HITS_PER_MINUTE + 1), seed);
    return curve.plans(usual).stream().filter(plan -> isAsked(plan.x())).toList();
  }

  private List<Integer> shardSizes() {
    return List.of(1_000, 10_000, 30_000, 100_000, 300_000).stream().filter(this::isAsked).toList();
  }

  private boolean isAsked(int x) {
    return at.isEmpty() || at.contains(x);
  }

  private CurveReport ingest(Curve curve) throws IOException, InterruptedException {
    List<IngestPoint> points = new ArrayList<>();
    List<Curve.Plan> plans = plans(curve);
    say("%s%n", CurveReport.ingestHead(curve).strip());
    for (Curve.Plan plan : plans) {
      points.add(measure(plan));
      say("%s", CurveReport.row(points.get(points.size() - 1)));
    }
    return CurveReport.ofIngest(curve, points);
  }

  /** Tries a second time: on a machine with other work a node may find itself paused, and halt. */
  private IngestPoint measure(Curve.Plan plan) throws IOException, InterruptedException {
    try {
      return IngestRun.measure(plan);
    } catch (IllegalStateException failed) {
      say("%,d failed, once more: %s%n", plan.x(), failed.getMessage());
      return IngestRun.measure(plan);
    }
  }

  private CurveReport recovery() throws IOException, InterruptedException {
    say("%s%n", CurveReport.RECOVERY_HEAD.strip());
    return CurveReport.ofRecovery(
        RecoveryRun.measure(shardSizes(), recoveries, point -> say("%s", CurveReport.row(point))));
  }

  private double estimate(Curve curve) {
    if (curve == Curve.RECOVERY) {
      int sessions = shardSizes().stream().mapToInt(s -> s).max().orElse(0);
      return SECONDS_PER_START * shardSizes().size() * (1 + recoveries / 3.0) + sessions / 6e3;
    }
    return plans(curve).stream()
        .mapToDouble(
            plan ->
                SECONDS_PER_START * (plan.openSessions() > 0 ? 2 : 1)
                    + (plan.keepsMinutes() ? SECONDS_TO_STORE : 0)
                    + (plan.backlog().hits() + 3.0 * plan.openSessions())
                        * (1 / HITS_PER_SECOND_MADE + 1 / HITS_PER_SECOND_TAKEN))
        .sum();
  }

  private String how(Curve curve) {
    return """
        `./footfall bench growth --curve %s%s`, %s. %s"""
        .formatted(
            curve.label,
            curve == Curve.RECOVERY ? "" : " --hits " + hits,
            LocalDate.now(ZoneId.systemDefault()),
            curve.explanation);
  }

  private void say(String format, Object... values) {
    out.printf(format, values);
    out.flush();
  }
}
