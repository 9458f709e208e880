package footfall.protocol.hit;

import java.util.Optional;
import java.util.UUID;

/**
 * One validated hit, version 1 (DESIGN 3.1). A text that was not sent is the empty string; an
 * object that was not sent is its {@code NONE}.
 *
 * @param eventId the idempotency key; derived by {@link EventIds} where the sender gave none
 * @param clientTimestamp epoch milliseconds, as the client's clock had it
 */
public record Hit(
    int schemaVersion,
    String websiteId,
    EventType eventType,
    UUID eventId,
    long clientTimestamp,
    Identity identity,
    Action action,
    Page page,
    Client client,
    Transaction transaction,
    Custom custom) {

  /** Who sent it: at least one of session, visitor and user is present. */
  public record Identity(
      String sessionId, String visitorId, String userId, String previousVisitorId) {

    /** The first of session, visitor and user that is present. */
    public String visitorKey() {
      return !sessionId.isEmpty() ? sessionId : !visitorId.isEmpty() ? visitorId : userId;
    }
  }

  /** What a custom event says of itself; {@code value} is empty where none was sent. */
  public record Action(
      String name, String category, String action, String label, Optional<Double> value) {
    public static final Action NONE = new Action("", "", "", "", Optional.empty());
  }

  /** The page; {@code timeOnPage} in seconds, 0 where none was sent. */
  public record Page(String url, String title, String referrer, double timeOnPage) {
    public static final Page NONE = new Page("", "", "", 0);
  }

  /** The browser or server that sent it; the address is IPv4 or IPv6 text. */
  public record Client(
      String userAgent,
      String ipAddress,
      String screenResolution,
      String language,
      String sdkVersion) {
    public static final Client NONE = new Client("", "", "", "", "");
  }
}
