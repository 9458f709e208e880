package footfall.persistence.metadata;

import java.time.Instant;
import java.util.UUID;

/** Who is signed in, as PostgreSQL has it. */
public final class UserSessions {
  private final Metadata metadata;

  public UserSessions(Metadata metadata) {
    this.metadata = metadata;
  }

  /** Signs in. */
  public void begin(UserSession session) {
    metadata.ask(
        "begin a session",
        connection ->
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
                session.expiresAt()));
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
