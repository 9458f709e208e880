package footfall.session;

import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.counting.CountingRulesForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Folds what {@link LaterWriter} wrote, oldest first. */
final class LaterReader {
  private final Map<String, HeldRules.Held> rules = new HashMap<>();
  private final Map<String, Long> robots = new HashMap<>();

  /** By the offset that opened it. A version that knows no goals writes a session without them. */
  private final Map<Long, List<UUID>> sessions = new HashMap<>();

  private final Map<UUID, List<UUID>> rows = new HashMap<>();

  /** Equal lists are kept once: thousands of sessions share a few. */
  private final Map<List<UUID>, List<UUID>> shared = new HashMap<>();

  void clear() {
    rules.clear();
    robots.clear();
    sessions.clear();
    rows.clear();
  }

  void read(StoredReader in) {
    while (in.hasMore()) {
      int tag = in.tag();
      StoredReader entry = new StoredReader(in.block());
      switch (tag) {
        case LaterWriter.RULES -> rules(entry);
        case LaterWriter.SESSION_GOALS -> sessions.put(entry.number(), goals(entry));
        case LaterWriter.ROW_GOALS -> rows.put(entry.id(), goals(entry));
        case LaterWriter.ROBOTS -> robots.put(entry.text(), entry.number());
        default -> {} // of a newer version, which will miss it no more than one without it
      }
    }
  }

  private void rules(StoredReader in) {
    long saidAt = in.number();
    HeldRules.Held held = new HeldRules.Held(CountingRulesForm.read(in.block()), saidAt);
    rules.put(held.rules().websiteId(), held);
  }

  private List<UUID> goals(StoredReader in) {
    List<UUID> goals = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      goals.add(in.id());
    }
    return shared.computeIfAbsent(List.copyOf(goals), same -> same);
  }

  void sessionGone(long opened) {
    sessions.remove(opened);
  }

  void rowGone(UUID sessionId) {
    rows.remove(sessionId);
  }

  void restoreInto(HeldRules held) {
    rules.values().forEach(held::restore);
    robots.forEach(held::restore);
  }

  void complete(Session session) {
    session.goals = sessions.getOrDefault(session.opened, List.of());
  }

  SessionRow complete(SessionRow row) {
    return row.withGoals(rows.getOrDefault(row.sessionId(), List.of()));
  }
}
