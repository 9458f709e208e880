package footfall.api.settings;

import static footfall.api.settings.PartField.Need.NULLABLE;
import static footfall.api.settings.PartField.Need.REQUIRED;
import static footfall.api.settings.PartField.Need.TRUE;

import com.fasterxml.jackson.databind.node.ArrayNode;
import footfall.api.access.Refused;
import footfall.api.access.Scope;
import footfall.api.rest.Answers;
import footfall.api.rest.Fields;
import footfall.persistence.metadata.PartTable;
import footfall.persistence.metadata.WebsiteParts;
import footfall.persistence.metadata.WebsiteParts.Part;
import footfall.protocol.counting.CountingRules;
import footfall.protocol.counting.Goal;
import footfall.protocol.counting.GoalPattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a kind of part looks like: the same for all of goals, funnels, custom dimensions and
 * metrics, annotations and properties.
 *
 * @param table also its name in paths, but for {@code website_properties}, and of the list in JSON
 * @param action what the audit log calls one
 * @param read keys and links must be for one of them to see these parts
 * @param fields in the order of the answer
 * @param check of one part as a whole; may refuse
 * @param whole of all parts of a website together; may refuse
 */
record PartForm(
    PartTable table,
    String plural,
    String action,
    List<Scope> read,
    List<PartField> fields,
    Consumer<Map<String, Object>> check,
    WebsiteParts.Whole whole) {
  private static final List<Scope> BY_ALL = List.of(Scope.STATS_READ, Scope.SETTINGS_WRITE);
  private static final List<String> MATCHES = List.of("equals", "begins_with", "regex");
  private static final List<String> PLACES = List.of("destination", "event");

  static List<PartForm> all() {
    return List.of(
        goals(), funnels(), customDimensions(), customMetrics(), annotations(), properties());
  }

  private static PartForm goals() {
    return new PartForm(
        PartTable.GOALS,
        "goals",
        "goal",
        BY_ALL,
        List.of(
            name(),
            new PartField(
                "goal_type",
                REQUIRED,
                (f, n) ->
                    f.choice(n, List.of("destination", "duration", "pages_per_session", "event"))),
            new PartField("match_type", NULLABLE, (f, n) -> f.choice(n, MATCHES)),
            new PartField("pattern", NULLABLE, (f, n) -> f.text(n, 1, GoalPattern.LONGEST)),
            new PartField("threshold", NULLABLE, (f, n) -> f.integer(n, 1, 1_000_000)),
            new PartField("value", NULLABLE, Fields::amount),
            active()),
        PartForm::checkGoal,
        PartForm::checkSteps);
  }

  private static PartForm funnels() {
    return new PartForm(
        PartTable.FUNNELS,
        "funnels",
        "funnel",
        BY_ALL,
        List.of(name(), new PartField("steps", REQUIRED, PartForm::steps)),
        values -> {},
        WebsiteParts.Whole.ANY);
  }

  private static PartForm customDimensions() {
    return new PartForm(
        PartTable.CUSTOM_DIMENSIONS,
        "custom_dimensions",
        "custom_dimension",
        BY_ALL,
        List.of(
            index(),
            name(),
            new PartField(
                "scope", REQUIRED, (f, n) -> f.choice(n, List.of("hit", "session", "visitor"))),
            active()),
        values -> {},
        WebsiteParts.Whole.ANY);
  }

  private static PartForm customMetrics() {
    return new PartForm(
        PartTable.CUSTOM_METRICS,
        "custom_metrics",
        "custom_metric",
        BY_ALL,
        List.of(
            index(),
            name(),
            new PartField(
                "type",
                REQUIRED,
                (f, n) -> f.choice(n, List.of("integer", "decimal", "currency", "seconds"))),
            active()),
        values -> {},
        WebsiteParts.Whole.ANY);
  }

  private static PartForm annotations() {
    return new PartForm(
        PartTable.ANNOTATIONS,
        "annotations",
        "annotation",
        BY_ALL,
        List.of(
            new PartField("date", REQUIRED, Fields::date),
            new PartField("text", REQUIRED, (f, n) -> f.text(n, 1, 500))),
        values -> {},
        WebsiteParts.Whole.ANY);
  }

  /** Notes of whoever runs the website: nothing for those who have a link. */
  private static PartForm properties() {
    return new PartForm(
        PartTable.PROPERTIES,
        "properties",
        "property",
        List.of(Scope.SETTINGS_WRITE),
        List.of(name(), new PartField("value", REQUIRED, (f, n) -> f.text(n, 0, 1_000))),
        values -> {},
        WebsiteParts.Whole.ANY);
  }

  private static PartField name() {
    return new PartField("name", REQUIRED, (f, n) -> f.text(n, 1, 100));
  }

  private static PartField index() {
    return new PartField("index", REQUIRED, (f, n) -> f.integer(n, 1, 20));
  }

  private static PartField active() {
    return new PartField("is_active", TRUE, Fields::bool);
  }

  private static void checkGoal(Map<String, Object> goal) {
    boolean hasPattern = goal.get("match_type") != null && goal.get("pattern") != null;
    boolean hasEither = goal.get("match_type") != null || goal.get("pattern") != null;
    boolean hasThreshold = goal.get("threshold") != null;
    if (PLACES.contains(goal.get("goal_type"))) {
      if (!hasPattern || hasThreshold) {
        throw Refused.badRequest(
            "bad_goal", "A destination or event needs match_type and pattern, and no threshold.");
      }
      checkPattern((String) goal.get("match_type"), (String) goal.get("pattern"));
    } else if (hasEither || !hasThreshold) {
      throw Refused.badRequest(
          "bad_goal",
          "A duration (seconds) or pages_per_session needs a threshold, and no match_type or"
              + " pattern.");
    }
  }

  private static void checkPattern(String matchType, String pattern) {
    if (matchType.equals("regex")) {
      try {
        GoalPattern.of(Goal.Match.REGEX, pattern);
      } catch (IllegalArgumentException e) {
        throw Refused.badRequest("bad_pattern", e.getMessage());
      }
    }
  }

  /** A website that is beyond the limit already may do anything that takes it no further. */
  private static void checkSteps(List<Part> before, List<Part> after) {
    int steps = after.stream().mapToInt(PartForm::stepsOf).sum();
    if (steps > CountingRules.MOST_STEPS
        && steps > before.stream().mapToInt(PartForm::stepsOf).sum()) {
      throw Refused.conflict(
          "too_many_steps",
          "The patterns of a website's active goals may take %d steps together, and these take %d: shorten regular expressions, compare by equals or begins_with, or remove other goals or make them inactive."
              .formatted(CountingRules.MOST_STEPS, steps));
    }
  }

  /** Of an active goal, what it takes to compare its pattern; 0 for one that is never compared. */
  private static int stepsOf(Part goal) {
    Object matchType = goal.values().get("match_type");
    if (matchType == null || goal.values().get("is_active") != Boolean.TRUE) {
      return 0;
    }
    try {
      return GoalPattern.of(
              Goal.Match.valueOf(matchType.toString().toUpperCase(Locale.ROOT)),
              (String) goal.values().get("pattern"))
          .steps();
    } catch (IllegalArgumentException unreadable) {
      return 0; // set before it was refused here, and refused where hits are counted
    }
  }

  /** 2 to 20 steps, each {@code {"name","step_type","match_type","pattern"}}, as JSON. */
  private static String steps(Fields fields, String name) {
    ArrayNode steps = Answers.object().putArray(name);
    for (Fields step : fields.objects(name, 2, 20)) {
      String matchType = step.choice("match_type", MATCHES);
      String pattern = step.text("pattern", 1, GoalPattern.LONGEST);
      checkPattern(matchType, pattern);
      steps
          .addObject()
          .put("name", step.text("name", 1, 100))
          .put("step_type", step.choice("step_type", PLACES))
          .put("match_type", matchType)
          .put("pattern", pattern);
      step.end();
    }
    return steps.toString();
  }
}
