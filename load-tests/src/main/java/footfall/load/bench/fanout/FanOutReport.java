package footfall.load.bench.fanout;

import footfall.load.bench.MarkedSection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The cases of a run side by side. */
final class FanOutReport {
  private static final MarkedSection SECTION = new MarkedSection("bench fan-out");

  private final String arguments;
  private final int rate;
  private final List<FanOutCase> cases = new ArrayList<>();

  /**
   * @param arguments of the command that measures
   * @param rate hits/s of other websites while frames are timed
   */
  FanOutReport(String arguments, int rate) {
    this.arguments = arguments;
    this.rate = rate;
  }

  void add(FanOutCase one) {
    cases.add(one);
  }

  String table() {
    StringBuilder table = new StringBuilder();
    row(table, "", c -> "%,d sockets on %,d websites".formatted(c.sockets(), c.websites()));
    table.append("|---".repeat(cases.size() + 1)).append("|\n");
    String beside = "beside %,d hits/s: ".formatted(rate);
    String most = "beside as many hits as the node takes: ";
    String millis = ", p50 / p99 / p99.9 / max ms (number)";
    row(table, "heap growth after a collection, MB", c -> "%,.0f".formatted(c.heapMegabytes()));
    row(
        table,
        beside + "receipt -> frame" + millis,
        c -> millis(c.node().atRate().seen().toFrame()));
    row(
        table,
        most + "receipt -> frame" + millis,
        c -> millis(c.node().busiest().seen().toFrame()));
    row(
        table,
        beside + "connect -> snapshot" + millis,
        c -> millis(c.node().atRate().seen().toSnapshot()));
    row(
        table,
        "the same on the stub",
        c -> ofControl(c, p -> millis(p.atRate().seen().toSnapshot())));
    row(table, beside + "frames/s, MB/s read by healthy sockets", c -> read(c.node().atRate()));
    row(table, "the same on the stub", c -> ofControl(c, p -> read(p.atRate())));
    row(table, "bytes of a frame", c -> "%,d".formatted(c.frameBytes()));
    row(table, "frames of the node / encodings", c -> encodings(c.node().atRate()));
    row(table, "stalled sockets cut, by seconds without reading", c -> cut(c));
    row(table, "healthy sockets ended by the server", c -> Long.toString(lost(c)));
    row(table, beside + "cores", c -> cores(c.node().atRate()));
    row(table, "the same, sockets on the stub", c -> ofControl(c, p -> cores(p.atRate())));
    row(
        table,
        "the node's CPU a frame beyond the control run, us",
        c -> number(c.microsPerFrame(), "%.1f"));
    row(table, most + "hits/s", c -> "%,.0f".formatted(c.node().busiest().hitsPerSecond()));
    row(
        table,
        "the same, sockets on the stub",
        c -> ofControl(c, p -> "%,.0f".formatted(p.busiest().hitsPerSecond())));
    row(table, "ratio of the two", c -> number(c.ingestRatio(), "%.2f"));
    return table.toString();
  }

  private void row(StringBuilder table, String what, Function<FanOutCase, String> figure) {
    table.append("| ").append(what);
    cases.forEach(one -> table.append(" | ").append(figure.apply(one)));
    table.append(" |\n");
  }

  private static String ofControl(FanOutCase one, Function<FanOutCase.Pair, String> figure) {
    return one.control().map(figure).orElse("-");
  }

  private static String number(Optional<Double> figure, String format) {
    return figure.map(f -> String.format(Locale.ROOT, format, f)).orElse("-");
  }

  /** From cells of a table: number, p50, p99, p99.9, the longest. */
  private static String millis(String cells) {
    String[] parts = cells.split(" \\| ", -1);
    return "%s / %s / %s / %s (%s)".formatted(parts[1], parts[2], parts[3], parts[4], parts[0]);
  }

  private static String read(Phase phase) {
    return "%,.0f, %,.1f".formatted(phase.framesReadPerSecond(), phase.megabytesReadPerSecond());
  }

  private static String encodings(Phase phase) {
    return "%,.0f / %,.0f".formatted(phase.frames(), phase.encodings());
  }

  private static String cut(FanOutCase one) {
    return one.node().atRate().seen().cutByAge().replace(",", ", ");
  }

  private static long lost(FanOutCase one) {
    return one.node().atRate().seen().lostReaders() + one.node().busiest().seen().lostReaders();
  }

  private static String cores(Phase phase) {
    return String.join(
        ", ",
        phase.cores().entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue()))
            .toList());
  }

  void writeInto(Path page) throws IOException {
    SECTION.write(
        page,
        """
        ## Ten thousand dashboards

        `./footfall %s`: WebSockets on one node, 5 %% of them never reading, 5 %% reading 100 bytes a second, some leaving and coming anew; a hit a second for each watched website, timed from its receipt to each frame that lists it. The control run has the same clients on a server of its own that only sends. How it is measured, and where the time goes: [performance.md](performance.md).

        %s"""
            .formatted(arguments, table())
            .strip());
  }
}
