package footfall.persistence.metadata;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Invitations to a website: each a link that serves once, while whoever made it may invite and has
 * at least its role.
 */
public final class Invites {
  private static final String SELECT =
      "select invite_id, website_id, role, created_at, expires_at from invites";

  /** Of the maker's membership {@code p}: an admin at least, and not below the invite's role. */
  private static final String MAY_INVITE =
      "p.website_id = i.website_id and p.user_id = i.invited_by and rank_of(p.role) >="
          + " greatest(rank_of('admin'), rank_of(i.role))";

  /** Of the invite {@code i}. */
  private static final String CAN_BE_ACCEPTED =
      " i where i.accepted_at is null and i.expires_at > ?"
          + " and exists (select 1 from website_permissions p where "
          + MAY_INVITE
          + ")";

  /** Invites of a website that can be accepted: each makes an account for whoever has its link. */
  public static final int MOST = 100;

  private final Metadata metadata;

  public Invites(Metadata metadata) {
    this.metadata = metadata;
  }

  /** An invitation that was not accepted yet. */
  public record Invite(
      UUID inviteId, String websiteId, Role role, Instant createdAt, Instant expiresAt) {}

  /**
   * Adds one.
   *
   * @param by whose role it hangs on
   * @return false, and nothing is changed, where the website has {@link #MOST} that can be
   *     accepted, or with its members {@link Members#MOST}
   */
  public boolean add(Invite invite, UUID by, String tokenHash, AuditEntry entry) {
    return metadata.change(
        "add an invite",
        connection -> {
          Websites.hold(connection, invite.websiteId());
          if (!hasRoom(connection, invite)) {
            return false;
          }
          Sql.update(
              connection,
              "insert into invites (invite_id, website_id, role, token_hash, created_at,"
                  + " expires_at, invited_by) values (?, ?, ?, ?, ?, ?, ?)",
              invite.inviteId(),
              invite.websiteId(),
              invite.role().wire(),
              tokenHash,
              invite.createdAt(),
              invite.expiresAt(),
              by);
          AuditLog.write(connection, entry);
          return true;
        });
  }

  /** An invite that is accepted makes a member of itself: both are counted as of one moment. */
  private static boolean hasRoom(Connection connection, Invite invite) throws SQLException {
    record Counts(long invites, long members) {}
    Counts counts =
        Sql.first(
                connection,
                "select (select count(*) from invites"
                    + CAN_BE_ACCEPTED
                    + " and i.website_id = ?) as invites,"
                    + " (select count(*) from website_permissions where website_id = ?) as members",
                row -> new Counts(row.getLong("invites"), row.getLong("members")),
                invite.createdAt(),
                invite.websiteId(),
                invite.websiteId())
            .orElseThrow();
    return counts.invites < MOST && counts.invites + counts.members < Members.MOST;
  }

  /** Those of a website that can still be accepted, the newest first. */
  public List<Invite> open(String websiteId, Instant now) {
    return metadata.ask(
        "read the invites of " + websiteId,
        connection ->
            Sql.list(
                connection,
                SELECT + CAN_BE_ACCEPTED + " and i.website_id = ? order by i.created_at desc",
                Invites::invite,
                now,
                websiteId));
  }

  /** The one behind a token, where it can still be accepted and its website is not deleted. */
  public Optional<Invite> find(String tokenHash, Instant now) {
    return metadata.ask(
        "find an invite",
        connection ->
            Sql.first(
                connection,
                SELECT
                    + CAN_BE_ACCEPTED
                    + " and i.token_hash = ? and i.website_id in"
                    + " (select website_id from websites where status <> 'deleted')",
                Invites::invite,
                now,
                tokenHash));
  }

  /** False, and nothing is changed, where that website has no such invite. */
  public boolean remove(String websiteId, UUID inviteId, AuditEntry entry) {
    return metadata.change(
        "remove an invite",
        connection -> {
          int removed =
              Sql.update(
                  connection,
                  "delete from invites where website_id = ? and invite_id = ?",
                  websiteId,
                  inviteId);
          if (removed == 1) {
            AuditLog.write(connection, entry);
          }
          return removed == 1;
        });
  }

  /**
   * Accepts for an account that exists; whoever has a higher role already keeps it.
   *
   * @return false, and nothing is changed, where somebody else was first, or who made it may no
   *     longer
   */
  public boolean accept(Invite invite, UUID userId, Instant now, AuditEntry entry) {
    return metadata.change(
        "accept an invite",
        connection -> {
          boolean isTaken = take(connection, invite, now);
          if (isTaken) {
            join(connection, invite, userId, entry);
          }
          return isTaken;
        });
  }

  /** The same for an account that is made by it. */
  public boolean accept(Invite invite, Users.WithPassword newcomer, Instant now, AuditEntry entry) {
    return metadata.change(
        "accept an invite",
        connection -> {
          boolean isTaken = take(connection, invite, now);
          if (isTaken) {
            Users.insert(connection, newcomer);
            join(connection, invite, newcomer.user().userId(), entry);
          }
          return isTaken;
        });
  }

  /** Uses the invite up, and holds its maker's role until the change is done. */
  private static boolean take(Connection connection, Invite invite, Instant now)
      throws SQLException {
    boolean stands =
        Sql.first(
                connection,
                "select 1 from website_permissions p join invites i on "
                    + MAY_INVITE
                    + " where i.invite_id = ? for share of p",
                row -> 1,
                invite.inviteId())
            .isPresent();
    return stands
        && Sql.update(
                connection,
                "update invites set accepted_at = ?"
                    + " where invite_id = ? and accepted_at is null and expires_at > ?",
                now,
                invite.inviteId(),
                now)
            == 1;
  }

  private static void join(Connection connection, Invite invite, UUID userId, AuditEntry entry)
      throws SQLException {
    Optional<Role> role =
        Sql.first(
            connection,
            "select role from website_permissions where website_id = ? and user_id = ? for update",
            row -> Role.of(row.getString("role")).orElseThrow(),
            invite.websiteId(),
            userId);
    if (role.isEmpty()) {
      Members.insert(connection, invite.websiteId(), userId, invite.role());
    } else if (role.get().compareTo(invite.role()) < 0) {
      Sql.update(
          connection,
          "update website_permissions set role = ? where website_id = ? and user_id = ?",
          invite.role().wire(),
          invite.websiteId(),
          userId);
    }
    AuditLog.write(connection, entry);
  }

  private static Invite invite(ResultSet row) throws SQLException {
    return new Invite(
        row.getObject("invite_id", UUID.class),
        row.getString("website_id"),
        Role.of(row.getString("role")).orElseThrow(),
        Sql.instant(row, "created_at"),
        Sql.instant(row, "expires_at"));
  }
}
