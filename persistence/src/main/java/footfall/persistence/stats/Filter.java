package footfall.persistence.stats;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps the hits and sessions whose dimension has, or has not, one of some values. What a hit does
 * not have is the empty text.
 */
public record Filter(Operator operator, Dimension dimension, List<String> values) {

  /** How a value is compared; letters count as they are, {@code a} is not {@code A}. */
  public enum Operator {
    IS,
    IS_NOT,
    CONTAINS,
    DOES_NOT_CONTAIN;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for a text that names none. */
    public static Optional<Operator> of(String wire) {
      for (Operator operator : values()) {
        if (operator.wire().equals(wire)) {
          return Optional.of(operator);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * Checks that there is something to compare with.
   *
   * @throws IllegalArgumentException without values, or with an empty one that is to be contained
   */
  public Filter {
    values = List.copyOf(values);
    boolean whole = operator == Operator.IS || operator == Operator.IS_NOT;
    if (values.isEmpty() || (!whole && values.contains(""))) {
      throw new IllegalArgumentException("a filter needs values, and contains none that is empty");
    }
  }

  /** The condition on what hits have themselves. */
  String ofHit(BoundSql sql) {
    return dimension.kind() == Dimension.Kind.PROP_NAME
        ? condition("arrayExists(name -> " + any("name", sql) + ", " + Dimension.PROP_NAMES + ")")
        : condition(any(dimension.hitColumn(sql), sql));
  }

  /** The condition on a column of sessions. */
  String ofSession(BoundSql sql) {
    String column = dimension.sessionColumn();
    return condition(
        dimension.hasSeveral()
            ? "arrayExists(it -> %s, if(empty(%2$s), [''], %2$s))".formatted(any("it", sql), column)
            : any(column, sql));
  }

  private String any(String value, BoundSql sql) {
    return switch (operator) {
      case IS, IS_NOT -> "has(%s, %s)".formatted(sql.texts(values), value);
      case CONTAINS, DOES_NOT_CONTAIN ->
          "multiSearchAny(%s, %s)".formatted(value, sql.texts(values));
    };
  }

  private String condition(String any) {
    boolean negated = operator == Operator.IS_NOT || operator == Operator.DOES_NOT_CONTAIN;
    return negated ? "NOT " + any : any;
  }
}
