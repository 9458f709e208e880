package footfall.persistence.metadata;

import java.util.List;

/**
 * A table of what belongs to a website, each row with an id of its own. Names are written into
 * statements: they are these constants, never input.
 *
 * @param idColumn its UUID
 * @param columns all others but {@code website_id}
 * @param order of a list
 */
public record PartTable(String table, String idColumn, List<String> columns, String order) {
  public static final PartTable PROPERTIES =
      new PartTable("website_properties", "property_id", List.of("name", "value"), "name");
  public static final PartTable GOALS =
      new PartTable(
          "goals",
          "goal_id",
          List.of("name", "goal_type", "match_type", "pattern", "threshold", "value", "is_active"),
          "name");
  public static final PartTable FUNNELS =
      new PartTable("funnels", "funnel_id", List.of("name", "steps"), "name");
  public static final PartTable CUSTOM_DIMENSIONS =
      new PartTable(
          "custom_dimensions",
          "custom_dimension_id",
          List.of("index", "name", "scope", "is_active"),
          "index");
  public static final PartTable CUSTOM_METRICS =
      new PartTable(
          "custom_metrics",
          "custom_metric_id",
          List.of("index", "name", "type", "is_active"),
          "index");
  public static final PartTable ANNOTATIONS =
      new PartTable("annotations", "annotation_id", List.of("date", "text"), "date, annotation_id");
}
