package footfall.persistence.metadata;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Links by which anybody sees a website's numbers, where it has one with its password. */
public final class SharedLinks {
  private static final String SELECT =
      "select link_id, website_id, name, password_hash, created_at from shared_links";

  /** Links of a website: every node holds all of them in memory, with whoever opened them. */
  public static final int MOST = 100;

  /** Who gave one link's password: every node holds all of them in memory. */
  static final int MOST_OPEN = 1_000;

  private final Metadata metadata;

  public SharedLinks(Metadata metadata) {
    this.metadata = metadata;
  }

  /**
   * A link.
   *
   * @param linkId 22 characters that cannot be guessed
   * @param passwordHash empty where the link alone is enough
   */
  public record SharedLink(
      String linkId,
      String websiteId,
      String name,
      Optional<String> passwordHash,
      Instant createdAt) {}

  /**
   * Adds a link.
   *
   * @return false, and nothing is changed, where the website has {@link #MOST}
   */
  public boolean add(SharedLink link, AuditEntry entry) {
    return metadata.change(
        "add a shared link",
        connection -> {
          Websites.hold(connection, link.websiteId());
          if (Sql.count(connection, "shared_links where website_id = ?", link.websiteId())
              >= MOST) {
            return false;
          }
          Sql.update(
              connection,
              "insert into shared_links (link_id, website_id, name, password_hash, created_at)"
                  + " values (?, ?, ?, ?, ?)",
              link.linkId(),
              link.websiteId(),
              link.name(),
              link.passwordHash().orElse(null),
              link.createdAt());
          AuditLog.write(connection, entry);
          return true;
        });
  }

  /** All of a website, the newest first. */
  public List<SharedLink> list(String websiteId) {
    return metadata.ask(
        "read the shared links of " + websiteId,
        connection ->
            Sql.list(
                connection,
                SELECT + " where website_id = ? order by created_at desc",
                SharedLinks::link,
                websiteId));
  }

  /** The link, where its website is not deleted. */
  public Optional<SharedLink> find(String linkId) {
    return metadata.ask(
        "find a shared link",
        connection ->
            Sql.first(
                connection,
                SELECT
                    + " where link_id = ? and website_id in"
                    + " (select website_id from websites where status <> 'deleted')",
                SharedLinks::link,
                linkId));
  }

  /** False, and nothing is changed, where that website has no such link. */
  public boolean remove(String websiteId, String linkId, AuditEntry entry) {
    return metadata.change(
        "remove a shared link",
        connection -> {
          int removed =
              Sql.update(
                  connection,
                  "delete from shared_links where website_id = ? and link_id = ?",
                  websiteId,
                  linkId);
          if (removed == 1) {
            AuditLog.write(connection, entry);
          }
          return removed == 1;
        });
  }

  /**
   * Notes that somebody gave the link's password, and may see it until then; of more than {@link
   * #MOST_OPEN} the first are forgotten.
   *
   * @return false where there is no such link any more
   */
  public boolean open(String linkId, String tokenHash, Instant expiresAt) {
    return metadata.change(
        "open a shared link",
        connection -> {
          boolean isThere =
              Sql.first(
                      connection,
                      "select 1 from shared_links where link_id = ? for key share",
                      row -> 1,
                      linkId)
                  .isPresent();
          if (isThere) {
            Sql.update(
                connection,
                "delete from share_sessions where token_hash in (select token_hash from"
                    + " share_sessions where link_id = ? order by expires_at desc offset ?)",
                linkId,
                MOST_OPEN - 1);
            Sql.update(
                connection,
                "insert into share_sessions (token_hash, link_id, expires_at) values (?, ?, ?)",
                tokenHash,
                linkId,
                expiresAt);
          }
          return isThere;
        });
  }

  private static SharedLink link(ResultSet row) throws SQLException {
    return new SharedLink(
        row.getString("link_id"),
        row.getString("website_id"),
        row.getString("name"),
        Optional.ofNullable(row.getString("password_hash")),
        Sql.instant(row, "created_at"));
  }
}
