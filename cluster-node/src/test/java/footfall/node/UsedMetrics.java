package footfall.node;

import footfall.metrics.Exposition;
import footfall.metrics.Exposition.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What queries, or a text about them, say of metrics that a node does not show. */
final class UsedMetrics {
  /** A metric's name, and its labels where it is asked for by some. */
  private static final Pattern USE =
      Pattern.compile("\\b((?:footfall|jvm|process)_[a-z0-9_]+)(?:\\{([^}]*)\\})?");

  private static final Pattern LABEL =
      Pattern.compile("([a-z_]+)\\s*(=~|!~|!=|=)\\s*\\\\?\"(.*?)\\\\?\"");

  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without)\\s*\\(([^)]*)\\)");

  /** Prometheus gives them to what it scrapes (service-monitor.yaml). */
  private static final Set<String> OF_THE_TARGET =
      Set.of("namespace", "job", "pod", "instance", "role", "version");

  /** Another release has another. */
  private static final String OF_THE_RELEASE = "app_version";

  /** Keyspaces of Cassandra, not metrics. */
  private static final Set<String> KEYSPACES =
      Set.of("footfall_session_shard", "footfall_website_minute");

  private final Set<String> names = new HashSet<>();
  private final Set<String> labels = new HashSet<>(OF_THE_TARGET);
  private final List<Sample> shown;

  UsedMetrics(Exposition shown) {
    this.shown = shown.samples();
    shown.families().forEach(family -> names.add(family.name()));
    for (Sample sample : this.shown) {
      names.add(sample.name());
      labels.addAll(sample.labels().keySet());
    }
  }

  /** A sentence for each use of what is not there. */
  List<String> missing(String text) {
    List<String> missing = new ArrayList<>();
    Matcher use = USE.matcher(text);
    while (use.find()) {
      String name = use.group(1);
      if (!names.contains(name) && !KEYSPACES.contains(name)) {
        missing.add("there is no metric " + name);
      } else if (use.group(2) != null) {
        missing.addAll(missingLabels(name, use.group(2)));
      }
    }
    Matcher grouping = GROUPING.matcher(text);
    while (grouping.find()) {
      for (String label : grouping.group(1).split(",", -1)) {
        if (!labels.contains(label.strip())) {
          missing.add("there is no label " + label.strip());
        }
      }
    }
    return missing;
  }

  /** How many metrics a text names. */
  long count(String text) {
    return USE.matcher(text).results().count();
  }

  private List<String> missingLabels(String name, String matchers) {
    List<String> missing = new ArrayList<>();
    Matcher label = LABEL.matcher(matchers);
    while (label.find()) {
      String key = label.group(1);
      String value = label.group(3);
      boolean isShown =
          OF_THE_TARGET.contains(key)
              || key.equals(OF_THE_RELEASE)
              || shown.stream()
                  .filter(sample -> sample.name().equals(name))
                  .anyMatch(sample -> value.equals(sample.labels().get(key)));
      if (!isShown) {
        missing.add("no %s has %s=\"%s\"".formatted(name, key, value));
      }
    }
    return missing;
  }
}
