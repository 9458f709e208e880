package footfall.protocol.hit;

import java.util.Optional;
import java.util.UUID;

/**
 * One validated hit, version 1 (DESIGN 3.1). A text that was not sent is the empty string; an
 * object that was not sent is its {@code NONE}.
 *
 * @param eventId the idempotency key; derived by {@link EventIds} where the sender gave none;
 *     {@link #NO_ID} in a draft whose id is yet to be derived
 * @param clientTimestamp epoch milliseconds, as the client's clock had it, 0 to {@link
 *     Limits#MAX_TIMESTAMP}
 * @param sentAt epoch milliseconds by the client's clock at this attempt to send, 0 where none was
 *     sent; the collector takes the clock's skew out with it
 */
public record Hit(
    int schemaVersion,
    String websiteId,
    EventType eventType,
    UUID eventId,
    long clientTimestamp,
    long sentAt,
    Identity identity,
    Action action,
    Page page,
    Client client,
    Transaction transaction,
    Custom custom) {

  /** The only schema version there is. */
  public static final int SCHEMA_VERSION = 1;

  /** The id of a draft to which its sender gave none. */
  public static final UUID NO_ID = new UUID(0, 0);

  public Hit withEventId(UUID changed) {
    return new Hit(
        schemaVersion,
        websiteId,
        eventType,
        changed,
        clientTimestamp,
        sentAt,
        identity,
        action,
        page,
        client,
        transaction,
        custom);
  }

  /** The same hit at another time, as when the collector has taken a clock's skew out. */
  public Hit withTimes(long changedClientTimestamp, long changedSentAt) {
    return new Hit(
        schemaVersion,
        websiteId,
        eventType,
        eventId,
        changedClientTimestamp,
        changedSentAt,
        identity,
        action,
        page,
        client,
        transaction,
        custom);
  }

  /** The same hit with what the collector knows of its sender. */
  public Hit withSender(Identity changedIdentity, Client changedClient) {
    return new Hit(
        schemaVersion,
        websiteId,
        eventType,
        eventId,
        clientTimestamp,
        sentAt,
        changedIdentity,
        action,
        page,
        changedClient,
        transaction,
        custom);
  }

  /** Who sent it: at least one of session, visitor and user is present. */
  public record Identity(
      String sessionId, String visitorId, String userId, String previousVisitorId) {
    public static final Identity NONE = new Identity("", "", "", "");

    /** The first of session, visitor and user that is present. */
    public String visitorKey() {
      return !sessionId.isEmpty() ? sessionId : !visitorId.isEmpty() ? visitorId : userId;
    }

    /** Whether the collector has to fill the visitor in: neither session nor visitor was sent. */
    public boolean lacksVisitor() {
      return sessionId.isEmpty() && visitorId.isEmpty();
    }

    /** With the visitor's hash of today and, within an hour of a new salt, that of yesterday. */
    public Identity withVisitor(String changedVisitorId, String changedPreviousVisitorId) {
      return new Identity(sessionId, changedVisitorId, userId, changedPreviousVisitorId);
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

    /** With the user agent and address the collector saw; an empty text takes one away. */
    public Client withConnection(String changedUserAgent, String changedIpAddress) {
      return new Client(changedUserAgent, changedIpAddress, screenResolution, language, sdkVersion);
    }
  }
}
