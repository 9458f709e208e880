package footfall.persistence.metadata;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The websites as PostgreSQL has them; each call asks it. */
public final class Websites {
  private static final String SELECT =
      "select website_id, domain, ip_anonymization_enabled, bot_filtering_enabled, time_zone,"
          + " currency, status from websites";

  private final Metadata metadata;

  public Websites(Metadata metadata) {
    this.metadata = metadata;
  }

  /**
   * Adds a website.
   *
   * @return false, and nothing is changed, where the id is taken
   */
  public boolean add(Website website) {
    return metadata.ask("add website " + website.websiteId(), c -> insert(c, website)) == 1;
  }

  public Optional<Website> find(String websiteId) {
    return metadata.ask(
        "read website " + websiteId,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(SELECT + " where website_id = ?")) {
            select.setString(1, websiteId);
            return read(select).stream().findFirst();
          }
        });
  }

  /** All of them, by id. */
  public List<Website> all() {
    return metadata.ask(
        "read the websites",
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(SELECT + " order by website_id")) {
            return read(select);
          }
        });
  }

  private static int insert(Connection connection, Website website) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into websites (website_id, domain, ip_anonymization_enabled,"
                + " bot_filtering_enabled, time_zone, currency, status)"
                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
      insert.setString(1, website.websiteId());
      insert.setString(2, website.domain());
      insert.setBoolean(3, website.settings().anonymizeIp());
      insert.setBoolean(4, website.settings().filterBots());
      insert.setString(5, website.timeZone());
      insert.setString(6, website.currency());
      insert.setString(7, website.status().name().toLowerCase(Locale.ROOT));
      return insert.executeUpdate();
    }
  }

  private static List<Website> read(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      List<Website> websites = new ArrayList<>();
      while (row.next()) {
        websites.add(
            new Website(
                row.getString(1),
                row.getString(2),
                new WebsiteSettings(row.getBoolean(3), row.getBoolean(4)),
                row.getString(5),
                row.getString(6),
                Website.Status.valueOf(row.getString(7).toUpperCase(Locale.ROOT))));
      }
      return List.copyOf(websites);
    }
  }
}
