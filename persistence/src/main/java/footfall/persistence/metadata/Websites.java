package footfall.persistence.metadata;

import footfall.protocol.counting.CountingRules;
import footfall.protocol.counting.Goal;
import footfall.protocol.hit.SamplingRate;
import footfall.protocol.hit.WebsiteIds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The websites as PostgreSQL has them; each call asks it. */
public final class Websites {
  private static final String SELECT =
      "select website_id, domain, ip_anonymization_enabled, bot_filtering_enabled, time_zone,"
          + " currency, status, sampling_rate, retention_days, allowed_hostnames, hits_per_second"
          + " from websites";

  /**
   * Websites that one account owns, those included that were deleted of late: an id is never given
   * twice, so a deleted website keeps its row, and every node holds all of them in memory.
   */
  public static final int MOST_OWNED = 500;

  private final Metadata metadata;

  public Websites(Metadata metadata) {
    this.metadata = metadata;
  }

  /**
   * Adds a website; the oldest account owns it, where there is one.
   *
   * @return false, and nothing is changed, where the id is taken
   * @throws IllegalArgumentException for an id that {@link WebsiteIds#mayBeGiven} refuses
   */
  public boolean add(Website website) {
    return metadata.change(
        "add website " + website.websiteId(),
        connection -> {
          boolean added = insert(connection, website);
          if (added) {
            Sql.update(
                connection,
                "insert into website_permissions (website_id, user_id, role)"
                    + " select ?, user_id, 'owner' from users order by created_at limit 1",
                website.websiteId());
          }
          return added;
        });
  }

  /**
   * Adds a website for an account, which owns it.
   *
   * @return false, and nothing is changed, where the account owns {@link #MOST_OWNED}, those
   *     included that were deleted within a day, or the id is taken
   */
  public boolean add(Website website, UUID owner, AuditEntry entry) {
    return metadata.change(
        "add website " + website.websiteId(),
        connection -> {
          boolean added = mayOwnMore(connection, owner) && insert(connection, website);
          if (added) {
            Members.insert(connection, website.websiteId(), owner, Role.OWNER);
            AuditLog.write(connection, entry);
          }
          return added;
        });
  }

  /**
   * Changes a website while nobody else does.
   *
   * @param change keeps the id; may throw, and nothing is changed
   * @return the website as it is then; empty where there is none of this id
   */
  public Optional<Website> change(
      String websiteId, UnaryOperator<Website> change, AuditEntry entry) {
    return metadata.change(
        "change website " + websiteId,
        connection -> {
          Optional<Website> before =
              Sql.first(
                  connection,
                  SELECT + " where website_id = ? for no key update",
                  Websites::website,
                  websiteId);
          if (before.isEmpty()) {
            return before;
          }
          Website after = change.apply(before.get());
          update(connection, after);
          AuditLog.write(connection, entry);
          return Optional.of(after);
        });
  }

  public Optional<Website> find(String websiteId) {
    return metadata.ask(
        "read website " + websiteId,
        connection ->
            Sql.first(connection, SELECT + " where website_id = ?", Websites::website, websiteId));
  }

  /** All of them that can be read, by id. */
  public List<Website> all() {
    return usable().rows();
  }

  /** The same, with why others cannot be read. */
  UsableRows<Website> usable() {
    return metadata.ask(
        "read the websites",
        connection ->
            UsableRows.of(
                connection, SELECT + " order by website_id", "website_id", Websites::website));
  }

  /** Ids of those that were deleted at least so long ago, by PostgreSQL's clock. */
  public List<String> deletedFor(Duration time) {
    return metadata.ask(
        "read which websites were deleted",
        connection ->
            Sql.list(
                connection,
                "select website_id from websites where status = 'deleted'"
                    + " and updated_at <= now() - ? * interval '1 second'",
                row -> row.getString("website_id"),
                time.toSeconds()));
  }

  /**
   * By which rules each website counts, as of one moment; goals beyond {@link
   * CountingRules#MOST_GOALS} are left out. Of a website with a goal that cannot be read nothing is
   * told: it goes on as before.
   */
  UsableRows<CountingRules> countingRules() {
    record Of(String websiteId, long version, boolean filterBots, Optional<Goal> goal) {}
    UsableRows<Of> goals =
        metadata.ask(
            "read by which rules websites count",
            connection ->
                UsableRows.of(
                    connection,
                    "select w.website_id, w.counting_version, w.bot_filtering_enabled, g.goal_id,"
                        + " g.goal_type, g.match_type, g.pattern, g.threshold from websites w"
                        + " left join goals g on g.website_id = w.website_id and g.is_active"
                        + " order by w.website_id, g.goal_id",
                    "website_id",
                    row ->
                        new Of(
                            row.getString("website_id"),
                            row.getLong("counting_version"),
                            row.getBoolean("bot_filtering_enabled"),
                            goal(row))));
    return goals.with(
        goals.rows().stream()
            .filter(of -> !goals.refused().containsKey(of.websiteId()))
            .collect(Collectors.groupingBy(Of::websiteId, LinkedHashMap::new, Collectors.toList()))
            .values()
            .stream()
            .map(
                of ->
                    new CountingRules(
                        of.get(0).websiteId(),
                        of.get(0).version(),
                        of.get(0).filterBots(),
                        of.stream()
                            .flatMap(each -> each.goal().stream())
                            .limit(CountingRules.MOST_GOALS)
                            .toList()))
            .toList());
  }

