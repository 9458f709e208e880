package footfall.session;

import footfall.persistence.clickhouse.SessionJoin;
import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.SamplingRate;
import footfall.website.MinuteKey;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Packs what a checkpoint holds into chunks. One chunk is one event of the journal, one Cassandra
 * mutation and one message: at most about {@link #CHUNK_BYTES}, unless a single entry is larger.
 *
 * <p>Each chunk begins with the version of the form and can be read on its own; entries follow,
 * each with its tag. The stored forms of version 1 are held by golden files; what was added since
 * lies in chunks of its own ({@link LaterWriter}).
 */
final class CheckpointWriter {
  static final int VERSION = 1;
  static final int WEBSITE = 1;
  static final int SESSION = 2;
  static final int SESSION_GONE = 3;
  static final int PART = 4;
  static final int CLOSED = 5;
  static final int CLOSED_GONE = 6;
  static final int FINAL = 7;
  static final int FINAL_GONE = 8;
  static final int JOIN = 9;
  static final int JOIN_GONE = 10;
  static final int SEAM = 11;
  static final int CARRIED_OVER = 12;

  private static final int CHUNK_BYTES = 256 * 1024;

  private final List<byte[]> chunks = new ArrayList<>();
  private final StoredWriter chunk = new StoredWriter().tag(VERSION);
  private final LaterWriter later = new LaterWriter();

  /**
   * What has changed since the last checkpoint; from here on it counts as stored.
   *
   * @param fresh what this checkpoint makes final
   */
  static List<byte[]> changes(OpenSessions open, Outbox.Contents fresh) {
    CheckpointWriter writer = new CheckpointWriter();
    writer.seam(open.seam());
    Changes changes = open.changes();
    changes.rules(writer.later::rules);
    changes.robots(writer.later::robots);
    changes.websites(writer::website);
    changes.sessions(writer::session);
    changes.goneSessions(writer::gone);
    changes.parts(part -> writer.part(PART, part.key, part.tally.encode()));
    changes.clear();
    writer.outbox(fresh);
    writer.acknowledged(open.outbox().takeAcknowledged());
    return writer.finish();
  }

  /** Everything that is open or held in the outbox, as a run that replaces all before it. */
  static List<byte[]> image(OpenSessions open) {
    CheckpointWriter writer = new CheckpointWriter();
    writer.seam(open.seam());
    open.rulesInForce().all().forEach(writer.later::rules);
    open.rulesInForce().leftOut().forEach(writer.later::robots);
    for (OpenWebsite website : open.websites()) {
      writer.website(website);
      website.sessions().forEach(writer::session);
      website.parts.values().forEach(part -> writer.part(PART, part.key, part.tally.encode()));
    }
    open.changes().clear();
    open.outbox().takeAcknowledged();
    writer.outbox(open.outbox().held());
    return writer.finish();
  }

  private void entryEnd() {
    if (chunk.size() >= CHUNK_BYTES) {
      chunks.add(chunk.take());
      chunk.tag(VERSION);
    }
  }

  private List<byte[]> finish() {
    if (chunk.size() > 1) {
      chunks.add(chunk.take());
    }
    chunks.addAll(later.finish());
    return chunks;
  }

  private void seam(Seam seam) {
    if (!seam.isNone()) {
      chunk.tag(SEAM).number(seam.counted()).number(seam.cut());
    }
  }

  private void website(OpenWebsite website) {
    chunk
        .tag(WEBSITE)
        .text(website.id)
        .number(website.watermark)
        .number(website.heard)
        .number(website.raised);
    entryEnd();
  }

  /**
   * Says of the session or closed session that follows at which rate it opened; nothing where that
   * is 1. Versions that know no rates read it as well: for them the final part of a negative
   * minute, which there is none of, is gone.
   */
  private void sampled(String websiteId, double rate) {
    if (rate < SamplingRate.ALL) {
      key(FINAL_GONE, new MinuteKey(websiteId, -Double.doubleToLongBits(rate)));
    }
  }

  private void session(Session session) {
    session.stored = true;
    sampled(session.website.id, session.samplingRate);
    chunk
        .tag(SESSION)
        .number(session.opened)
        .text(session.website.id)
        .id(session.id)
        .number(session.start)
        .number(session.last)
        .number(session.hits)
        .flag(session.split)
        .number(session.pageviews)
        .number(session.events)
        .number(session.transactions)
        .number(session.revenue)
        .number(session.keys.length);
    for (String key : session.keys) {
      chunk.text(key);
    }
    chunk.number(session.eventIds.size());
    session.eventIds.forEach(chunk::id);
    attribution(session);
    place(session.visitor);
    place(session.user);
    place(session.landing);
    place(session.exit);
    if (session.carriedOver) {
      chunk.tag(CARRIED_OVER).number(session.opened);
    }
    later.session(session);
    entryEnd();
  }

  private void attribution(Session session) {
    Enrichment by = session.first;
    chunk
        .number(session.start)
        .number(session.firstOffset)
        .text(by.geography().country())
        .text(by.geography().city())
        .text(by.device().type())
        .text(by.device().os())
        .text(by.device().browser())
        .text(by.traffic().source())
        .text(by.traffic().medium())
        .text(by.traffic().campaign());
  }

  private void place(Placed<String> place) {
    chunk.flag(place != null);
    if (place != null) {
      chunk.number(place.time()).number(place.offset()).text(place.value());
    }
  }

  private void gone(long opened) {
    chunk.tag(SESSION_GONE).number(opened);
    entryEnd();
  }

  private void part(int tag, MinuteKey key, byte[] tally) {
    key(tag, key);
    chunk.block(tally);
    entryEnd();
  }

  private void key(int tag, MinuteKey key) {
    chunk.tag(tag).text(key.websiteId()).number(key.minute());
  }

  private void outbox(Outbox.Contents contents) {
    contents.sessions.values().forEach(this::closed);
    contents.finals.values().forEach(part -> part(FINAL, part.key, part.tally));
    contents.joins.values().forEach(this::join);
  }

  private void acknowledged(Outbox.Gone gone) {
    gone.sessions.forEach(id -> gone(CLOSED_GONE, id));
    gone.finals.forEach(this::gone);
    gone.joins.forEach(id -> gone(JOIN_GONE, id));
  }

  private void gone(int tag, UUID id) {
    chunk.tag(tag).id(id);
    entryEnd();
  }

  private void gone(MinuteKey key) {
    key(FINAL_GONE, key);
    entryEnd();
  }

  private void closed(SessionRow row) {
    sampled(row.websiteId(), row.samplingRate());
    chunk
        .tag(CLOSED)
        .id(row.sessionId())
        .text(row.websiteId())
        .text(row.visitorId())
        .text(row.userId())
        .number(row.sessionStart())
        .number(row.sessionEnd())
        .number(row.pageviews())
        .number(row.events())
        .number(row.transactions())
        .number(row.revenue())
        .text(row.landingPage())
        .text(row.exitPage())
        .text(row.trafficSource())
        .text(row.trafficMedium())
        .text(row.trafficCampaign())
        .text(row.deviceType())
        .text(row.browser())
        .text(row.os())
        .text(row.country())
        .text(row.city())
        .flag(row.isBounce())
        .flag(row.isConversion())
        .number(row.version())
        .flag(row.isDeleted());
    later.row(row);
    entryEnd();
  }

  private void join(SessionJoin join) {
    chunk.tag(JOIN).text(join.websiteId()).id(join.lost()).id(join.kept()).number(join.version());
    entryEnd();
  }
}
