package footfall.load.bench.growth;

import footfall.load.bench.MarkedSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A measured curve as a table and a plot. */
final class CurveReport {
  private static final double MB = 1e6;
  private static final String INGEST_HEAD =
      "| %s | hits/s | CPU s per 10,000 hits | CPU s by process | open sessions at the end | node's"
          + " heap after a collection, MB | node's memory (RSS), MB | journal bytes per hit |\n"
          + "|---|---|---|---|---|---|---|---|\n";
  static final String RECOVERY_HEAD =
      "| open sessions in the shard | recovery, ms: median (least - most) | us per session | read"
          + " from the journal, MB |\n|---|---|---|---|\n";

  private final Curve curve;
  private final String table;
  private final List<LinePlot.Panel> panels;

  private CurveReport(Curve curve, String table, List<LinePlot.Panel> panels) {
    this.curve = curve;
    this.table = table;
    this.panels = panels;
  }

  static CurveReport ofIngest(Curve curve, List<IngestPoint> points) {
    return new CurveReport(
        curve,
        ingestHead(curve) + points.stream().map(CurveReport::row).collect(Collectors.joining()),
        List.of(
            new LinePlot.Panel("hits/s", lines(points, p -> p.measured().perSecond())),
            new LinePlot.Panel(
                "CPU s per 10,000 hits, all processes",
                lines(points, p -> p.measured().cpuPerTenThousand()))));
  }

  static String ingestHead(Curve curve) {
    return INGEST_HEAD.formatted(curve.axis);
  }

  static String row(IngestPoint point) {
    String series = point.plan().series().isEmpty() ? "" : " (" + point.plan().series() + ")";
    return String.format(
        Locale.ROOT,
        "| %,d%s | %,.0f | %.3f | %s | %,d | %,.0f | %,.0f | %,.0f |%n",
        point.plan().x(),
        series,
        point.measured().perSecond(),
        point.measured().cpuPerTenThousand(),
        point.measured().cpuByProcess(),
        point.openSessions(),
        point.heap() / MB,
        point.resident() / MB,
        point.journalPerHit());
  }

  private static List<LinePlot.Line> lines(
      List<IngestPoint> points, ToDoubleFunction<IngestPoint> figure) {
    Map<String, List<LinePlot.Dot>> bySeries =
        points.stream()
            .collect(
                Collectors.groupingBy(
                    point -> point.plan().series(),
                    java.util.LinkedHashMap::new,
                    Collectors.mapping(
                        point -> new LinePlot.Dot(point.plan().x(), figure.applyAsDouble(point)),
                        Collectors.toList())));
    return bySeries.entrySet().stream()
        .map(line -> new LinePlot.Line(line.getKey(), line.getValue()))
        .toList();
  }

  static CurveReport ofRecovery(List<RecoveryRun.Point> points) {
    return new CurveReport(
        Curve.RECOVERY,
        RECOVERY_HEAD + points.stream().map(CurveReport::row).collect(Collectors.joining()),
        List.of(
            new LinePlot.Panel("recovery of a shard, ms", line(points, RecoveryRun.Point::median)),
            new LinePlot.Panel("read from its journal, MB", line(points, p -> p.bytes() / MB))));
  }

  static String row(RecoveryRun.Point point) {
    return String.format(
        Locale.ROOT,
        "| %,d | %,d (%,d - %,d) | %,.1f | %,.2f |%n",
        point.sessions(),
        point.median(),
        point.millis().get(0),
        point.millis().get(point.millis().size() - 1),
        point.median() * 1e3 / point.sessions(),
        point.bytes() / MB);
  }

  private static List<LinePlot.Line> line(
      List<RecoveryRun.Point> points, ToDoubleFunction<RecoveryRun.Point> figure) {
    return List.of(
        new LinePlot.Line(
            "",
            points.stream()
                .map(p -> new LinePlot.Dot(p.sessions(), figure.applyAsDouble(p)))
                .toList()));
  }

  /**
   * Rewrites the curve's section of docs/benchmarks.md and its plot in docs/plots.
   *
   * @param how the command and what it measured
   */
  void writeInto(Path docs, String how) throws IOException {
    String plot = "plots/growth-" + curve.label + ".svg";
    Files.createDirectories(docs.resolve("plots"));
    Files.writeString(docs.resolve(plot), new LinePlot(curve.title, curve.axis, panels).svg());
    new MarkedSection("bench growth " + curve.label)
        .write(
            docs.resolve("benchmarks.md"),
            "## How cost grows: %s\n\n%s\n\n![%s](%s)\n\n%s"
                .formatted(
                    curve.title.toLowerCase(Locale.ROOT),
                    how,
                    curve.title,
                    plot,
                    table.stripTrailing()));
  }
}
