package footfall.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What has changed since the last checkpoint, each thing once. What is gone again by then is let go
 * at once: behind a backlog most sessions do not live as long as a checkpoint takes to come.
 */
final class Changes {
  private static final int BYTES_PER_SESSION = 300;
  private static final int BYTES_PER_PART = 1_000;
  private static final int BYTES_PER_WEBSITE = 40;
  private static final int BYTES_PER_GOAL = 100;

  private final List<OpenWebsite> websites = new ArrayList<>();

  /** By website, as they were changed last. */
  private final Map<String, HeldRules.Held> rules = new HashMap<>();

  private long rulesBytes;

  /** By website, until when robots have been left out. */
  private final Map<String, Long> robots = new HashMap<>();

  /** Null where it is gone. */
  private final List<Session> sessions = new ArrayList<>();

  /** Null where it is final. */
  private final List<MinutePart> parts = new ArrayList<>();

  /** Sessions that an earlier checkpoint holds and that are no longer open, by what opened them. */
  private final List<Long> goneSessions = new ArrayList<>();

  void touched(OpenWebsite website) {
    if (!website.dirty) {
      website.dirty = true;
      websites.add(website);
    }
  }

  void touched(HeldRules.Held held) {
    rules.put(held.rules().websiteId(), held);
    rulesBytes += BYTES_PER_WEBSITE + (long) held.rules().goals().size() * BYTES_PER_GOAL;
  }

  void robotsLeftOut(String websiteId, long until) {
    robots.put(websiteId, until);
  }

  void touched(Session session) {
    if (session.changedAs < 0) {
      session.changedAs = sessions.size();
      sessions.add(session);
    }
  }

  void touched(MinutePart part) {
    part.untold = true;
    if (part.changedAs < 0) {
      part.changedAs = parts.size();
      parts.add(part);
    }
  }

  void gone(Session session) {
    if (session.changedAs >= 0) {
      sessions.set(session.changedAs, null);
    }
    if (session.stored) {
      goneSessions.add(session.opened);
    }
  }

  void gone(MinutePart part) {
    if (part.changedAs >= 0) {
      parts.set(part.changedAs, null);
    }
  }

  void rules(Consumer<HeldRules.Held> taker) {
    rules.values().forEach(taker);
  }

  void robots(BiConsumer<String, Long> taker) {
    robots.forEach(taker);
  }

  void websites(Consumer<OpenWebsite> taker) {
    websites.forEach(taker);
  }

  /** Those that are open. */
  void sessions(Consumer<Session> taker) {
    sessions.stream().filter(Objects::nonNull).forEach(taker);
  }

  /** Those that are open. */
  void parts(Consumer<MinutePart> taker) {
    parts.stream().filter(Objects::nonNull).forEach(taker);
  }

  void goneSessions(Consumer<Long> taker) {
    goneSessions.forEach(taker);
  }

  /** About how large the next checkpoint will be, what closed meanwhile included. */
  long bytes() {
    return (long) sessions.size() * BYTES_PER_SESSION
        + (long) parts.size() * BYTES_PER_PART
        + (long) (websites.size() + robots.size()) * BYTES_PER_WEBSITE
        + rulesBytes;
  }

  void clear() {
    websites.forEach(website -> website.dirty = false);
    sessions(session -> session.changedAs = -1);
    parts(part -> part.changedAs = -1);
    websites.clear();
    rules.clear();
    rulesBytes = 0;
    robots.clear();
    sessions.clear();
    parts.clear();
    goneSessions.clear();
  }
}
