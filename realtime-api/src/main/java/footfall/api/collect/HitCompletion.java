package footfall.api.collect;

import footfall.persistence.metadata.Website;
import footfall.protocol.hit.EventTime;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.IpAddress;
import footfall.protocol.hit.Limits;
import footfall.protocol.hit.Validation;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Adds to a hit what only the edge knows. What the hit says itself stands: a server that reports
 * for its visitors sends their {@code ip_address} and {@code user_agent} along.
 */
final class HitCompletion {
  private final VisitorHashes visitors;
  private final Function<String, Optional<Website>> websites;

  HitCompletion(VisitorHashes visitors, Function<String, Optional<Website>> websites) {
    this.visitors = visitors;
    this.websites = websites;
  }

  /**
   * A hit that is whole.
   *
   * @param route the part of its key behind the website
   * @param visitor names its visitor, from day to day also a hashed one; never leaves this process
   */
  record Completed(Hit hit, String route, String visitor) {}

  /**
   * The hit as Kafka gets it: with an identity, an event id, the sender's address, user agent and
   * language, and its time by our clock.
   *
   * @param isSure whether our clock is known to be right; else the client's own counts
   */
  Completed complete(Hit draft, Sender sender, Instant receipt, boolean isSure) {
    String address = address(draft, sender);
    String userAgent = either(draft.client().userAgent(), sender.userAgent());
    String kept = kept(draft.websiteId(), address);
    Hit.Client client = client(draft, sender, kept, userAgent);
    if (!needsVisitor(draft, userAgent)) {
      Hit hit = named(draft.withSender(draft.identity(), client));
      String visitor = hit.identity().visitorKey();
      return new Completed(onOurClock(hit, receipt, isSure), visitor, visitor);
    }
    VisitorHashes.Visitor visitor =
        visitors.of(draft.websiteId(), address, kept, userAgent, receipt);
    // Derived under the name that lasts: sent again after midnight, it gets the same event id.
    Hit lasting = named(draft.withSender(draft.identity().withVisitor(visitor.told(), ""), client));
    Hit.Identity identity = draft.identity().withVisitor(visitor.id(), visitor.previousId());
    return new Completed(
        onOurClock(lasting.withSender(identity, client), receipt, isSure),
        visitor.route(),
        visitor.lasting());
  }

  /**
   * A server that names its user must not have all of them merged into one visitor with the
   * server's address; a browser's user had a visitor before the login, and keeps it.
   */
  private static boolean needsVisitor(Hit draft, String userAgent) {
    return draft.identity().lacksVisitor()
        && (draft.identity().userId().isEmpty() || userAgent.startsWith("Mozilla/"));
  }

  /**
   * Takes the skew of the client's clock out. The hit was sent {@code sent_at - client_timestamp}
   * after it happened, both by one clock, whatever that clock shows; so it happened that long
   * before receipt. Where the difference is negative or over 7 days the clock was set in between,
   * or the values are made up: the time stays as it is. The time on the wire counts as skew, which
   * is how near this can come.
   */
  private static Hit onOurClock(Hit hit, Instant receipt, boolean isSure) {
    if (hit.sentAt() == 0) {
      return hit;
    }
    long age = hit.sentAt() - hit.clientTimestamp();
    boolean plausible = isSure && age >= 0 && age <= EventTime.PAST_MILLIS;
    long corrected = receipt.toEpochMilli() - age;
    boolean valid = corrected >= 0 && corrected <= Limits.MAX_TIMESTAMP;
    return hit.withTimes(plausible && valid ? corrected : hit.clientTimestamp(), 0);
  }

  private static Hit named(Hit hit) {
    if (HitDecoder.complete(hit) instanceof Validation.Accepted whole) {
      return whole.hit();
    }
    throw new IllegalStateException("a hit with a visitor is whole");
  }

  private static Hit.Client client(Hit draft, Sender sender, String address, String userAgent) {
    Hit.Client own = draft.client();
    return new Hit.Client(
        userAgent,
        address,
        own.screenResolution(),
        either(own.language(), sender.language()),
        own.sdkVersion());
  }

  /** One form for each address, so that it hashes the same however it was written. */
  private static String address(Hit draft, Sender sender) {
    return IpAddress.parse(draft.client().ipAddress())
        .map(Network::address)
        .orElse(sender.address())
        .getHostAddress();
  }

  private String kept(String websiteId, String address) {
    Optional<Website> website = websites.apply(websiteId);
    return website.isPresent() && website.get().settings().anonymizeIp()
        ? IpAddress.truncated(address)
        : address;
  }

  private static String either(String own, String other) {
    return own.isEmpty() ? other : own;
  }
}
