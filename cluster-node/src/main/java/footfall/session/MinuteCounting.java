package footfall.session;

import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.SamplingRate;
import footfall.website.MinuteKey;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;

/**
 * Counts hits in their partition's parts of website-minutes, once a session has taken them.
 * Confined to the shard's thread.
 */
final class MinuteCounting {
  private final SessionRules rules;
  private final ToLongFunction<String> userHash;
  private final Changes changes;

  /**
   * @param userHash the keyed hash that feeds the sketches of users
   * @param changes told of each part that a hit changes
   */
  MinuteCounting(SessionRules rules, ToLongFunction<String> userHash, Changes changes) {
    this.rules = rules;
    this.userHash = userHash;
    this.changes = changes;
  }

  /**
   * Counts a hit, unless its minute is final already.
   *
   * @param session has taken the hit
   * @param at the hit's event time, epoch ms
   * @param met goals that the session has met with it
   */
  void count(
      Session session,
      long at,
      Hit hit,
      Enrichment enrichment,
      double samplingRate,
      List<UUID> met) {
    long minute = MinuteKey.minuteOf(at);
    OpenWebsite website = session.website;
    if (website.watermark > MinutePart.dueAfter(minute, rules)) {
      return;
    }
    MinutePart part = website.part(minute);
    countUser(part, session, hit.identity());
    part.tally.add(
        hit.eventType(),
        hit.eventType() == EventType.PAGEVIEW ? enrichment.pagePath() : "",
        enrichment.geography().country(),
        enrichment.traffic().source(),
        enrichment.device().type());
    if (samplingRate < SamplingRate.ALL) {
      part.tally.addWeight(hit.eventType(), SamplingRate.weight(samplingRate) - SamplingRate.ONE);
    }
    part.tally.addGoals(met);
    changes.touched(part);
  }

  /** Most hits of a session are of the same user, and many of the same minute. */
  private void countUser(MinutePart part, Session session, Hit.Identity identity) {
    String user = identity.userId().isEmpty() ? identity.visitorKey() : identity.userId();
    if (!user.equals(session.hashedUser)) {
      session.hashedUser = user;
      session.userHash = userHash.applyAsLong(user);
    } else if (session.countedIn == part.key.minute()) {
      return;
    }
    session.countedIn = part.key.minute();
    part.tally.addUser(session.userHash);
  }
}
