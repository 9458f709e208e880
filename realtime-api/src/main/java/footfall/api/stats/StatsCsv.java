package footfall.api.stats;

import footfall.persistence.stats.Answer;
import footfall.persistence.stats.Figures;
import footfall.persistence.stats.Metric;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes answers as CSV (RFC 4180): every field quoted, lines ended by CR LF. A text that a
 * spreadsheet could take for a formula, also after blanks or behind a character that some
 * spreadsheet splits at, has an apostrophe before it; numbers are as they are.
 */
final class StatsCsv {
  /** Full-width forms are taken for the plain ones by some. */
  private static final String FORMULA = "(?=[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])";

  private static final String BLANKS = "[\\s\\p{Z}\\p{Cntrl}\"']*";
  private static final Pattern AT_FIRST =
      Pattern.compile("^(?=[\\t\\r\\n]|" + BLANKS + FORMULA + ")");
  private static final Pattern WITHIN = Pattern.compile("([,;|\\t\\r\\n]" + BLANKS + ")" + FORMULA);

  private final Asked asked;
  private final StringBuilder text = new StringBuilder();

  StatsCsv(Asked asked) {
    this.asked = asked;
  }

  String timeseries(Series series) {
    head("time");
    for (int i = 0; i < Math.max(series.points().size(), series.previous().size()); i++) {
      // Months differ in length: of the longer one there are points without another.
      String time = i < series.points().size() ? series.points().get(i).time() : "";
      line(time, figures(series.points(), i), figures(series.previous(), i));
    }
    return text.toString();
  }

  private static Optional<Figures> figures(List<Series.Point> points, int index) {
    return index < points.size() ? Optional.of(points.get(index).figures()) : Optional.empty();
  }

  String breakdown(Table table) {
    head(safe(table.dimension().wire()));
    for (Answer row : table.rows()) {
      line(safe(row.key()), Optional.of(row.figures()), Optional.of(row.compared()));
    }
    return text.toString();
  }

  private void head(String key) {
    List<String> names = new ArrayList<>(List.of(key));
    asked.metrics().forEach(metric -> names.add(metric.wire()));
    if (asked.compared().isPresent()) {
      asked.metrics().forEach(metric -> names.add("previous_" + metric.wire()));
    }
    line(names);
  }

  private void line(String key, Optional<Figures> figures, Optional<Figures> previous) {
    List<String> fields = new ArrayList<>(List.of(key));
    asked.metrics().forEach(metric -> fields.add(value(figures, metric)));
    if (asked.compared().isPresent()) {
      asked.metrics().forEach(metric -> fields.add(value(previous, metric)));
    }
    line(fields);
  }

  private static String value(Optional<Figures> figures, Metric metric) {
    return figures.flatMap(it -> it.value(metric)).map(BigDecimal::toPlainString).orElse("");
  }

  private void line(List<String> fields) {
    String separator = "";
    for (String field : fields) {
      text.append(separator).append('"').append(field.replace("\"", "\"\"")).append('"');
      separator = ",";
    }
    text.append("\r\n");
  }

  /** Visitors choose it: pages, campaigns, props. */
  static String safe(String value) {
    return AT_FIRST.matcher(WITHIN.matcher(value).replaceAll("$1'")).replaceAll("'");
  }
}
