package footfall.persistence.metadata;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * All that decides who may do what, as it was at one moment. Deleted websites are not in it.
 *
 * @param sessions by the hash of a token, also of the one before where it was rotated
 * @param roles by account and website
 * @param keys by the hash of a key; revoked ones are not in it
 * @param links by id
 * @param shareSessions by the hash of a token
 * @param domains by website
 */
record AccessTables(
    long version,
    Map<UUID, User> users,
    Map<String, UserSession> sessions,
    Map<UUID, Map<String, Role>> roles,
    Map<String, Key> keys,
    Map<String, Link> links,
    Map<String, ShareSession> shareSessions,
    Map<String, String> domains) {

  record Key(UUID apiKeyId, String prefix, String websiteId, Set<String> scopes) {}

  record Link(String linkId, String websiteId, boolean hasPassword) {}

  record ShareSession(String linkId, Instant expiresAt) {}

  private static final String ALIVE = "(select website_id from websites where status <> 'deleted')";

  static long version(Connection connection) throws SQLException {
    return Sql.first(
            connection, "select version from metadata_version", row -> row.getLong("version"))
        .orElseThrow();
  }

  /** Reads the version first: what changes meanwhile is read again. */
  static AccessTables read(Connection connection) throws SQLException {
    return new AccessTables(
        version(connection),
        users(connection),
        sessions(connection),
        roles(connection),
        keys(connection),
        links(connection),
        shareSessions(connection),
        domains(connection));
  }

  private static Map<UUID, User> users(Connection connection) throws SQLException {
    return Sql.list(
            connection,
            "select user_id, email, name from users",
            row ->
                new User(
                    row.getObject("user_id", UUID.class),
                    row.getString("email"),
                    row.getString("name")))
        .stream()
        .collect(Collectors.toUnmodifiableMap(User::userId, user -> user));
  }

  private static Map<String, UserSession> sessions(Connection connection) throws SQLException {
    Map<String, UserSession> byHash = new HashMap<>();
    Sql.list(
        connection,
        "select session_id, user_id, token_hash, previous_hash, csrf_token, created_at, rotated_at,"
            + " expires_at from user_sessions where expires_at > now()",
        row -> {
          UserSession session =
              new UserSession(
                  row.getObject("session_id", UUID.class),
                  row.getObject("user_id", UUID.class),
                  row.getString("token_hash"),
                  row.getString("csrf_token"),
                  Sql.instant(row, "created_at"),
                  Sql.instant(row, "rotated_at"),
                  Sql.instant(row, "expires_at"));
          byHash.put(session.tokenHash(), session);
          if (row.getString("previous_hash") != null) {
            byHash.put(row.getString("previous_hash"), session);
          }
          return session;
        });
    return Map.copyOf(byHash);
  }

  private static Map<UUID, Map<String, Role>> roles(Connection connection) throws SQLException {
    record Has(UUID userId, String websiteId, Role role) {}
    List<Has> all =
        Sql.list(
            connection,
            "select user_id, website_id, role from website_permissions where website_id in "
                + ALIVE,
            row ->
                new Has(
                    row.getObject("user_id", UUID.class),
                    row.getString("website_id"),
                    Role.of(row.getString("role")).orElseThrow()));
    return all.stream()
        .collect(
            Collectors.groupingBy(
                Has::userId, Collectors.toUnmodifiableMap(Has::websiteId, Has::role)));
  }

  private static Map<String, Key> keys(Connection connection) throws SQLException {
    Map<String, Key> byHash = new HashMap<>();
    Sql.list(
        connection,
        "select api_key_id, prefix, website_id, scopes, key_hash from api_keys"
            + " where revoked_at is null and website_id in "
            + ALIVE,
        row ->
            byHash.put(
                row.getString("key_hash"),
                new Key(
                    row.getObject("api_key_id", UUID.class),
                    row.getString("prefix"),
                    row.getString("website_id"),
                    Set.copyOf(Sql.texts(row, "scopes")))));
    return Map.copyOf(byHash);
  }

  private static Map<String, Link> links(Connection connection) throws SQLException {
    return Sql.list(
            connection,
            "select link_id, website_id, password_hash is not null as has_password"
                + " from shared_links where website_id in "
                + ALIVE,
            row ->
                new Link(
                    row.getString("link_id"),
                    row.getString("website_id"),
                    row.getBoolean("has_password")))
        .stream()
        .collect(Collectors.toUnmodifiableMap(Link::linkId, link -> link));
  }

  private static Map<String, ShareSession> shareSessions(Connection connection)
      throws SQLException {
    Map<String, ShareSession> byHash = new HashMap<>();
    Sql.list(
        connection,
        "select token_hash, link_id, expires_at from share_sessions where expires_at > now()",
        row ->
            byHash.put(
                row.getString("token_hash"),
                new ShareSession(row.getString("link_id"), Sql.instant(row, "expires_at"))));
    return Map.copyOf(byHash);
  }

  private static Map<String, String> domains(Connection connection) throws SQLException {
    Map<String, String> byId = new HashMap<>();
    Sql.list(
        connection,
        "select website_id, domain from websites where status <> 'deleted'",
        row -> byId.put(row.getString("website_id"), row.getString("domain")));
    return Map.copyOf(byId);
  }
}
