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
   * @param isOfMany whether others count for it, too, such as all behind one address: then who
   *     succeeds takes their own attempt back and nothing else
   */
  public record Subject(String name, int free, Duration longest, boolean isOfMany) {}

  /**
   * Counts an attempt as failed until {@link #succeeded} says otherwise, so that attempts at the
   * same time cannot all pass.
   *
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
   * Forgets failures of what was guessed at, and takes back what {@link #begin} has counted of
   * many.
   */
  public void succeeded(List<Subject> subjects) {
    metadata.change(
        "forget attempts to sign in",
        connection -> {
          for (Subject subject : subjects) {
            if (subject.isOfMany()) {
              takeBack(connection, subject);
            } else {
              Sql.update(
                  connection, "delete from sign_in_attempts where subject = ?", subject.name());
            }
          }
          return null;
        });
  }

  /** Takes back what {@link #begin} has counted: nobody could tell whether it was right. */
  public void takeBack(List<Subject> subjects) {
    metadata.change(
        "take an attempt to sign in back",
        connection -> {
          for (Subject subject : subjects) {
            takeBack(connection, subject);
          }
          return null;
        });
  }

  /** What others have failed meanwhile locks on. */
  private static void takeBack(Connection connection, Subject subject) throws SQLException {
    String failures = "greatest(failures - 1, 0)";
    Sql.update(
        connection,
        "update sign_in_attempts set failures = "
            + failures
            + ", locked_until = least(locked_until, "
            + locked("last_at", failures)
            + ") where subject = ?",
        subject.free(),
        subject.free(),
        subject.longest().toSeconds(),
        subject.name());
  }

  private static boolean count(Connection connection, Subject subject, Instant now)
      throws SQLException {
    String failures =
        "greatest(a.failures - floor(greatest(extract(epoch from excluded.last_at - a.last_at), 0)"
            + " / "
            + FORGET_SECONDS
            + ")::integer, 0) + 1";
    return Sql.update(
            connection,
            "insert into sign_in_attempts as a (subject, failures, last_at, locked_until)"
                + " values (?, 1, ?, '-infinity') on conflict (subject) do update set failures = "
                + failures
                + ", last_at = greatest(a.last_at, excluded.last_at), locked_until = "
                + locked("excluded.last_at", failures)
                + " where a.locked_until <= ?",
            subject.name(),
            now,
            subject.free(),
            subject.free(),
            subject.longest().toSeconds(),
            now)
        == 1;
  }

  /**
   * Until when so many failures lock, the last of them at {@code since}; where they do not, for no
   * time at all: of attempts at the same moment one may be counted before an earlier one. The
   * parameters are a subject's free failures, twice, and its longest time in seconds.
   */
  private static String locked(String since, String failures) {
    return "case when %2$s < ? then '-infinity' else %1$s + least(power(2, least(%2$s - ?, 30)), ?) * interval '1 second' end"
        .formatted(since, failures);
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
