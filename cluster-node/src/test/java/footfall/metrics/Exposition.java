package footfall.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metrics as a scraper reads them: Prometheus' text format 0.0.4, read by its grammar. What the
 * format does not allow fails with the line where it stands.
 */
public final class Exposition {
  private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
  private static final Pattern TYPE =
      Pattern.compile(
          "# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("\\G([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"(,|$)");
  private static final List<String> OF_HISTOGRAMS = List.of("_bucket", "_sum", "_count");

  /** One line with a value. */
  public record Sample(String name, Map<String, String> labels, double value) {}

  /** All samples of one metric. */
  public record Family(String name, String help, String type, List<Sample> samples) {}

  private final Map<String, Family> families = new LinkedHashMap<>();
  private final Map<String, String> helps = new HashMap<>();
  private final Set<Sample> seen = new HashSet<>();
  private Family current;

  /** Reads all of it, or fails with an {@link AssertionError}. */
  public static Exposition parse(String text) {
    if (!text.endsWith("\n")) {
      throw new AssertionError("the last line does not end");
    }
    Exposition read = new Exposition();
    for (String line : text.lines().toList()) {
      try {
        read.line(line);
      } catch (IllegalArgumentException e) {
        throw new AssertionError(e.getMessage() + ": " + line, e);
      }
    }
    read.families.values().stream()
        .filter(family -> family.type.equals("histogram"))
        .forEach(Exposition::checkHistogram);
    return read;
  }

  public Iterable<Family> families() {
    return families.values();
  }

  public List<Sample> samples() {
    return families.values().stream().flatMap(family -> family.samples.stream()).toList();
  }

  private void line(String line) {
    Matcher help = HELP.matcher(line);
    Matcher type = TYPE.matcher(line);
    if (help.matches()) {
      require(helps.put(help.group(1), help.group(2)) == null, "a second help");
    } else if (type.matches()) {
      begin(type.group(1), type.group(2));
    } else {
      require(!line.startsWith("#"), "a comment that is neither help nor type");
      sample(line);
    }
  }

  private void begin(String name, String type) {
    require(helps.containsKey(name), "a type without its help before it");
    require(!type.equals("counter") || name.endsWith("_total"), "a counter not named _total");
    current = new Family(name, helps.get(name), type, new ArrayList<>());
    require(families.put(name, current) == null, "a second type of one metric");
  }

  private void sample(String line) {
    Matcher read = SAMPLE.matcher(line);
    require(read.matches(), "not a sample");
    require(current != null && belongs(read.group(1)), "a sample outside of its metric");
    Sample sample = new Sample(read.group(1), labels(read.group(2)), number(read.group(3)));
    require(seen.add(new Sample(sample.name, sample.labels, 0)), "the same labels a second time");
    current.samples.add(sample);
  }

  private boolean belongs(String name) {
    boolean suffixed = current.type.equals("histogram") || current.type.equals("summary");
    return suffixed
        ? OF_HISTOGRAMS.stream().anyMatch(end -> name.equals(current.name + end))
            || (current.type.equals("summary") && name.equals(current.name))
        : name.equals(current.name);
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (text == null) {
      return labels;
    }
    Matcher label = LABEL.matcher(text);
    int end = 0;
    while (end < text.length()) {
      require(label.find(), "malformed labels");
      require(labels.put(label.group(1), label.group(2)) == null, "a label twice");
      end = label.end();
    }
    return labels;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** Buckets are cumulative and end with all there are. */
  private static void checkHistogram(Family family) {
    Map<Map<String, String>, List<Sample>> bySeries = new HashMap<>();
    for (Sample sample : family.samples) {
      Map<String, String> series = new HashMap<>(sample.labels);
      series.remove("le");
      bySeries.computeIfAbsent(series, labels -> new ArrayList<>()).add(sample);
    }
    for (List<Sample> series : bySeries.values()) {
      double bound = Double.NEGATIVE_INFINITY;
      double below = 0;
      for (Sample sample : series) {
        if (sample.name.endsWith("_bucket")) {
          double next = number(sample.labels.get("le"));
          checkThat(next > bound && sample.value >= below, family, sample);
          bound = next;
          below = sample.value;
        } else if (sample.name.endsWith("_count")) {
          checkThat(bound == Double.POSITIVE_INFINITY && sample.value == below, family, sample);
        }
      }
    }
  }

  private static void checkThat(boolean holds, Family family, Sample sample) {
    if (!holds) {
      throw new AssertionError(family.name + " is no histogram at " + sample);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
