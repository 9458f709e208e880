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
  private final Whole whole;

  /** Rows that stand for themselves. */
  public WebsiteParts(Metadata metadata, PartTable table) {
    this(metadata, table, Whole.ANY);
  }

  /**
   * Rows that are bounded together.
   *
   * @param whole asked before each row that is added or changed
   */
  public WebsiteParts(Metadata metadata, PartTable table, Whole whole) {
    this.metadata = metadata;
    this.table = table;
    this.whole = whole;
  }

  /** What all rows of a website must be together. */
  @FunctionalInterface
  public interface Whole {
    /** Whatever each may be. */
    Whole ANY = (before, after) -> {};

    /** May throw, and nothing is changed; nobody else changes rows of the website meanwhile. */
    void check(List<Part> before, List<Part> after);
  }

  /** A row and its id. */
  public record Part(UUID id, Map<String, Object> values) {}

  public List<Part> list(String websiteId) {
    return metadata.ask(
        "read the " + table.table() + " of " + websiteId,
        connection -> list(connection, websiteId));
  }

  private List<Part> list(Connection connection, String websiteId) throws SQLException {
    return Sql.list(
        connection,
        select() + " where website_id = ? order by " + table.order(),
        this::part,
        websiteId);
  }

  /** Empty where that website has no such row. */
  public Optional<Part> find(String websiteId, UUID id) {
    return metadata.ask(
        "read of the " + table.table() + " of " + websiteId,
        connection -> one(connection, websiteId, id));
  }

  /**
   * Adds a row.
   *
   * @return false, and nothing is changed, where the website has {@link PartTable#most} already
   */
  public boolean add(String websiteId, Part part, AuditEntry entry) {
    List<Object> parameters = new ArrayList<>(List.of(part.id(), websiteId));
    table.columns().forEach(column -> parameters.add(part.values().get(column.name())));
    return metadata.change(
        "add to the " + table.table() + " of " + websiteId,
        connection -> {
          Websites.hold(connection, websiteId);
          List<Part> before = list(connection, websiteId);
          if (before.size() >= table.most()) {
            return false;
          }
          List<Part> after = new ArrayList<>(before);
          after.add(part);
          whole.check(before, after);
          Sql.update(
              connection,
              "insert into %s (%s, website_id, %s) values (?, ?, %s)"
                  .formatted(
                      table.table(),
                      table.idColumn(),
                      names(),
                      table.columns().stream()
                          .map(PartTable.Column::placeholder)
                          .collect(Collectors.joining(", "))),
              parameters.toArray());
          AuditLog.write(connection, entry);
          return true;
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
          Websites.hold(connection, websiteId);
          Optional<Part> before = one(connection, websiteId, id);
          if (before.isEmpty()) {
            return before;
          }
          Part after = new Part(id, change.apply(before.get().values()));
          List<Part> all = list(connection, websiteId);
          whole.check(all, all.stream().map(each -> each.id().equals(id) ? after : each).toList());
          update(connection, after);
          AuditLog.write(connection, entry);
          return Optional.of(after);
        });
  }

  private void update(Connection connection, Part part) throws SQLException {
    List<Object> parameters = new ArrayList<>();
    table.columns().forEach(column -> parameters.add(part.values().get(column.name())));
    parameters.add(part.id());
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
  }

  /** False, and nothing is changed, where that website has no such row. */
  public boolean remove(String websiteId, UUID id, AuditEntry entry) {
    return metadata.change(
        "remove from the " + table.table() + " of " + websiteId,
        connection -> {
          Websites.hold(connection, websiteId);
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

  private Optional<Part> one(Connection connection, String websiteId, UUID id) throws SQLException {
    return Sql.first(
        connection,
        select() + " where website_id = ? and " + table.idColumn() + " = ?",
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
