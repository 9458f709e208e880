package footfall.api.account;

import akka.http.javadsl.model.HttpHeader;
import footfall.api.access.Caller;
import footfall.api.access.Token;
import footfall.persistence.metadata.MetadataException;
import footfall.persistence.metadata.UserSession;
import footfall.persistence.metadata.UserSessions;
import footfall.persistence.metadata.Users;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Begins, rotates and ends sessions. One ends 14 days after its cookie was last renewed, which
 * happens once a day where it is used, and 90 days after signing in at the latest.
 */
final class Sessions {
  private static final Duration IDLE = Duration.ofDays(14);
  private static final Duration LONGEST = Duration.ofDays(90);
  private static final Duration ROTATE = Duration.ofDays(1);

  private final UserSessions stored;
  private final Clock clock;

  Sessions(UserSessions stored, Clock clock) {
    this.stored = stored;
    this.clock = clock;
  }

  /** A session and the cookie that makes the browser keep it. */
  record Begun(UserSession session, HttpHeader cookie) {}

  /** Empty where the account's password was changed since it was read. */
  Optional<Begun> begin(Users.WithPassword account, Caller caller) {
    Instant now = now();
    String token = Token.fresh();
    UserSession session =
        new UserSession(
            UUID.randomUUID(),
            account.user().userId(),
            Token.hash(token),
            Token.fresh(),
            now,
            now,
            now.plus(IDLE));
    return stored.begin(session, account.passwordHash())
        ? Optional.of(new Begun(session, SessionCookie.session(token, IDLE, caller)))
        : Optional.empty();
  }

  /**
   * A new cookie once a day; empty where it is not yet time, another request was first, or
   * PostgreSQL is away: the one there is goes on.
   */
  Optional<HttpHeader> rotated(UserSession session, Caller caller) {
    Instant now = now();
    if (now.isBefore(session.rotatedAt().plus(ROTATE))) {
      return Optional.empty();
    }
    Instant last = session.createdAt().plus(LONGEST);
    Instant idle = now.plus(IDLE);
    Instant expiresAt = idle.isBefore(last) ? idle : last;
    String token = Token.fresh();
    return isRotated(session, Token.hash(token), now, expiresAt)
        ? Optional.of(SessionCookie.session(token, Duration.between(now, expiresAt), caller))
        : Optional.empty();
  }

  private boolean isRotated(UserSession session, String to, Instant now, Instant expiresAt) {
    try {
      return stored.rotate(session.sessionId(), session.tokenHash(), to, now, expiresAt);
    } catch (MetadataException e) {
      if (e.isAway()) {
        return false;
      }
      throw e;
    }
  }

  void end(UserSession session) {
    stored.end(session.sessionId());
  }

  /** As exact as PostgreSQL keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
