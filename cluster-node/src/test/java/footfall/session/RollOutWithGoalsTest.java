package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.counting.CountingRules;
import footfall.protocol.counting.Goal;
import footfall.protocol.hit.EventTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A partition that is owned in turn by this version and by one from before goals, while nodes are
 * replaced. Of a chunk that version sees its form alone ({@link SessionMessagesTest}), it is told
 * no rules, and it writes what this version writes of a state without goals ({@link
 * CheckpointFormTest}).
 */
class RollOutWithGoalsTest {
  private static final long NOON = 1_700_000_040_000L;
  private static final UUID BOUGHT = new UUID(0, 7);
  private static final CountingRules RULES =
      new CountingRules(
          "shop",
          5,
          true,
          List.of(
              new Goal(
                  BOUGHT, Goal.Type.DESTINATION, Optional.of(Goal.Match.EQUALS), "/thanks", 0)));

  private final List<ShardEvent> journal = new ArrayList<>();
  private long epoch = 1;

  @Test
  void goalsRulesAndRobotsAreKeptThroughCheckpointsOfAVersionThatKnowsNone() {
    OpenSessions ours = begun();
    store(ours, false);

    OpenSessions earlier = recover(true);
    assertThat(earlier.website("shop").goals).isNull();
    view(earlier, 2, 60, "first", "/more");
    view(earlier, 3, 61, "second", "/thanks");
    store(earlier, false);

    OpenSessions again = recover(false);
    assertThat(again.rulesInForce().all()).containsExactlyElementsOf(ours.rulesInForce().all());
    assertThat(again.rulesInForce().leftOut()).isEqualTo(ours.rulesInForce().leftOut());
    assertThat(session(again, "first").goals).containsExactly(BOUGHT);
    assertThat(session(again, "first").pageviews).isEqualTo(2);
    assertThat(session(again, "second").goals).as("met where no goals were known").isEmpty();
    assertThat(view(again, 4, 62, "second", "/thanks").goals()).containsExactly(BOUGHT);
    assertThat(view(again, 5, 63, "first", "/thanks").goals()).isEmpty();
  }

  @Test
  void anImageOfAVersionThatKnowsNoneLosesThemAndNothingElse() {
    store(begun(), false);
    OpenSessions earlier = recover(true);
    view(earlier, 2, 60, "first", "/more");
    store(earlier, true);

    OpenSessions again = recover(false);
    assertThat(again.rulesInForce().all()).isEmpty();
    assertThat(again.rulesInForce().leftOut()).isEmpty();
    assertThat(sessions(again)).isEqualTo(sessions(withoutRules()));
    again.advance(3, NOON + 61_000);
    again.count(RULES);
    assertThat(view(again, 4, 62, "first", "/thanks").goals()).containsExactly(BOUGHT);
  }

  @Test
  void aSessionThatClosesWhereNoGoalsAreKnownHasARowWithoutThem() {
    store(begun(), false);
    OpenSessions earlier = recover(true);
    earlier.advance(2, NOON + 86_400_000);
    store(earlier, false);

    assertThat(recover(false).outbox().held().sessions.values())
        .extracting(SessionRow::isConversion, SessionRow::goals)
        .containsExactly(tuple(false, List.of()));
  }

  @Test
  void aRowThatWaitsToBeStoredKeepsItsGoalsWhileAVersionThatKnowsNoneHoldsIt() {
    OpenSessions ours = begun();
    ours.advance(2, NOON + 86_400_000);
    store(ours, false);
    OpenSessions earlier = recover(true);
    view(earlier, 3, 86_401, "second", "/a");
    store(earlier, false);

    assertThat(recover(false).outbox().held().sessions.values())
        .extracting(SessionRow::isConversion, SessionRow::goals)
        .containsExactly(tuple(true, List.of(BOUGHT)));
  }

  /** A robot was left out, and a visitor has met the goal. */
  private static OpenSessions begun() {
    OpenSessions open = empty();
    open.advance(0, NOON);
    open.count(RULES);
    open.leavesOut(EventTime.of(NOON, NOON), Hits.pageview("shop", "crawler", "", 9, NOON));
    view(open, 1, 1, "first", "/thanks");
    return open;
  }

  private static OpenSessions withoutRules() {
    OpenSessions open = empty();
    view(open, 1, 1, "first", "/thanks");
    view(open, 2, 60, "first", "/more");
    return open;
  }

  private static OpenSessions empty() {
    return new OpenSessions(SessionRules.DEFAULT, String::hashCode, new Outbox(1));
  }

  private static Outcome view(OpenSessions open, int offset, int at, String who, String path) {
    long time = NOON + at * 1_000L;
    open.advance(offset, time);
    return open.absorb(
        EventTime.of(time, time), Hits.pageview("shop", who, "", offset, time), Hits.on(path));
  }

  private static Session session(OpenSessions open, String visitor) {
    return open.website("shop").sessionsOf(visitor, "")[0];
  }

  /** All that a checkpoint keeps but parts of minutes: those of this version name goals. */
  private static List<String> sessions(OpenSessions open) {
    return CheckpointFormTest.shown(open)
        .lines()
        .filter(line -> !line.startsWith("part "))
        .toList();
  }

  /** What an image replaces is trimmed. */
  private void store(OpenSessions open, boolean isImage) {
    if (isImage) {
      journal.clear();
    }
    journal.addAll(Checkpoint.of(open, epoch++, isImage).events());
  }

  private OpenSessions recover(boolean isEarlier) {
    JournalFold fold = new JournalFold();
    for (int i = 0; i < journal.size(); i++) {
      fold.take(i, isEarlier ? formOnly(journal.get(i)) : journal.get(i));
    }
    fold.finish();
    OpenSessions open = empty();
    fold.restoreInto(open, SessionRules.DEFAULT);
    return open;
  }

  private static ShardEvent formOnly(ShardEvent event) {
    return event instanceof ShardEvent.Chunk chunk
        ? new ShardEvent.Chunk(chunk.epoch(), chunk.form(), null)
        : event;
  }
}
