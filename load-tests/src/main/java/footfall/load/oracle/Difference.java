package footfall.load.oracle;

/**
 * One thing in which what the cluster shows is not what the oracle expects.
 *
 * @param column which one differs; empty where a whole row is missing, doubled or unexpected
 */
public record Difference(
    String table, Kind kind, String key, String column, String expected, String shown) {
  /** The kinds of differences. */
  public enum Kind {
    MISSING,
    UNEXPECTED,
    DOUBLED,
    DIFFERS
  }

  @Override
  public String toString() {
    String what = table + " " + key + " " + kind.name().toLowerCase(java.util.Locale.ROOT);
    return kind == Kind.DIFFERS
        ? what + " in " + column + ": expected " + expected + ", shown " + shown
        : what;
  }
}
