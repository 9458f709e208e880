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
 * the 7th for 4 s. Each 10 minutes without an attempt forget one.
 */
public final class SignInAttempts {
  private static final int FORGET_SECONDS = 600;

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
   * @param subjects what is guessed at, where there is such, and last the peer
   * @return how long to wait; empty where the attempt may be made. An attempt that may not be made
   *     is not counted
   */
  public Optional<Duration> begin(List<Subject> subjects, Instant now) {
    try {
      metadata.change(
          "count an attempt to sign in",
          connection -> {
            for (Subject subject : subjects) {
              if (!count(connection, subject, now)) {
                throw new Locked(left(connection, subject, now));
              }
            }
            return null;
          });
      return Optional.empty();
    } catch (Locked locked) {
      return Optional.of(locked.left);
    }
  }

  /** Takes the counts of the subjects before it back with it. */
  private static final class Locked extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration left;

    private Locked(Duration left) {
      super(null, null, false, false);
      this.left = left;
    }
  }

  /**
   * Takes back what {@link #begin} has counted for a peer; of what was guessed at, all failures are
   * forgotten.
   *
   * @param subjects as {@link #begin} was given them: the last is the peer
   */
  public void succeeded(List<Subject> subjects) {
    Subject peer = subjects.get(subjects.size() - 1);
    metadata.change(
        "forget attempts to sign in",
        connection -> {
          for (Subject guessed : subjects.subList(0, subjects.size() - 1)) {
            Sql.update(
                connection, "delete from sign_in_attempts where subject = ?", guessed.name());
          }
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
    String failures =
        "greatest(a.failures - floor(extract(epoch from excluded.last_at - a.last_at) / "
            + FORGET_SECONDS
            + ")::integer, 0) + 1";
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
            subject.free(),
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
