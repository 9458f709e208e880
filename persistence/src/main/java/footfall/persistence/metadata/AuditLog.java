package footfall.persistence.metadata;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who changed what on a website; entries are added by the changes themselves. */
public final class AuditLog {
  private final Metadata metadata;

  public AuditLog(Metadata metadata) {
    this.metadata = metadata;
  }

  /**
   * A website's entries, the newest first.
   *
   * @param before only those with a smaller id; {@link Long#MAX_VALUE} for the newest
   */
  public List<AuditEntry.Written> list(String websiteId, long before, int limit) {
    return metadata.ask(
        "read the audit log of " + websiteId,
        connection ->
            Sql.list(
                connection,
                "select entry_id, at, website_id, user_id, actor, action, subject, detail"
                    + " from audit_log where website_id = ? and entry_id < ?"
                    + " order by entry_id desc limit ?",
                row ->
                    new AuditEntry.Written(
                        row.getLong("entry_id"),
                        Sql.instant(row, "at"),
                        new AuditEntry(
                            new AuditEntry.Actor(
                                Optional.ofNullable(row.getObject("user_id", UUID.class)),
                                row.getString("actor")),
                            Optional.of(row.getString("website_id")),
                            row.getString("action"),
                            row.getString("subject"),
                            row.getString("detail"))),
                websiteId,
                before,
                limit));
  }

  /** Adds an entry within the transaction of its change. */
  static void write(Connection connection, AuditEntry entry) throws SQLException {
    Sql.update(
        connection,
        "insert into audit_log (website_id, user_id, actor, action, subject, detail)"
            + " values (?, ?, ?, ?, ?, ?::jsonb)",
        entry.websiteId().orElse(null),
        entry.actor().userId().orElse(null),
        entry.actor().label(),
        entry.action(),
        entry.subject(),
        entry.detail());
  }
}
