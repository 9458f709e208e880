package footfall.persistence.metadata;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Invitations to a website: each a link that serves once. */
public final class Invites {
  private static final String SELECT =
      "select invite_id, website_id, role, created_at, expires_at from invites";

  private final Metadata metadata;

  public Invites(Metadata metadata) {
    this.metadata = metadata;
  }

  /** An invitation that was not accepted yet. */
  public record Invite(
      UUID inviteId, String websiteId, Role role, Instant createdAt, Instant expiresAt) {}

  public void add(Invite invite, String tokenHash, AuditEntry entry) {
    metadata.change(
        "add an invite",
        connection -> {
          Sql.update(
              connection,
              "insert into invites (invite_id, website_id, role, token_hash, created_at,"
                  + " expires_at) values (?, ?, ?, ?, ?, ?)",
              invite.inviteId(),
              invite.websiteId(),
              invite.role().wire(),
              tokenHash,
              invite.createdAt(),
              invite.expiresAt());
          AuditLog.write(connection, entry);
          return null;
        });
  }

  /** Those of a website that can still be accepted, the newest first. */
  public List<Invite> open(String websiteId, Instant now) {
    return metadata.ask(
        "read the invites of " + websiteId,
        connection ->
            Sql.list(
                connection,
                SELECT
                    + " where website_id = ? and accepted_at is null and expires_at > ?"
                    + " order by created_at desc",
                Invites::invite,
                websiteId,
                now));
  }

  /** The one behind a token, where it can still be accepted and its website is not deleted. */
  public Optional<Invite> find(String tokenHash, Instant now) {
    return metadata.ask(
        "find an invite",
        connection ->
            Sql.first(
                connection,
                SELECT
                    + " where token_hash = ? and accepted_at is null and expires_at > ?"
                    + " and website_id in"
                    + " (select website_id from websites where status <> 'deleted')",
                Invites::invite,
                tokenHash,
                now));
  }

  /** False, and nothing is changed, where that website has no such invite. */
  public boolean remove(String websiteId, UUID inviteId, AuditEntry entry) {
    return metadata.change(
        "remove an invite",
        connection -> {
          int removed =
              Sql.update(
                  connection,
                  "delete from invites where website_id = ? and invite_id = ?",
                  websiteId,
                  inviteId);
          if (removed == 1) {
            AuditLog.write(connection, entry);
          }
          return removed == 1;
        });
  }

  /**
   * Accepts for an account that exists; whoever has a higher role already keeps it.
   *
   * @return false, and nothing is changed, where somebody else was first
   */
  public boolean accept(Invite invite, UUID userId, Instant now, AuditEntry entry) {
    return metadata.change(
        "accept an invite", connection -> accept(connection, invite, userId, now, entry));
  }

  /** The same for an account that is made by it. */
  public boolean accept(Invite invite, Users.WithPassword newcomer, Instant now, AuditEntry entry) {
    return metadata.change(
        "accept an invite",
        connection -> {
          Users.insert(connection, newcomer);
          boolean accepted = accept(connection, invite, newcomer.user().userId(), now, entry);
          if (!accepted) {
            connection.rollback();
          }
          return accepted;
        });
  }

  private static boolean accept(
      Connection connection, Invite invite, UUID userId, Instant now, AuditEntry entry)
      throws SQLException {
    int taken =
        Sql.update(
            connection,
            "update invites set accepted_at = ?"
                + " where invite_id = ? and accepted_at is null and expires_at > ?",
            now,
            invite.inviteId(),
            now);
    if (taken == 0) {
      return false;
    }
    Optional<Role> role =
        Sql.first(
            connection,
            "select role from website_permissions where website_id = ? and user_id = ? for update",
            row -> Role.of(row.getString("role")).orElseThrow(),
            invite.websiteId(),
            userId);
    if (role.isEmpty()) {
      Members.insert(connection, invite.websiteId(), userId, invite.role());
    } else if (role.get().compareTo(invite.role()) < 0) {
      Sql.update(
          connection,
          "update website_permissions set role = ? where website_id = ? and user_id = ?",
          invite.role().wire(),
          invite.websiteId(),
          userId);
    }
    AuditLog.write(connection, entry);
    return true;
  }

  private static Invite invite(ResultSet row) throws SQLException {
    return new Invite(
        row.getObject("invite_id", UUID.class),
        row.getString("website_id"),
        Role.of(row.getString("role")).orElseThrow(),
        Sql.instant(row, "created_at"),
        Sql.instant(row, "expires_at"));
  }
}
