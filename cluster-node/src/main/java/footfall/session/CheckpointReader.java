package footfall.session;

import footfall.persistence.clickhouse.SessionJoin;
import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.Enrichment.Device;
import footfall.protocol.hit.Enrichment.Geography;
import footfall.protocol.hit.Enrichment.Traffic;
import footfall.protocol.hit.SamplingRate;
import footfall.website.MinuteKey;
import footfall.website.MinuteTally;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Folds chunks of checkpoints, oldest first, into the state they describe. */
final class CheckpointReader {
  private record Mark(long watermark, long heard, long raised) {}

  /** An offset opens one session at most: it names the session within its partition. */
  private final Map<Long, Session> sessions = new HashMap<>();

  private Seam seam = Seam.NONE;
  private final Map<String, Mark> websites = new HashMap<>();
  private final Map<MinuteKey, byte[]> parts = new HashMap<>();
  private final Map<UUID, SessionRow> closed = new LinkedHashMap<>();
  private final Map<MinuteKey, byte[]> finals = new LinkedHashMap<>();
  private final Map<UUID, SessionJoin> joins = new LinkedHashMap<>();

  /** Of the session or closed session that is read next. */
  private double nextRate = SamplingRate.ALL;

  private final LaterReader later = new LaterReader();

  /** Equal values are kept once: thousands of sessions share a few. */
  private final Map<Object, Object> shared = new HashMap<>();

  private final Map<String, OpenWebsite> owners = new HashMap<>();

  /** An image replaces whatever was read before it. */
  void clear() {
    seam = Seam.NONE;
    sessions.clear();
    websites.clear();
    parts.clear();
    closed.clear();
    finals.clear();
    joins.clear();
    later.clear();
  }

  /** Throws IllegalStateException for a form that this version does not know. */
  void read(byte[] chunk) {
    StoredReader in = new StoredReader(chunk);
    int version = in.tag();
    if (version == LaterWriter.BEGINNING) {
      later.read(in);
      return;
    }
    if (version != CheckpointWriter.VERSION) {
      throw new IllegalStateException(
          "a checkpoint of form " + version + " was written by a newer version: run that version");
    }
    while (in.hasMore()) {
      entry(in, in.tag());
    }
  }

  private void entry(StoredReader in, int tag) {
    switch (tag) {
      case CheckpointWriter.WEBSITE ->
          websites.put(in.text(), new Mark(in.number(), in.number(), in.number()));
      case CheckpointWriter.SESSION -> session(in);
      case CheckpointWriter.SESSION_GONE -> sessionGone(in.number());
      case CheckpointWriter.PART -> parts.put(key(in), in.block());
      case CheckpointWriter.CLOSED -> closed(in);
      case CheckpointWriter.CLOSED_GONE -> closedGone(in.id());
      case CheckpointWriter.FINAL -> finish(key(in), in.block());
      case CheckpointWriter.FINAL_GONE -> finalGone(key(in));
      case CheckpointWriter.JOIN -> join(in);
      case CheckpointWriter.JOIN_GONE -> joins.remove(in.id());
      case CheckpointWriter.SEAM -> seam = new Seam(in.number(), in.number());
      case CheckpointWriter.CARRIED_OVER -> sessions.get(in.number()).carriedOver = true;
      default -> throw new IllegalStateException("a checkpoint has an entry of kind " + tag);
    }
  }

  private void sessionGone(long opened) {
    sessions.remove(opened);
    later.sessionGone(opened);
  }

  private void closedGone(UUID sessionId) {
    closed.remove(sessionId);
    later.rowGone(sessionId);
  }

  private static MinuteKey key(StoredReader in) {
    return new MinuteKey(in.text(), in.number());
  }

  private void finish(MinuteKey key, byte[] tally) {
    parts.remove(key);
    finals.put(key, tally);
  }

  /** A negative minute is the rate of the session that follows. */
  private void finalGone(MinuteKey key) {
    if (key.minute() < 0) {
      nextRate = Double.longBitsToDouble(-key.minute());
    } else {
      finals.remove(key);
    }
  }

