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
 * @param most rows that a website may have: a list is one answer, and pages show all of it
 */
public record PartTable(
    String table, String idColumn, List<Column> columns, String order, int most) {
  /** As many as may be told apart in a menu. */
  private static final int MOST_NAMED = 100;

  /** Two a week for ten years. */
  private static final int MOST_DAYS_NOTED = 1_000;

  /** Indexes there are. */
  private static final int MOST_INDEXES = 20;

  public static final PartTable PROPERTIES =
      new PartTable(
          "website_properties",
          "property_id",
          List.of(text("name"), text("value")),
          "name",
          MOST_NAMED);
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
          "name",
          CountingRules.MOST_GOALS);
  public static final PartTable FUNNELS =
      new PartTable(
          "funnels",
          "funnel_id",
          List.of(text("name"), new Column("steps", "jsonb")),
          "name",
          MOST_NAMED);
  public static final PartTable CUSTOM_DIMENSIONS =
      new PartTable(
          "custom_dimensions",
          "custom_dimension_id",
          List.of(integer("index"), text("name"), text("scope"), active()),
          "index",
          MOST_INDEXES);
  public static final PartTable CUSTOM_METRICS =
      new PartTable(
          "custom_metrics",
          "custom_metric_id",
          List.of(integer("index"), text("name"), text("type"), active()),
          "index",
          MOST_INDEXES);
  public static final PartTable ANNOTATIONS =
      new PartTable(
          "annotations",
          "annotation_id",
          List.of(new Column("date", "date"), text("text")),
          "date, annotation_id",
          MOST_DAYS_NOTED);

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
