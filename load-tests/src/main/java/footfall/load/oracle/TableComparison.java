package footfall.load.oracle;

import footfall.load.oracle.Difference.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares two tables row by row and column by column; rows are texts by column name. */
public final class TableComparison {
  private final String table;
  private final List<String> keyColumns;

  /**
   * @param keyColumns those that name a row: no two rows may share their values
   */
  public TableComparison(String table, List<String> keyColumns) {
    this.table = table;
    this.keyColumns = List.copyOf(keyColumns);
  }

  /** Every difference, in the order of the expected rows, then of the unexpected ones. */
  public List<Difference> compare(
      List<Map<String, String>> expected, List<Map<String, String>> shown) {
    List<Difference> differences = new ArrayList<>();
    Map<String, Map<String, String>> left = new LinkedHashMap<>();
    for (Map<String, String> row : shown) {
      if (left.put(key(row), row) != null) {
        differences.add(whole(Kind.DOUBLED, key(row)));
      }
    }
    for (Map<String, String> row : expected) {
      Map<String, String> match = left.remove(key(row));
      if (match == null) {
        differences.add(whole(Kind.MISSING, key(row)));
      } else {
        differences.addAll(columns(row, match));
      }
    }
    left.keySet().forEach(key -> differences.add(whole(Kind.UNEXPECTED, key)));
    return differences;
  }

  private List<Difference> columns(Map<String, String> expected, Map<String, String> shown) {
    List<Difference> differences = new ArrayList<>();
    expected.forEach(
        (column, value) -> {
          String other = shown.getOrDefault(column, "(no such column)");
          if (!value.equals(other)) {
            differences.add(
                new Difference(table, Kind.DIFFERS, key(expected), column, value, other));
          }
        });
    return differences;
  }

  private String key(Map<String, String> row) {
    return keyColumns.stream()
        .map(c -> String.valueOf(row.get(c)))
        .collect(Collectors.joining("|"));
  }

  private Difference whole(Kind kind, String key) {
    return new Difference(table, kind, key, "", "", "");
  }
}
