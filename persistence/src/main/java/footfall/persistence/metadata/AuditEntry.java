package footfall.persistence.metadata;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who changed what, written with the change or not at all.
 *
 * @param websiteId empty for what concerns no website
 * @param action such as {@code goal_added}: lower-case letters and underscores
 * @param subject id or name of what was changed
 * @param detail a JSON object of what was set; holds no secrets
 */
public record AuditEntry(
    Actor actor, Optional<String> websiteId, String action, String subject, String detail) {

  /**
   * Who acts.
   *
   * @param userId empty where it is no account, such as an API key
   * @param label what people read: an account's email, a key's prefix
   */
  public record Actor(Optional<UUID> userId, String label) {}

  /** As it was written. */
  public record Written(long entryId, Instant at, AuditEntry entry) {}

  public static AuditEntry of(Actor actor, String websiteId, String action, String subject) {
    return new AuditEntry(actor, Optional.of(websiteId), action, subject, "{}");
  }

  /** One that concerns no website. */
  public static AuditEntry of(Actor actor, String action, String subject) {
    return new AuditEntry(actor, Optional.empty(), action, subject, "{}");
  }

  public AuditEntry with(String newDetail) {
    return new AuditEntry(actor, websiteId, action, subject, newDetail);
  }
}
