package footfall.persistence.metadata;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Goals, funnels, custom dimensions and metrics, annotations and properties: rows of one website
 * each, whose form PostgreSQL checks. A row is a map from column to value: {@link String}, {@link
 * Integer}, {@link java.math.BigDecimal}, {@link Boolean}, {@link LocalDate}, or null; the steps of
 * a funnel are JSON in a {@link String}.
 */
public final class WebsiteParts {
  private final Metadata metadata;
  private final PartTable table;

  public WebsiteParts(Metadata metadata, PartTable table) {
    this.metadata = metadata;
    this.table = table;
  }

  /** A row and its id. */
  public record Part(UUID id, Map<String, Object> values) {}

  public List<Part> list(String websiteId) {
    return metadata.ask(
        "read the " + table.table() + " of " + websiteId,
        connection ->
            Sql.list(
                connection,
                select() + " where website_id = ? order by " + table.order(),
                this::part,
                websiteId));
  }

  /** Empty where that website has no such row. */
  public Optional<Part> find(String websiteId, UUID id) {
    return metadata.ask(
        "read of the " + table.table() + " of " + websiteId,
        connection -> one(connection, websiteId, id, ""));
  }

  /**
   * Adds a row.
   *
   * @return false, and nothing is changed, where the website has {@link PartTable#most} already
   */
  public boolean add(String websiteId, Part part, AuditEntry entry) {
    List<Object> parameters = new ArrayList<>(List.of(part.id(), websiteId));
    table.columns().forEach(column -> parameters.add(part.values().get(column.name())));
    parameters.add(websiteId);
    parameters.add(table.most());
    String statement =
        "insert into %1$s (%2$s, website_id, %3$s) select ?, ?, %4$s where"
            + " (select count(*) from %1$s where website_id = ?) < ?";
    return metadata.change(
        "add to the " + table.table() + " of " + websiteId,
        connection -> {
          int added =
              Sql.update(
                  connection,
                  statement.formatted(
                      table.table(),
                      table.idColumn(),
                      names(),
                      table.columns().stream()
                          .map(PartTable.Column::placeholder)
                          .collect(Collectors.joining(", "))),
                  parameters.toArray());
          if (added == 1) {
            AuditLog.write(connection, entry);
          }
          return added == 1;
        });
  }

  /**
   * Changes a row while nobody else does.
   *
   * @param change from all values to all values; may throw, and nothing is changed
   * @return the row as it is then; empty where that website has no such row
   */
  public Optional<Part> change(
      String websiteId, UUID id, UnaryOperator<Map<String, Object>> change, AuditEntry entry) {
    return metadata.change(
        "change the " + table.table() + " of " + websiteId,
        connection -> {
          Optional<Part> before = one(connection, websiteId, id, " for no key update");
          if (before.isEmpty()) {
            return before;
          }
          Map<String, Object> after = change.apply(before.get().values());
          List<Object> parameters = new ArrayList<>();
          table.columns().forEach(column -> parameters.add(after.get(column.name())));
          parameters.add(id);
          Sql.update(
              connection,
              "update %s set %s where %s = ?"
                  .formatted(
                      table.table(),
                      table.columns().stream()
                          .map(column -> column.name() + " = " + column.placeholder())
                          .collect(Collectors.joining(", ")),
                      table.idColumn()),
              parameters.toArray());
          AuditLog.write(connection, entry);
          return Optional.of(new Part(id, after));
        });
  }

  /** False, and nothing is changed, where that website has no such row. */
  public boolean remove(String websiteId, UUID id, AuditEntry entry) {
    return metadata.change(
        "remove from the " + table.table() + " of " + websiteId,
        connection -> {
          int removed =
              Sql.update(
                  connection,
                  "delete from %s where website_id = ? and %s = ?"
                      .formatted(table.table(), table.idColumn()),
                  websiteId,
                  id);
          if (removed == 1) {
            AuditLog.write(connection, entry);
          }
          return removed == 1;
        });
  }

  private Optional<Part> one(Connection connection, String websiteId, UUID id, String lock)
      throws SQLException {
    return Sql.first(
        connection,
        select() + " where website_id = ? and " + table.idColumn() + " = ?" + lock,
        this::part,
        websiteId,
        id);
  }

  private String select() {
    return "select %s, %s from %s".formatted(table.idColumn(), names(), table.table());
  }

  private Part part(ResultSet row) throws SQLException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (PartTable.Column column : table.columns()) {
      values.put(column.name(), value(row, column));
    }
    return new Part(row.getObject(table.idColumn(), UUID.class), values);
  }

  private static Object value(ResultSet row, PartTable.Column column) throws SQLException {
    return switch (column.type()) {
      case "date" -> row.getObject(column.name(), LocalDate.class);
      case "jsonb" -> row.getString(column.name());
      default -> row.getObject(column.name());
    };
  }

  private String names() {
    return table.columns().stream().map(PartTable.Column::name).collect(Collectors.joining(", "));
  }
}
