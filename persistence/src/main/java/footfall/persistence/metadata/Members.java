package footfall.persistence.metadata;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who may do what with a website. Its last owner stays: PostgreSQL refuses otherwise, with a {@link
 * MetadataException} whose {@link MetadataException#violated} is {@link #LAST_OWNER}.
 */
public final class Members {
  public static final String LAST_OWNER = "website_keeps_an_owner";

  /** Of a website, with those who are invited: every node holds all of them in memory. */
  public static final int MOST = 1_000;

  private final Metadata metadata;

  public Members(Metadata metadata) {
    this.metadata = metadata;
  }

  /** An account and its role on one website, since when. */
  public record Member(User user, Role role, Instant since) {}

  /** By email. */
  public List<Member> list(String websiteId) {
    return metadata.ask(
        "read the members of " + websiteId,
        connection ->
            Sql.list(
                connection,
                "select u.user_id, u.email, u.name, p.role, p.created_at from website_permissions p"
                    + " join users u using (user_id) where p.website_id = ? order by u.email",
                row ->
                    new Member(
                        new User(
                            row.getObject("user_id", UUID.class),
                            row.getString("email"),
                            row.getString("name")),
                        Role.of(row.getString("role")).orElseThrow(),
                        Sql.instant(row, "created_at")),
                websiteId));
  }

  /**
   * Gives a member another role.
   *
   * @param from the role it must still have
   * @return false, and nothing is changed, where it has not
   */
  public boolean change(String websiteId, UUID userId, Role from, Role to, AuditEntry entry) {
    return metadata.change(
        "change a role on " + websiteId,
        connection ->
            audited(
                connection,
                Sql.update(
                    connection,
                    "update website_permissions set role = ?"
                        + " where website_id = ? and user_id = ? and role = ?",
                    to.wire(),
                    websiteId,
                    userId,
                    from.wire()),
                entry));
  }

  /**
   * Ends a membership.
   *
   * @param role the one it must still have
   * @return false, and nothing is changed, where it has not
   */
  public boolean remove(String websiteId, UUID userId, Role role, AuditEntry entry) {
    return metadata.change(
        "remove a member of " + websiteId,
        connection ->
            audited(
                connection,
                Sql.update(
                    connection,
                    "delete from website_permissions"
                        + " where website_id = ? and user_id = ? and role = ?",
                    websiteId,
                    userId,
                    role.wire()),
                entry));
  }

  /** The websites of an account that are not deleted, by id. */
  public List<Membership> of(UUID userId) {
    return metadata.ask(
        "read the websites of an account",
        connection ->
            Sql.list(
                connection,
                "select website_id, domain, role from website_permissions"
                    + " join websites using (website_id)"
                    + " where user_id = ? and status <> 'deleted' order by website_id",
                row ->
                    new Membership(
                        row.getString("website_id"),
                        row.getString("domain"),
                        Role.of(row.getString("role")).orElseThrow()),
                userId));
  }

  /** The role of one account; empty where it has none. */
  public Optional<Role> role(String websiteId, UUID userId) {
    return metadata.ask(
        "read a role on " + websiteId,
        connection ->
            Sql.first(
                connection,
                "select role from website_permissions where website_id = ? and user_id = ?",
                row -> Role.of(row.getString("role")).orElseThrow(),
                websiteId,
                userId));
  }

  static void insert(Connection connection, String websiteId, UUID userId, Role role)
      throws SQLException {
    Sql.update(
        connection,
        "insert into website_permissions (website_id, user_id, role) values (?, ?, ?)",
        websiteId,
        userId,
        role.wire());
  }

  private static boolean audited(Connection connection, int changed, AuditEntry entry)
      throws SQLException {
    if (changed == 0) {
      return false;
    }
    AuditLog.write(connection, entry);
    return true;
  }
}
