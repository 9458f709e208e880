package footfall.session;

import footfall.protocol.counting.CountingRules;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Finds the rules that a partition's log has yet to be told, by what it has told so far. What did
 * not arrive is found again later, or by the shard's next incarnation. Confined to the shard's
 * thread.
 */
final class RulesTeller {
  /**
   * After so much of the partition's time rules are said again as they are. A rebuild of a trimmed
   * topic writes what opened a day after the topic begins, and later (ADR 9): by then the log must
   * have said all that was in force.
   */
  static final long AGAIN_AFTER_MS = Duration.ofHours(12).toMillis();

  /** A partition is not flooded with ticks, however many websites have changed. */
  static final int MOST_AT_ONCE = 20;

  private static final long LOOK_EVERY_MS = Duration.ofMinutes(10).toMillis();

  private List<CountingRules> seen;
  private long lookedAt;
  private final Queue<CountingRules> waiting = new ArrayDeque<>();

  /** How many are due and neither told nor failed. */
  private int underWay;

  /** By website, what Kafka has taken last: the shard may not have read that far. */
  private final Map<String, CountingRules> told = new HashMap<>();

  /**
   * What is to be said now, each once and then {@link #told} or {@link #failed}; nothing before
   * that is known of all.
   *
   * @param all as PostgreSQL says; the same list as last time where nothing has changed
   * @param time the partition's
   * @param now wall clock, epoch ms
   */
  List<CountingRules> due(List<CountingRules> all, HeldRules held, long time, long now) {
    if (underWay > 0) {
      return List.of();
    }
    boolean isOverdue = now - lookedAt >= LOOK_EVERY_MS;
    if (isOverdue && now - time < LOOK_EVERY_MS) {
      told.clear(); // it would have been read by now
    }
    if (isOverdue || !all.equals(seen)) {
      seen = all;
      lookedAt = now;
      look(held, time);
    }
    List<CountingRules> due = new ArrayList<>();
    while (due.size() < MOST_AT_ONCE && !waiting.isEmpty()) {
      due.add(waiting.remove());
    }
    underWay = due.size();
    return due;
  }

  /** Kafka has taken one. */
  void told(CountingRules rules) {
    underWay--;
    told.put(rules.websiteId(), rules);
  }

  /** One was not taken: all are looked at again. */
  void failed() {
    underWay--;
    seen = null;
  }

  private void look(HeldRules held, long time) {
    waiting.clear();
    Set<String> changed = new HashSet<>();
    for (CountingRules rules : seen) {
      if (isNew(rules, last(held.of(rules.websiteId()), told.get(rules.websiteId())))) {
        changed.add(rules.websiteId());
        waiting.add(rules);
      }
    }
    for (HeldRules.Held one : held.all()) {
      if (time - one.saidAt() >= AGAIN_AFTER_MS && !changed.contains(one.rules().websiteId())) {
        waiting.add(one.rules());
      }
    }
  }

  /** What the log says in the end; null for nothing. */
  private static CountingRules last(HeldRules.Held held, CountingRules told) {
    if (held == null || (told != null && told.version() > held.rules().version())) {
      return told;
    }
    return held.rules();
  }

  private static boolean isNew(CountingRules rules, CountingRules last) {
    return last == null
        ? !rules.areUsual()
        : rules.version() > last.version() && !rules.countLike(last);
  }
}
