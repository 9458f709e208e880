package footfall.session;

import akka.actor.typed.ActorRef;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.Hit;
import footfall.website.MinuteKey;
import footfall.website.WebsiteMinute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a shard tells of the websites that are being watched: recent hits to their live websites,
 * open parts to their website-minutes. Costs nothing for a website nobody watches. Times are wall
 * clock.
 */
final class ShardFeed {
  private static final Duration FORGET_WATCH_AFTER = Duration.ofSeconds(10);
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);
  private static final int MOST_RECEIPTS = 1_000;

  private final int partition;
  private final BiConsumer<MinuteKey, WebsiteMinute.Command> minutes;
  private final Map<String, Watched> watched = new HashMap<>();
  private final LastHits lastHits = new LastHits();

  private static final class Watched {
    private ActorRef<SessionShard.Activity> to;
    private long until;
    private long lastSent;
    private boolean changed;
    private final List<Long> receivedAt = new ArrayList<>();
  }

  ShardFeed(int partition, BiConsumer<MinuteKey, WebsiteMinute.Command> minutes) {
    this.partition = partition;
    this.minutes = minutes;
  }

  /** Begins or goes on; true where the website was not watched before. */
  boolean watch(SessionShard.Watch watch, long now) {
    Watched before = watched.get(watch.websiteId());
    Watched one = before == null ? new Watched() : before;
    one.to = watch.replyTo();
    one.until = now + FORGET_WATCH_AFTER.toMillis();
    watched.put(watch.websiteId(), one);
    return before == null;
  }

  void counted(Hit hit, Enrichment enrichment, long eventTime, long receivedAt) {
    lastHits.add(hit, enrichment, eventTime);
    Watched one = watched.get(hit.websiteId());
    if (one == null) {
      return;
    }
    one.changed = true;
    if (one.receivedAt.size() < MOST_RECEIPTS) {
      one.receivedAt.add(receivedAt);
    }
  }

  /** Tells what has changed since the last time. */
  void flush(OpenSessions open, long epoch, boolean catchingUp, long now) {
    watched.values().removeIf(one -> one.until < now);
    if (watched.isEmpty()) {
      return;
    }
    open.outbox().freshFinals().stream()
        .filter(part -> part.untold && watched.containsKey(part.key.websiteId()))
        .forEach(part -> tell(part, epoch));
    watched.forEach(
        (website, one) -> {
          tellParts(open, website, epoch);
          if (one.changed || now - one.lastSent >= SIGN_OF_LIFE.toMillis()) {
            tellActivity(website, one, catchingUp, now);
          }
        });
  }

  private void tellActivity(String website, Watched one, boolean catchingUp, long now) {
    one.to.tell(
        new SessionShard.Activity(
            partition, website, lastHits.of(website), List.copyOf(one.receivedAt), catchingUp));
    one.changed = false;
    one.receivedAt.clear();
    one.lastSent = now;
  }

  private void tellParts(OpenSessions open, String websiteId, long epoch) {
    OpenWebsite website = open.website(websiteId);
    if (website != null) {
      website.parts.values().stream()
          .filter(part -> part.untold)
          .forEach(part -> tell(part, epoch));
    }
  }

  private void tell(MinutePart part, long epoch) {
    part.untold = false;
    minutes.accept(part.key, new WebsiteMinute.Part(partition, epoch, part.tally.encode()));
  }

  private void tell(FinalPart part, long epoch) {
    part.untold = false;
    minutes.accept(part.key, new WebsiteMinute.Part(partition, epoch, part.tally));
  }

  /** Tells all parts of a website, or of one minute of it, whether changed or not. */
  void retell(OpenSessions open, String websiteId, long epoch) {
    OpenWebsite website = open.website(websiteId);
    if (website != null) {
      website.parts.values().forEach(part -> tell(part, epoch));
    }
    open.outbox().everyFinal().stream()
        .filter(part -> part.key.websiteId().equals(websiteId))
        .forEach(part -> tell(part, epoch));
  }

  void retell(OpenSessions open, MinuteKey minute, long epoch) {
    OpenWebsite website = open.website(minute.websiteId());
    MinutePart part = website == null ? null : website.parts.get(minute.minute());
    if (part != null) {
      tell(part, epoch);
      return;
    }
    FinalPart known = open.outbox().finalOf(minute);
    if (known != null) {
      tell(known, epoch);
    }
  }
}
