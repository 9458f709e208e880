package footfall.persistence.metadata;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** Who is signed in, as PostgreSQL has it. */
public final class UserSessions {
  /** Sessions of one account: every node holds all of them in memory. */
  static final int MOST = 100;

  private final Metadata metadata;

  public UserSessions(Metadata metadata) {
    this.metadata = metadata;
  }

  /**
   * Signs in; of more than {@link #MOST} sessions of an account the oldest end.
   *
   * @param passwordHash that the account must still have
   * @return false, and nothing is changed, where it has not: whoever changes a password ends all
   *     sessions, also those that begin meanwhile
   */
  public boolean begin(UserSession session, String passwordHash) {
    return metadata.change(
        "begin a session",
        connection -> {
          boolean isUnchanged =
              Sql.first(
                      connection,
                      "select 1 from users where user_id = ? and password_hash = ? for share",
                      row -> 1,
                      session.userId(),
                      passwordHash)
                  .isPresent();
          if (isUnchanged) {
            Sql.update(
                connection,
                "delete from user_sessions where session_id in (select session_id from"
                    + " user_sessions where user_id = ? order by rotated_at desc offset ?)",
                session.userId(),
                MOST - 1);
            insert(connection, session);
          }
          return isUnchanged;
        });
  }

  private static void insert(Connection connection, UserSession session) throws SQLException {
    Sql.update(
        connection,
        "insert into user_sessions (session_id, user_id, token_hash, csrf_token, created_at,"
            + " rotated_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)",
        session.sessionId(),
        session.userId(),
        session.tokenHash(),
        session.csrfToken(),
        session.createdAt(),
        session.rotatedAt(),
        session.expiresAt());
  }

  /**
   * Gives a session a new token; the one before serves a minute longer.
   *
   * @param from the token it must still have
   * @return false, and nothing is changed, where another request was first or the session has ended
   */
  public boolean rotate(UUID sessionId, String from, String to, Instant now, Instant expiresAt) {
    return metadata.ask(
            "rotate a session",
            connection ->
                Sql.update(
                    connection,
                    "update user_sessions set previous_hash = token_hash, token_hash = ?,"
                        + " rotated_at = ?, expires_at = ? where session_id = ? and token_hash = ?",
                    to,
                    now,
                    expiresAt,
                    sessionId,
                    from))
        == 1;
  }

  /** Signs out; does nothing where that has happened. */
  public void end(UUID sessionId) {
    metadata.ask(
        "end a session",
        connection ->
            Sql.update(connection, "delete from user_sessions where session_id = ?", sessionId));
  }
}
