package footfall.persistence.metadata;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How often signing in failed of late, counted over all nodes. After some failures in a row each
 * further one locks for twice as long: with 5 free ones, the 5th locks for 1 s, the 6th for 2 s,
 * the 7th for 4 s. A day without an attempt forgets them.
 */
public final class SignInAttempts {
  private static final Duration FORGET = Duration.ofDays(1);

  private final Metadata metadata;

  public SignInAttempts(Metadata metadata) {
    this.metadata = metadata;
  }

  /**
   * What is locked by failures.
   *
   * @param name such as {@code account:ann@example.org} or {@code peer:203.0.113.9}
   * @param free failures that cost nothing but the last of them
   * @param longest time it is locked for
   */
  public record Subject(String name, int free, Duration longest) {}

  /**
   * Counts an attempt as failed until {@link #succeeded} says otherwise, so that attempts at the
   * same time cannot all pass.
   *
   * @param subjects those of an account before those of a peer
   * @return how long to wait; empty where the attempt may be made. An attempt that may not be made
   *     is not counted
   */
  public Optional<Duration> begin(List<Subject> subjects, Instant now) {
    return metadata.ask(
        "count an attempt to sign in",
        connection -> {
          connection.setAutoCommit(false);
          try {
            for (Subject subject : subjects) {
              if (!count(connection, subject, now)) {
                Duration left = left(connection, subject, now);
                connection.rollback();
                return Optional.of(left);
              }
            }
            connection.commit();
            return Optional.empty();
          } catch (SQLException e) {
            connection.rollback();
            throw e;
          } finally {
            connection.setAutoCommit(true);
          }
        });
  }

  /** Takes back what {@link #begin} has counted; an account's earlier failures are forgotten. */
  public void succeeded(Subject account, Subject peer) {
    metadata.change(
        "forget attempts to sign in",
        connection -> {
          Sql.update(connection, "delete from sign_in_attempts where subject = ?", account.name());
          Sql.update(
              connection,
              "update sign_in_attempts set failures = greatest(failures - 1, 0),"
                  + " locked_until = last_at where subject = ?",
              peer.name());
          return null;
        });
  }

  private static boolean count(Connection connection, Subject subject, Instant now)
      throws SQLException {
    String failures = "case when a.last_at < ? then 1 else a.failures + 1 end";
    return Sql.update(
            connection,
            "insert into sign_in_attempts as a (subject, failures, last_at, locked_until)"
                + " values (?, 1, ?, ?) on conflict (subject) do update set failures = "
                + failures
                + ", last_at = excluded.last_at, locked_until = excluded.last_at + case when "
                + failures
                + " < ? then interval '0' else least(power(2, least("
                + failures
                + " - ?, 30)), ?) * interval '1 second' end where a.locked_until <= ?",
            subject.name(),
            now,
            now,
            now.minus(FORGET),
            now.minus(FORGET),
            subject.free(),
            now.minus(FORGET),
            subject.free(),
            subject.longest().toSeconds(),
            now)
        == 1;
  }

  private static Duration left(Connection connection, Subject subject, Instant now)
      throws SQLException {
    return Sql.first(
            connection,
            "select locked_until from sign_in_attempts where subject = ?",
            row -> Duration.between(now, Sql.instant(row, "locked_until")),
            subject.name())
        .orElse(Duration.ZERO);
  }
}
