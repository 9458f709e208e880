package footfall.session;

import footfall.website.MinuteKey;
import footfall.website.MinuteTally;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One website within a partition: its watermark, its open sessions by key, its open parts of
 * website-minutes.
 */
final class OpenWebsite {
  /** Before any hit. */
  static final long NO_WATERMARK = Long.MIN_VALUE / 2;

  final String id;

  /** As the last hit left it; {@link #watermarkAt} takes idleness into account. */
  long watermark = NO_WATERMARK;

  /** Partition time of its last hit. */
  long heard;

  /** Partition time at which a hit last raised the watermark. */
  long raised;

  /** Those in force; null where it has none. */
  ActiveGoals goals;

  final Map<String, Session[]> byKey = new HashMap<>();
  final TreeMap<Long, MinutePart> parts = new TreeMap<>();

  /** The one counted in last, because the next hit is most likely of the same minute. */
  private MinutePart lastPart;

  private static final Session[] NONE = {};

  /**
   * Open sessions by when they may fall due; a session's place may be too early, never too late.
   */
  private final PriorityQueue<Session> dueSessions =
      new PriorityQueue<>(Comparator.comparingLong((Session s) -> s.queuedDue));

  /** The partition time its shard has it queued under; MAX_VALUE while it is not queued. */
  long queuedWake = Long.MAX_VALUE;

  boolean dirty;

  OpenWebsite(String id, long time) {
    this.id = id;
    this.heard = time;
    this.raised = time;
  }

  /** When it begins to follow the partition's time, unless a hit comes. */
  long idleFrom(SessionRules rules) {
    return Math.min(heard + rules.idle, raised + rules.stale);
  }

  long watermarkAt(long time, SessionRules rules) {
    return time >= idleFrom(rules) ? Math.max(watermark, time - rules.idleBack) : watermark;
  }

  /**
   * The partition time from which {@link #settle} has something to do; MAX_VALUE if nothing is
   * open.
   */
  long wakeTime(SessionRules rules) {
    long due = Long.MAX_VALUE;
    if (!dueSessions.isEmpty()) {
      due = dueSessions.peek().queuedDue;
    }
    if (!parts.isEmpty()) {
      due = Math.min(due, MinutePart.dueAfter(parts.firstKey(), rules));
    }
    return due == Long.MAX_VALUE ? due : Math.max(idleFrom(rules), due + rules.idleBack + 1);
  }

  void open(Session session, SessionRules rules) {
    for (String key : session.keys) {
      index(key, session);
    }
    enqueue(session, rules);
  }

  void addKeys(Session session, String... keys) {
    for (String key : keys) {
      if (!Arrays.asList(session.keys).contains(key)) {
        session.keys = Arrays.copyOf(session.keys, session.keys.length + 1);
        session.keys[session.keys.length - 1] = key;
        index(key, session);
      }
    }
  }

  /** Takes a session out of the index; the queue forgets it when its turn comes. */
  void remove(Session session) {
    session.gone = true;
    for (String key : session.keys) {
      Session[] there = byKey.get(key);
      if (there.length == 1) {
        byKey.remove(key);
      } else {
        byKey.put(key, without(there, session));
      }
    }
  }

  private static Session[] without(Session[] there, Session session) {
    Session[] left = new Session[there.length - 1];
    int next = 0;
    for (Session other : there) {
      if (other != session) {
        left[next++] = other;
      }
    }
    return left;
  }

  /**
   * The open sessions found under either key, by the offset they were opened at; the second may be
   * empty.
   */
  Session[] sessionsOf(String key, String previousKey) {
    Session[] some = byKey.getOrDefault(key, NONE);
    Session[] more = previousKey.isEmpty() ? NONE : byKey.getOrDefault(previousKey, NONE);
    if (some.length <= 1 && more.length == 0) {
      return some; // a copy-on-write array: what changes the index does not change it
    }
    return Stream.concat(Arrays.stream(some), Arrays.stream(more))
        .distinct()
        .sorted(Comparator.comparingLong(session -> session.opened))
        .toArray(Session[]::new);
  }

  /** The open part of a minute, begun where there is none. */
  MinutePart part(long minute) {
    if (lastPart == null || lastPart.key.minute() != minute) {
      lastPart =
          parts.computeIfAbsent(
              minute, begun -> new MinutePart(new MinuteKey(id, begun), new MinuteTally()));
    }
    return lastPart;
  }

  /** Every open session once, in no order. */
  List<Session> sessions() {
    return dueSessions.stream().filter(session -> !session.gone).toList();
  }

  Optional<Session> find(UUID sessionId) {
    return sessions().stream().filter(session -> session.id.equals(sessionId)).findAny();
  }

  /** As if no hit of it had been seen, the partition being at {@code time}; parts go as well. */
  void forgetTime(long time) {
    watermark = NO_WATERMARK;
    heard = time;
    raised = time;
    parts.clear();
    lastPart = null;
  }

  /** Whether {@link #settle} has something to do: it may find out that it has not. */
  boolean hasDue(long mark, SessionRules rules) {
    return (!dueSessions.isEmpty() && mark > dueSessions.peek().queuedDue)
        || (!parts.isEmpty() && mark > MinutePart.dueAfter(parts.firstKey(), rules));
  }

  /** Hands over, and forgets, every session and every part that this watermark has passed. */
  void settle(long mark, SessionRules rules, Consumer<Session> close, Consumer<MinutePart> finish) {
    while (!dueSessions.isEmpty() && mark > dueSessions.peek().queuedDue) {
      Session session = dueSessions.poll();
      if (session.gone) {
        continue;
      }
      if (mark > due(session, rules)) {
        remove(session);
        close.accept(session);
      } else {
        enqueue(session, rules);
      }
    }
    while (!parts.isEmpty() && mark > MinutePart.dueAfter(parts.firstKey(), rules)) {
      finish.accept(parts.pollFirstEntry().getValue());
      lastPart = null;
    }
  }

  private void enqueue(Session session, SessionRules rules) {
    session.queuedDue = due(session, rules);
    dueSessions.add(session);
  }

  private static long due(Session session, SessionRules rules) {
    return session.last + rules.gap + rules.lateness;
  }

  private void index(String key, Session session) {
    Session[] there = byKey.get(key);
    if (there == null) {
      byKey.put(key, new Session[] {session});
    } else {
      Session[] more = Arrays.copyOf(there, there.length + 1);
      more[there.length] = session;
      byKey.put(key, more);
    }
  }
}
