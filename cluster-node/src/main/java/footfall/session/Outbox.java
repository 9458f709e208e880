package footfall.session;

import footfall.persistence.clickhouse.SessionJoin;
import footfall.persistence.clickhouse.SessionRow;
import footfall.website.MinuteKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What is final and must reach ClickHouse or a website-minute: it enters with the checkpoint that
 * makes it final, is sent after that checkpoint is stored, and leaves with the checkpoint that
 * follows its acknowledgement. Sending it again is always right: it is identical.
 */
final class Outbox {
  private static final int OFFSET_BITS = 44;

  private final long generation;

  /** Made final since the last checkpoint. */
  private Contents fresh = new Contents();

  /** In a checkpoint, and not yet acknowledged. */
  private final Contents held = new Contents();

  private List<FinalPart> untoldFinals = new ArrayList<>();
  private int closed;

  /** Acknowledged since the last checkpoint. */
  private Gone acknowledged = new Gone();

  /** What is final, by its key. */
  static final class Contents {
    final Map<UUID, SessionRow> sessions = new LinkedHashMap<>();
    final Map<UUID, SessionJoin> joins = new LinkedHashMap<>();
    final Map<MinuteKey, FinalPart> finals = new LinkedHashMap<>();

    void addAll(Contents other) {
      sessions.putAll(other.sessions);
      joins.putAll(other.joins);
      finals.putAll(other.finals);
    }

    int size() {
      return sessions.size() + joins.size() + finals.size();
    }
  }

  /** The keys of what has been acknowledged. */
  static final class Gone {
    final List<UUID> sessions = new ArrayList<>();
    final List<UUID> joins = new ArrayList<>();
    final List<MinuteKey> finals = new ArrayList<>();
  }

  /**
   * @param generation the cluster's, raised by a rebuild: from 1, below 2^19
   */
  Outbox(long generation) {
    this.generation = generation;
  }

  private long version(long offset) {
    return (generation << OFFSET_BITS) + offset;
  }

  void close(Session session, long offset) {
    closed++;
    fresh.sessions.put(session.id, session.row(version(offset)));
  }

  void join(String websiteId, UUID lost, UUID kept, long offset) {
    fresh.joins.put(lost, new SessionJoin(websiteId, lost, kept, version(offset)));
  }

  void finish(MinutePart part) {
    FinalPart last = new FinalPart(part.key, part.tally.encode());
    fresh.finals.put(part.key, last);
    if (part.untold) {
      untoldFinals.add(last);
    }
  }

  /** How many sessions have closed since the last call. */
  int takeClosedCount() {
    int count = closed;
    closed = 0;
    return count;
  }

  /** What the next checkpoint adds; from now on it counts as held. */
  Contents takeFresh() {
    Contents taken = fresh;
    fresh = new Contents();
    held.addAll(taken);
    return taken;
  }

  /** What the next checkpoint takes out. */
  Gone takeAcknowledged() {
    Gone taken = acknowledged;
    acknowledged = new Gone();
    return taken;
  }

  /** A row that another has replaced meanwhile is not the one acknowledged. */
  void acknowledgeSessions(List<SessionRow> rows, List<SessionJoin> joins) {
    for (SessionRow row : rows) {
      if (held.sessions.remove(row.sessionId(), row)) {
        acknowledged.sessions.add(row.sessionId());
      }
    }
    for (SessionJoin join : joins) {
      if (held.joins.remove(join.lost()) != null) {
        acknowledged.joins.add(join.lost());
      }
    }
  }

  void acknowledgeFinal(MinuteKey key) {
    if (held.finals.remove(key) != null) {
      acknowledged.finals.add(key);
    }
  }

  Contents held() {
    return held;
  }

  /** Parts that became final since the last call, before anyone was told of their last change. */
  List<FinalPart> takeUntoldFinals() {
    List<FinalPart> taken = untoldFinals;
    untoldFinals = new ArrayList<>();
    return taken;
  }

  /** Every final part that its website-minute has not acknowledged. */
  List<FinalPart> everyFinal() {
    List<FinalPart> all = new ArrayList<>(held.finals.values());
    all.addAll(fresh.finals.values());
    return all;
  }

  /** The final part of a minute, or null where it has none that is not yet acknowledged. */
  FinalPart finalOf(MinuteKey key) {
    FinalPart part = held.finals.get(key);
    return part == null ? fresh.finals.get(key) : part;
  }

  /** How much is not yet acknowledged and taken out. */
  int size() {
    return fresh.size() + held.size();
  }

  /** Whether the last checkpoint holds all of this as it is now. */
  boolean isStored() {
    return fresh.size() == 0
        && acknowledged.sessions.isEmpty()
        && acknowledged.joins.isEmpty()
        && acknowledged.finals.isEmpty();
  }
}
