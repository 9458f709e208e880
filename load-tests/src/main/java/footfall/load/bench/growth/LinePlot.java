package footfall.load.bench.growth;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A picture of measured curves as SVG, legible on light and dark ground: panels one above the
 * other, each with its own scale from 0, over one logarithmic axis with a tick where something was
 * measured.
 */
final class LinePlot {
  private static final int WIDTH = 720;
  private static final int LEFT = 88;
  private static final int RIGHT = 24;
  private static final int HEAD = 44;
  private static final int PANEL = 190;
  private static final int BETWEEN = 44;
  private static final int FOOT = 52;

  /** At most, above 0. */
  private static final int TICKS = 4;

  private static final String STYLE =
      """
      <style>
        svg { font: 13px system-ui, sans-serif; }
        .ground { fill: #ffffff; } text { fill: #24292f; }
        .grid { stroke: #d0d7de; } .line { fill: none; stroke-width: 2.5; }
        .s0 { stroke: #0969da; } .d0 { fill: #0969da; }
        .s1 { stroke: #bc4c00; stroke-dasharray: 7 4; } .d1 { fill: #bc4c00; }
        @media (prefers-color-scheme: dark) {
          .ground { fill: #0d1117; } text { fill: #e6edf3; } .grid { stroke: #3d444d; }
          .s0 { stroke: #58a6ff; } .d0 { fill: #58a6ff; }
          .s1 { stroke: #f0883e; } .d1 { fill: #f0883e; }
        }
      </style>
      """;

  private final String title;
  private final String xLabel;
  private final List<Panel> panels;

  /** A measured value; {@code x} is positive, {@code y} is not negative. */
  record Dot(double x, double y) {}

  /** One curve; where a panel has several, each has a name. */
  record Line(String name, List<Dot> dots) {}

  /** Curves on one scale; the label names the unit. At most two lines can be told apart. */
  record Panel(String yLabel, List<Line> lines) {}

  /**
   * @param xLabel names the unit as well
   * @param panels with the same or nearly the same x
   */
  LinePlot(String title, String xLabel, List<Panel> panels) {
    this.title = title;
    this.xLabel = xLabel;
    this.panels = panels;
  }

  String svg() {
    int height = HEAD + panels.size() * (PANEL + BETWEEN) - BETWEEN + FOOT;
    StringBuilder svg = new StringBuilder();
    put(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">",
        WIDTH,
        height);
    put(svg, "<title>%s</title>", escaped(title));
    svg.append(STYLE);
    put(svg, "<rect class=\"ground\" width=\"%d\" height=\"%d\"/>", WIDTH, height);
    for (int i = 0; i < panels.size(); i++) {
      draw(svg, panels.get(i), HEAD + i * (PANEL + BETWEEN));
    }
    for (double x : xs()) {
      text(svg, xAt(x), height - FOOT + 18, "middle", number(x));
    }
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, height - 10, "middle", xLabel);
    return svg.append("</svg>\n").toString();
  }

  private void draw(StringBuilder svg, Panel panel, int top) {
    double largest = all(panel).stream().mapToDouble(Dot::y).max().orElse(0);
    double step = niceStep(largest / TICKS);
    int ticks = Math.max(1, (int) Math.ceil(largest / step));
    text(svg, LEFT, top - 12, "start", panel.yLabel());
    for (int tick = 0; tick <= ticks; tick++) {
      double y = top + PANEL - PANEL * tick / (double) ticks;
      put(
          svg,
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
          LEFT,
          WIDTH - RIGHT,
          y,
          y);
      text(svg, LEFT - 8, y + 4, "end", number(step * tick));
    }
    for (int i = 0; i < panel.lines().size(); i++) {
      draw(svg, panel.lines().get(i), i, top, step * ticks);
    }
  }

  private void draw(StringBuilder svg, Line line, int which, int top, double most) {
    List<Dot> dots = line.dots().stream().sorted(Comparator.comparingDouble(Dot::x)).toList();
    StringBuilder points = new StringBuilder();
    for (Dot dot : dots) {
      double y = top + PANEL - PANEL * dot.y() / most;
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", xAt(dot.x()), y));
      put(svg, "<circle class=\"d%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", which, xAt(dot.x()), y);
    }
    put(svg, "<polyline class=\"line s%d\" points=\"%s\"/>", which, points.toString().strip());
    if (!line.name().isEmpty()) {
      double x = WIDTH - RIGHT - 130;
      double y = top - 12 - 18 * which;
      put(
          svg,
          "<line class=\"line s%d\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
          which,
          x - 36,
          x - 8,
          y - 4,
          y - 4);
      text(svg, x, y, "start", line.name());
    }
  }

  private double xAt(double x) {
    double[] xs = xs();
    double from = Math.log(xs[0]);
    double to = Math.log(xs[xs.length - 1]);
    double share = to > from ? (Math.log(x) - from) / (to - from) : 0.5;
    double inset = 28;
    return LEFT + inset + share * (WIDTH - LEFT - RIGHT - 2 * inset);
  }

  private double[] xs() {
    return panels.stream()
        .flatMap(panel -> all(panel).stream())
        .mapToDouble(Dot::x)
        .distinct()
        .sorted()
        .toArray();
  }

  private static List<Dot> all(Panel panel) {
    return panel.lines().stream().flatMap(line -> line.dots().stream()).toList();
  }

  /** The smallest of 1, 2, 2.5 and 5 times a power of ten that is at least so much. */
  static double niceStep(double least) {
    if (!(least > 0)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** Exact to four places, thousands apart, without trailing zeros. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%,.4f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    put(
        svg,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        x,
        y,
        anchor,
        escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void put(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
