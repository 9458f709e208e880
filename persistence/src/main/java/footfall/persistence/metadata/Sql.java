package footfall.persistence.metadata;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements with bound parameters: the few lines of JDBC that each of them needs. */
final class Sql {
  private Sql() {}

  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** The number of rows changed. */
  static int update(Connection connection, String statement, Object... parameters)
      throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      bind(prepared, parameters);
      return prepared.executeUpdate();
    }
  }

  /** All rows, in the order they come in. */
  static <T> List<T> list(Connection connection, String query, Row<T> reader, Object... parameters)
      throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(query)) {
      bind(prepared, parameters);
      try (ResultSet row = prepared.executeQuery()) {
        List<T> all = new ArrayList<>();
        while (row.next()) {
          all.add(reader.read(row));
        }
        return all;
      }
    }
  }

  /** The first row. */
  static <T> Optional<T> first(
      Connection connection, String query, Row<T> reader, Object... parameters)
      throws SQLException {
    return list(connection, query, reader, parameters).stream().findFirst();
  }

  /** Rows of {@code from}, which may go on with a condition. */
  static long count(Connection connection, String from, Object... parameters) throws SQLException {
    return first(connection, "select count(*) from " + from, row -> row.getLong(1), parameters)
        .orElseThrow();
  }

  private static void bind(PreparedStatement prepared, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object parameter = parameters[i];
      if (parameter instanceof Instant instant) {
        prepared.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
      } else if (parameter instanceof List<?> texts) {
        prepared.setArray(
            i + 1, prepared.getConnection().createArrayOf("text", texts.toArray(String[]::new)));
      } else {
        prepared.setObject(i + 1, parameter);
      }
    }
  }

  /** A {@code timestamptz}; null where it is null. */
  static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** A {@code text[]} that is not null. */
  static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