  private double takeRate() {
    double rate = nextRate;
    nextRate = SamplingRate.ALL;
    return rate;
  }

  private void join(StoredReader in) {
    String website = in.text();
    UUID lost = in.id();
    joins.put(lost, new SessionJoin(website, lost, in.id(), in.number()));
  }

  private void session(StoredReader in) {
    long opened = in.number();
    OpenWebsite owner = owner(in.text());
    UUID id = in.id();
    long start = in.number();
    Session session = new Session(id, opened, owner, new String[0], start);
    session.stored = true;
    session.samplingRate = takeRate();
    session.last = in.number();
    session.hits = in.count();
    session.split = in.flag();
    session.pageviews = in.count();
    session.events = in.count();
    session.transactions = in.count();
    session.revenue = in.number();
    session.keys = new String[in.count()];
    for (int i = 0; i < session.keys.length; i++) {
      session.keys[i] = in.text();
    }
    for (int left = in.count(); left > 0; left--) {
      session.eventIds.add(in.fixed(), in.fixed());
    }
    attribution(in, session);
    session.visitor = place(in);
    session.user = place(in);
    session.landing = place(in);
    session.exit = place(in);
    sessions.put(opened, session);
  }

  private void attribution(StoredReader in, Session session) {
    in.number(); // when the session starts, once more
    session.firstOffset = in.number();
    Geography geography = share(new Geography(text(in), "", text(in), 0f, 0f));
    Device device = share(new Device(text(in), "", "", text(in), "", text(in), ""));
    Traffic traffic = share(new Traffic(text(in), text(in), text(in), ""));
    session.first = share(new Enrichment("", geography, device, traffic, false));
  }

  private Placed<String> place(StoredReader in) {
    return in.flag() ? new Placed<>(in.number(), in.number(), text(in)) : null;
  }

  private String text(StoredReader in) {
    return share(in.text());
  }

  @SuppressWarnings("unchecked") // the map holds each value under itself
  private <T> T share(T value) {
    return (T) shared.computeIfAbsent(value, same -> same);
  }

  private void closed(StoredReader in) {
    SessionRow row =
        new SessionRow(
            in.id(),
            in.text(),
            in.text(),
            in.text(),
            in.number(),
            in.number(),
            in.count(),
            in.count(),
            in.count(),
            in.number(),
            in.text(),
            in.text(),
            in.text(),
            in.text(),
            in.text(),
            in.text(),
            in.text(),
            in.text(),
            in.text(),
            in.text(),
            in.flag(),
            in.flag(),
            in.number(),
            in.flag(),
            takeRate(),
            List.of());
    closed.put(row.sessionId(), row);
  }

  /** Puts all that was read into an empty shard's state. */
  void restoreInto(OpenSessions open, SessionRules rules, long offset, long time) {
    later.restoreInto(open.rulesInForce());
    websites.forEach((id, mark) -> open.restore(restored(id, mark)));
    sessions.values().forEach(later::complete);
    sessions.values().forEach(session -> session.website.open(session, rules));
    parts.forEach(
        (key, tally) ->
            open.website(key.websiteId())
                .parts
                .put(key.minute(), new MinutePart(key, MinuteTally.decode(tally))));
    Outbox.Contents held = open.outbox().held();
    closed.forEach((id, row) -> held.sessions.put(id, later.complete(row)));
    held.joins.putAll(joins);
    finals.forEach((key, tally) -> held.finals.put(key, new FinalPart(key, tally)));
    open.restore(offset, time);
    open.seam(seam);
  }

  private OpenWebsite restored(String id, Mark mark) {
    OpenWebsite website = owner(id);
    website.watermark = mark.watermark();
    website.heard = mark.heard();
    website.raised = mark.raised();
    return website;
  }

  private OpenWebsite owner(String id) {
    return owners.computeIfAbsent(id, name -> new OpenWebsite(name, OpenWebsite.NO_WATERMARK));
  }
}
