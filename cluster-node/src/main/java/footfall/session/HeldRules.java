package footfall.session;

import footfall.protocol.counting.CountingRules;
import footfall.protocol.hit.EventTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The rules by which a partition counts its websites, as its log has told them: of each website the
 * highest version, whatever came again or late. A website that the log has told nothing of has no
 * goals, and its robots are left out. Confined to the shard's thread.
 */
final class HeldRules {
  private final Map<String, Held> byWebsite = new HashMap<>();

  /** By website, until when robots have been left out: the latest time of such a hit, epoch ms. */
  private final Map<String, Long> leftOut = new HashMap<>();

  /**
   * What holds for a website.
   *
   * @param saidAt partition time at which the log told it last, epoch ms
   */
  record Held(CountingRules rules, long saidAt) {}

  /**
   * Takes what a record of the log says.
   *
   * @param time the partition's, at that record
   * @return whether the website counts by other rules from here on
   */
  boolean take(CountingRules said, long time) {
    Held before = byWebsite.get(said.websiteId());
    long held = before == null ? 0 : before.rules.version();
    if (said.version() < held) {
      return false;
    }
    boolean isNew = said.version() > held;
    restore(new Held(isNew ? said : before.rules, time));
    return isNew;
  }

  void restore(Held held) {
    byWebsite.put(held.rules.websiteId(), held);
  }

  void restore(String websiteId, long robotsUntil) {
    leftOut.put(websiteId, robotsUntil);
  }

  /**
   * Takes over from a counting before what was in force where a log begins now, at a time, epoch
   * ms. What {@code before} was told since then this log tells as well; what was in force until
   * then, nobody knows any more.
   */
  void carryOver(HeldRules before, long begin) {
    before.byWebsite.values().stream().filter(held -> held.saidAt <= begin).forEach(this::restore);
    before.leftOut.forEach(
        (websiteId, until) -> restore(websiteId, Math.min(until, begin + EventTime.FAR_MILLIS)));
  }

  /** Null where the log has told nothing of it. */
  Held of(String websiteId) {
    return byWebsite.get(websiteId);
  }

  /** Null where the website has none in force. */
  ActiveGoals goalsOf(String websiteId) {
    Held held = byWebsite.get(websiteId);
    return held == null ? null : ActiveGoals.of(held.rules);
  }

  /**
   * Whether a robot's hit of this event time is an ordinary hit: the filter is off, and no robot
   * that was left out came later. So a copy of one that was left out never counts, and sending the
   * whole log again changes nothing.
   */
  boolean countRobot(String websiteId, long eventTime) {
    Held held = byWebsite.get(websiteId);
    return held != null
        && !held.rules.filterBots()
        && eventTime > leftOut.getOrDefault(websiteId, Long.MIN_VALUE);
  }

  /**
   * A robot's hit is left out.
   *
   * @param until the latest event time that a copy of it may have, epoch ms
   * @return whether it is the latest
   */
  boolean leaveOut(String websiteId, long until) {
    Long before = leftOut.get(websiteId);
    boolean isLatest = before == null || until > before;
    if (isLatest) {
      leftOut.put(websiteId, until);
    }
    return isLatest;
  }

  Collection<Held> all() {
    return byWebsite.values();
  }

  Map<String, Long> leftOut() {
    return leftOut;
  }
}
