package footfall.persistence.metadata;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of all websites, without those that Java refuses though PostgreSQL has taken them: one of
 * them must not keep nodes from all others.
 *
 * @param refused by website id, why a row of that website is not among them
 */
record UsableRows<T>(List<T> rows, Map<String, String> refused) {

  /**
   * Reads all rows, in the order they come in.
   *
   * @param reader may throw {@link IllegalArgumentException}, of which the message is kept
   */
  static <T> UsableRows<T> of(Connection connection, String query, String id, Sql.Row<T> reader)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    Map<String, String> refused = new LinkedHashMap<>();
    try (PreparedStatement prepared = connection.prepareStatement(query);
        ResultSet row = prepared.executeQuery()) {
      while (row.next()) {
        try {
          rows.add(reader.read(row));
        } catch (IllegalArgumentException e) {
          refused.put(row.getString(id), String.valueOf(e.getMessage()));
        }
      }
    }
    return new UsableRows<>(rows, refused);
  }

  /** What was made of the rows. */
  <R> UsableRows<R> with(List<R> made) {
    return new UsableRows<>(made, refused);
  }
}