  /** Of all metadata that nodes hold in memory; differs once any of it has changed. */
  long version() {
    return metadata.ask("ask whether websites changed", AccessTables::version);
  }

  /** Holds the account's row, so that of requests at the same time each sees what others add. */
  private static boolean mayOwnMore(Connection connection, UUID owner) throws SQLException {
    Sql.first(
        connection, "select 1 from users where user_id = ? for no key update", row -> 1, owner);
    return Sql.count(
            connection,
            "website_permissions join websites using (website_id) where user_id = ?"
                + " and role = 'owner'"
                + " and (status <> 'deleted' or updated_at > now() - interval '1 day')",
            owner)
        < MOST_OWNED;
  }

  /**
   * Lets nobody else change the website, or what belongs to it and is bounded, until the change is
   * done. Comes before all other locks of a change.
   */
  static void hold(Connection connection, String websiteId) throws SQLException {
    Sql.first(
        connection,
        "select 1 from websites where website_id = ? for no key update",
        row -> 1,
        websiteId);
  }

  /** Empty for a website that has none. */
  private static Optional<Goal> goal(ResultSet row) throws SQLException {
    UUID id = row.getObject("goal_id", UUID.class);
    if (id == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Goal(
            id,
            Goal.Type.valueOf(row.getString("goal_type").toUpperCase(Locale.ROOT)),
            Optional.ofNullable(row.getString("match_type"))
                .map(match -> Goal.Match.valueOf(match.toUpperCase(Locale.ROOT))),
            Optional.ofNullable(row.getString("pattern")).orElse(""),
            row.getInt("threshold")));
  }

  private static boolean insert(Connection connection, Website website) throws SQLException {
    if (!WebsiteIds.mayBeGiven(website.websiteId())) {
      throw new IllegalArgumentException(
          "A website cannot be called \"%s\", as /%s leads to something else: choose another id, such as its domain"
              .formatted(website.websiteId(), website.websiteId()));
    }
    WebsiteSettings settings = website.settings();
    return Sql.update(
            connection,
            "insert into websites (website_id, domain, ip_anonymization_enabled,"
                + " bot_filtering_enabled, time_zone, currency, status, sampling_rate,"
                + " retention_days, allowed_hostnames, hits_per_second)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
            website.websiteId(),
            website.domain(),
            settings.anonymizeIp(),
            settings.filterBots(),
            website.timeZone(),
            website.currency(),
            wire(website.status()),
            settings.samplingRate(),
            orNull(settings.retentionDays()),
            settings.allowedHostnames(),
            orNull(settings.hitsPerSecond()))
        == 1;
  }

  private static void update(Connection connection, Website website) throws SQLException {
    WebsiteSettings settings = website.settings();
    Sql.update(
        connection,
        "update websites set domain = ?, ip_anonymization_enabled = ?, bot_filtering_enabled = ?,"
            + " time_zone = ?, currency = ?, status = ?, sampling_rate = ?, retention_days = ?,"
            + " allowed_hostnames = ?, hits_per_second = ?, updated_at = now()"
            + " where website_id = ?",
        website.domain(),
        settings.anonymizeIp(),
        settings.filterBots(),
        website.timeZone(),
        website.currency(),
        wire(website.status()),
        settings.samplingRate(),
        orNull(settings.retentionDays()),
        settings.allowedHostnames(),
        orNull(settings.hitsPerSecond()),
        website.websiteId());
  }

  private static Website website(ResultSet row) throws SQLException {
    return new Website(
        row.getString("website_id"),
        row.getString("domain"),
        new WebsiteSettings(
            row.getBoolean("ip_anonymization_enabled"),
            row.getBoolean("bot_filtering_enabled"),
            Math.max(SamplingRate.SMALLEST, row.getDouble("sampling_rate")),
            optional(row, "retention_days"),
            Sql.texts(row, "allowed_hostnames"),
            optional(row, "hits_per_second")),
        row.getString("time_zone"),
        row.getString("currency"),
        Website.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)));
  }

  private static OptionalInt optional(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static Integer orNull(OptionalInt value) {
    return value.isPresent() ? (Integer) value.getAsInt() : null;
  }

  private static String wire(Website.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
