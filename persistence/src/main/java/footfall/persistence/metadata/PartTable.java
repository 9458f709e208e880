package footfall.persistence.metadata;

import footfall.protocol.counting.CountingRules;
import java.util.List;

/**
 * A table of what belongs to a website, each row with an id of its own. Names are written into
 * statements: they are these constants, never input.
 *
 * @param idColumn its UUID
 * @param columns all others but {@code website_id}
 * @param order of a list
 */
public record PartTable(String table, String idColumn, List<Column> columns, String order) {
  public static final PartTable PROPERTIES =
      new PartTable(
          "website_properties", "property_id", List.of(text("name"), text("value")), "name");
  public static final PartTable GOALS =
      new PartTable(
          "goals",
          "goal_id",
          List.of(
              text("name"),
              text("goal_type"),
              text("match_type"),
              text("pattern"),
              integer("threshold"),
              new Column("value", "numeric"),
              active()),
          "name");
  public static final PartTable FUNNELS =
      new PartTable(
          "funnels", "funnel_id", List.of(text("name"), new Column("steps", "jsonb")), "name");
  public static final PartTable CUSTOM_DIMENSIONS =
      new PartTable(
          "custom_dimensions",
          "custom_dimension_id",
          List.of(integer("index"), text("name"), text("scope"), active()),
          "index");
  public static final PartTable CUSTOM_METRICS =
      new PartTable(
          "custom_metrics",
          "custom_metric_id",
          List.of(integer("index"), text("name"), text("type"), active()),
          "index");
  public static final PartTable ANNOTATIONS =
      new PartTable(
          "annotations",
          "annotation_id",
          List.of(new Column("date", "date"), text("text")),
          "date, annotation_id");

  /** Most rows that a website may have. Goals are asked at each hit. */
  public int most() {
    return table.equals("goals") ? CountingRules.MOST_GOALS : 1_000;
  }

  /**
   * A column.
   *
   * @param type of PostgreSQL: of a null that is selected PostgreSQL would not know it
   */
  record Column(String name, String type) {
    String placeholder() {
      return "?::" + type;
    }
  }

  private static Column text(String name) {
    return new Column(name, "text");
  }

  private static Column integer(String name) {
    return new Column(name, "integer");
  }

  private static Column active() {
    return new Column("is_active", "boolean");
  }
}
