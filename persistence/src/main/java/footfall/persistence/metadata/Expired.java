package footfall.persistence.metadata;

import java.time.Duration;

/** Deletes what has expired, every 10 minutes; until then it serves nobody, but fills tables. */
public final class Expired implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final Refresher refresher;

  private Expired(Metadata metadata, Duration every) {
    this.refresher = new Refresher("expired rows", every, () -> delete(metadata));
  }

  /** Deletes first after 10 minutes. */
  public static Expired start(Metadata metadata) {
    return start(metadata, EVERY);
  }

  static Expired start(Metadata metadata, Duration every) {
    return new Expired(metadata, every);
  }

  private static void delete(Metadata metadata) {
    metadata.ask(
        "delete what has expired",
        connection ->
            Sql.update(connection, "delete from user_sessions where expires_at < now()")
                + Sql.update(connection, "delete from share_sessions where expires_at < now()")
                + Sql.update(
                    connection,
                    "delete from sign_in_attempts where last_at < now() - interval '1 day'")
                + Sql.update(
                    connection,
                    "delete from invites where expires_at < now() - interval '30 days'"));
  }

  @Override
  public void close() {
    refresher.close();
  }
}
