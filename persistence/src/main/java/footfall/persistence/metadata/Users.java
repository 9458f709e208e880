package footfall.persistence.metadata;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The accounts as PostgreSQL has them. */
public final class Users {
  private final Metadata metadata;

  public Users(Metadata metadata) {
    this.metadata = metadata;
  }

  /** An account and what its password is checked against. */
  public record WithPassword(User user, String passwordHash) {}

  /** Whether nobody has an account yet. */
  public boolean isEmpty() {
    return metadata.ask(
        "look whether there are accounts",
        connection -> Sql.first(connection, "select 1 from users limit 1", row -> 1).isEmpty());
  }

  /** By email, in lower case. */
  public Optional<WithPassword> find(String email) {
    return metadata.ask(
        "find an account",
        connection ->
            Sql.first(
                connection,
                "select user_id, email, name, password_hash from users where email = ?",
                Users::withPassword,
                email));
  }

  public Optional<WithPassword> find(UUID userId) {
    return metadata.ask(
        "find an account",
        connection ->
            Sql.first(
                connection,
                "select user_id, email, name, password_hash from users where user_id = ?",
                Users::withPassword,
                userId));
  }

  /**
   * Makes the first account, which owns every website there is; its link is used up by it.
   *
   * @param tokenHash of the link's token
   * @return false, and nothing is changed, where the token is not the link's or there is an account
   */
  public boolean setUp(WithPassword first, String tokenHash, AuditEntry entry) {
    return metadata.change(
        "make the first account",
        connection -> {
          boolean theLink =
              Sql.update(connection, "delete from setup_link where token_hash = ?", tokenHash) == 1;
          if (!theLink || Sql.first(connection, "select 1 from users", row -> 1).isPresent()) {
            return false;
          }
          insert(connection, first);
          Sql.update(
              connection,
              "insert into website_permissions (website_id, user_id, role)"
                  + " select website_id, ?, 'owner' from websites",
              first.user().userId());
          AuditLog.write(connection, entry);
          return true;
        });
  }

  /** From now on the link with this token sets up; does nothing where there is an account. */
  public void offerSetUp(String tokenHash) {
    metadata.ask(
        "offer the set-up",
        connection ->
            Sql.update(
                connection,
                "insert into setup_link (token_hash) select ? where not exists"
                    + " (select 1 from users)"
                    + " on conflict (only_row) do update set token_hash = excluded.token_hash",
                tokenHash));
  }

  /**
   * Sets a new password and ends the account's sessions.
   *
   * @param keep the one that asks for it and stays
   */
  public void changePassword(
      UUID userId, String passwordHash, Optional<UUID> keep, AuditEntry entry) {
    metadata.change(
        "change a password",
        connection -> {
          // Before metadata_version: a session that is rotated now waits for that with its row.
          Sql.first(
              connection,
              "select 1 from users where user_id = ? for no key update",
              row -> 1,
              userId);
          Sql.update(
              connection,
              "delete from user_sessions where user_id = ? and session_id is distinct from ?::uuid",
              userId,
              keep.orElse(null));
          Sql.update(
              connection,
              "update users set password_hash = ? where user_id = ?",
              passwordHash,
              userId);
          AuditLog.write(connection, entry);
          return null;
        });
  }

  static void insert(Connection connection, WithPassword account) throws SQLException {
    Sql.update(
        connection,
        "insert into users (user_id, email, name, password_hash) values (?, ?, ?, ?)",
        account.user().userId(),
        account.user().email(),
        account.user().name(),
        account.passwordHash());
  }

  private static WithPassword withPassword(ResultSet row) throws SQLException {
    return new WithPassword(
        new User(
            row.getObject("user_id", UUID.class), row.getString("email"), row.getString("name")),
        row.getString("password_hash"));
  }
}
