package footfall.session;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import footfall.api.live.ActiveSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The actors of the visitors active now, children of their shard. A visitor whose last hit lies in
 * a backlog is not active now and gets none. Times are wall clock.
 */
final class ActiveVisitors {
  private final ActorContext<?> context;
  private final long activeForMs;
  private final List<Session> changed = new ArrayList<>();

  /** In the order of their last hit. */
  private final Map<UUID, Visitor> visitors = new LinkedHashMap<>();

  /** Names actors: a session's id would stand in the log wherever a message finds no actor. */
  private long started;

  private record Visitor(ActorRef<SessionActor.Command> actor, Session session, long lastHit) {}

  ActiveVisitors(ActorContext<?> context, Duration activeFor) {
    this.context = context;
    this.activeForMs = activeFor.toMillis();
  }

  /** Notes a counted hit, unless it lies too far back. */
  void counted(Session session, long eventTime, long now) {
    if (now - eventTime < activeForMs && !session.shown) {
      session.shown = true;
      changed.add(session);
    }
  }

  /** Tells the visitors' actors what has changed; starts and stops them. */
  void flush(long now) {
    for (Session session : changed) {
      session.shown = false;
      Visitor before = visitors.remove(session.id);
      if (session.gone) {
        stop(before);
      } else {
        visitors.put(session.id, shown(before, session, now));
      }
    }
    changed.clear();
    Iterator<Visitor> oldest = visitors.values().iterator();
    while (oldest.hasNext()) {
      Visitor visitor = oldest.next();
      if (now - visitor.lastHit() < activeForMs) {
        return;
      }
      oldest.remove();
      stop(visitor);
    }
  }

  private Visitor shown(Visitor before, Session session, long now) {
    if (before == null) {
      ActorRef<SessionActor.Command> actor =
          context.spawn(SessionActor.create(session.view()), "session-" + ++started);
      return new Visitor(actor, session, now);
    }
    before.actor().tell(new SessionActor.Show(session.view()));
    return new Visitor(before.actor(), session, now);
  }

  private static void stop(Visitor visitor) {
    if (visitor != null) {
      visitor.actor().tell(SessionActor.Leave.INSTANCE);
    }
  }

  /** The actor of an active session, or null. */
  ActorRef<SessionActor.Command> find(String websiteId, UUID sessionId) {
    Visitor visitor = visitors.get(sessionId);
    return visitor == null
            || visitor.session().gone
            || !visitor.session().website.id.equals(websiteId)
        ? null
        : visitor.actor();
  }

  /** The sessions of a website that are active now, the one heard of last first. */
  List<ActiveSession> list(String websiteId, int most) {
    List<ActiveSession> found = new ArrayList<>();
    for (Visitor visitor : visitors.values()) {
      if (!visitor.session().gone && visitor.session().website.id.equals(websiteId)) {
        found.add(visitor.session().view());
      }
    }
    Collections.reverse(found);
    return found.size() > most ? List.copyOf(found.subList(0, most)) : List.copyOf(found);
  }

  int size() {
    return visitors.size();
  }

  /**
   * After recovery: what the actors knew may be more than what is durable, so the visitors active
   * now begin anew, from the sessions of the last checkpoint.
   */
  void restore(OpenSessions open, long now) {
    visitors.values().forEach(ActiveVisitors::stop);
    visitors.clear();
    changed.clear();
    open.websites().stream()
        .flatMap(website -> website.sessions().stream())
        .filter(session -> now - session.last < activeForMs)
        .sorted(Comparator.comparingLong(session -> session.last))
        .forEach(
            session -> visitors.put(session.id, shown(null, session, Math.min(session.last, now))));
  }
}
