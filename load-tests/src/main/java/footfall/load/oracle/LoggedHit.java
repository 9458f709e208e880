package footfall.load.oracle;

import footfall.protocol.hit.Enrichment;
import java.util.UUID;

/**
 * A valid hit where it lies in the log, with what the rules look at.
 *
 * @param appendTime of its record, epoch ms
 * @param previousKey the {@code previous_visitor_id} that it brings, or empty
 * @param eventType pageview, event or transaction
 * @param eventName of a custom event, else empty
 * @param clientTimestamp epoch ms
 * @param revenue in ten-thousandths, 0 where none was sent
 * @param enrichment path, source, device and geography: inputs, not what is being proved
 */
public record LoggedHit(
    int partition,
    long offset,
    long appendTime,
    String websiteId,
    String key,
    String previousKey,
    UUID eventId,
    String eventType,
    String eventName,
    long clientTimestamp,
    String visitorId,
    String userId,
    long revenue,
    Enrichment enrichment) {

  private static final long FUTURE_MS = 60_000;
  private static final long FAR_FUTURE_MS = 30 * 60_000;
  private static final long PAST_MS = 7L * 24 * 60 * 60_000;

  /** When it happened (DESIGN 4, "Event time"), epoch ms. */
  public long eventTime() {
    return isWithin(FUTURE_MS) ? clientTimestamp : appendTime;
  }

  /** True where its clock is so wrong that it is late without exception and moves nothing. */
  public boolean hasFarClock() {
    return !isWithin(FAR_FUTURE_MS);
  }

  private boolean isWithin(long ahead) {
    return clientTimestamp >= appendTime - PAST_MS && clientTimestamp <= appendTime + ahead;
  }

  /** Whom active users count: the account where known, else the visitor key. */
  public String user() {
    return userId.isEmpty() ? key : userId;
  }

  boolean isPageview() {
    return eventType.equals("pageview");
  }
}
