package footfall.session;

import akka.actor.typed.ActorRef;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.Hit;
import footfall.protocol.live.LiveFrame.RecentHit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a shard tells the live websites that are being watched: recent hits, receipts, and the
 * website's parts of minutes. Costs nothing for a website nobody watches, and next to nothing for
 * one without hits. Times are wall clock.
 */
final class ShardFeed {
  private static final Duration FORGET_WATCH_AFTER = Duration.ofSeconds(10);
  private static final int MOST_RECEIPTS = 1_000;

  /** A page shows half an hour; what a backlog holds from before that nobody will look at. */
  private static final long SHOWN_FOR_MS = Duration.ofMinutes(30).toMillis();

  /** Well below what one message to another node may have. */
  private static final int MOST_PART_BYTES = 100_000;

  private final int partition;
  private final Map<String, Watched> watched = new HashMap<>();
  private final LastHits lastHits = new LastHits();

  /** Those with something to tell, and those to be told everything. */
  private final List<Watched> changed = new ArrayList<>();

  private final Map<String, Watched> anew = new LinkedHashMap<>();
  private long epoch = -1;

  /** The highest offset of which anything has been told. */
  private long toldOffset = -1;

  private static final class Watched {
    private final String websiteId;
    private ActorRef<SessionShard.Activity> to;
    private long until;
    private long number;
    private long hitsTold;
    private boolean isChanged;
    private final List<Long> receivedAt = new ArrayList<>();
    private final List<SessionShard.Part> parts = new ArrayList<>();

    Watched(String websiteId) {
      this.websiteId = websiteId;
    }

    void add(MinutePart part) {
      part.untold = false;
      parts.add(new SessionShard.Part(part.key.minute(), part.tally.encode()));
    }

    void add(FinalPart part) {
      parts.add(new SessionShard.Part(part.key.minute(), part.tally));
    }
  }

  ShardFeed(int partition) {
    this.partition = partition;
  }

  /** Begins or goes on; who is new, or asks for it, is told everything with the next flush. */
  void watch(SessionShard.Watch watch, long now) {
    for (SessionShard.Watched asked : watch.websites()) {
      Watched one = watched.computeIfAbsent(asked.websiteId(), Watched::new);
      if (asked.again() || !asked.replyTo().equals(one.to)) {
        one.to = asked.replyTo();
        anew.put(one.websiteId, one);
      }
      one.until = now + FORGET_WATCH_AFTER.toMillis();
    }
  }

  /**
   * A hit has been counted.
   *
   * @param goals that its session has met with it
   */
  void counted(
      Hit hit, Enrichment enrichment, long eventTime, List<UUID> goals, long receivedAt, long now) {
    Watched one = watched.get(hit.websiteId());
    if (one != null || now - eventTime < SHOWN_FOR_MS) {
      lastHits.add(hit, enrichment, eventTime, goals);
    }
    if (one == null) {
      return;
    }
    note(one);
    if (one.receivedAt.size() < MOST_RECEIPTS) {
      one.receivedAt.add(receivedAt);
    }
  }

  private void note(Watched one) {
    if (!one.isChanged) {
      one.isChanged = true;
      changed.add(one);
    }
  }

  /** Forgets who has not asked again in time. */
  void forget(long now) {
    watched.values().removeIf(one -> one.until < now);
  }

  /**
   * Tells what has changed since the last time; all of it once where the shard began anew. One that
   * has gone back to its checkpoint tells nothing before it is where it was: what it told still
   * holds, and numbers that go down and up again would be shown as if they were all.
   */
  void flush(OpenSessions open, long currentEpoch) {
    if (open.offset() < toldOffset) {
      return;
    }
    toldOffset = open.offset();
    if (epoch != currentEpoch) {
      epoch = currentEpoch;
      anew.putAll(watched);
    }
    for (FinalPart part : open.outbox().takeUntoldFinals()) {
      Watched one = watched.get(part.key.websiteId());
      if (one != null) {
        note(one);
        one.add(part);
      }
    }
    for (Watched one : changed) {
      OpenWebsite website = open.website(one.websiteId);
      if (website != null) {
        website.parts.values().stream().filter(part -> part.untold).forEach(one::add);
      }
    }
    if (!anew.isEmpty()) {
      addEverything(open);
    }
    anew.values().forEach(this::note);
    changed.forEach(one -> tell(one, open));
    changed.clear();
    anew.clear();
  }

  /** A final part that its website-minute has not acknowledged is known here only. */
  private void addEverything(OpenSessions open) {
    for (Watched one : anew.values()) {
      one.number = 0;
      one.hitsTold = 0;
      one.parts.clear();
      OpenWebsite website = open.website(one.websiteId);
      if (website != null) {
        website.parts.values().forEach(one::add);
      }
    }
    for (FinalPart part : open.outbox().everyFinal()) {
      Watched one = anew.get(part.key.websiteId());
      if (one != null) {
        one.add(part);
      }
    }
  }

  private void tell(Watched one, OpenSessions open) {
    OpenWebsite website = open.website(one.websiteId);
    long lastHit = website == null ? 0 : website.heard;
    List<RecentHit> hits = lastHits.of(one.websiteId, one.hitsTold);
    List<Long> receivedAt = List.copyOf(one.receivedAt);
    List<SessionShard.Part> parts = new ArrayList<>();
    int bytes = 0;
    for (SessionShard.Part part : one.parts) {
      if (bytes > 0 && bytes + part.tally().length > MOST_PART_BYTES) {
        send(one, lastHit, new SessionShard.Changed(List.of(), List.of(), parts));
        parts = new ArrayList<>();
        bytes = 0;
      }
      parts.add(part);
      bytes += part.tally().length;
    }
    send(one, lastHit, new SessionShard.Changed(hits, receivedAt, parts));
    one.hitsTold = lastHits.added(one.websiteId);
    one.receivedAt.clear();
    one.parts.clear();
    one.isChanged = false;
  }

  private void send(Watched one, long lastHit, SessionShard.Changed what) {
    one.to.tell(
        new SessionShard.Activity(partition, epoch, one.number++, one.websiteId, lastHit, what));
  }
}
