package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.hit.EventTime;
import footfall.protocol.hit.SessionIds;
import footfall.session.SessionModel.Rec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random logs against the rules said plainly: the same verdicts, rows, joins and minutes, crashes
 * or not.
 */
class OpenSessionsTest {
  private static final int LOGS = 4_000;
  private static final SessionRules SMALL =
      new SessionRules(
          Duration.ofMinutes(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(2),
          Duration.ofMinutes(1),
          Duration.ofMinutes(30),
          3,
          Duration.ofMinutes(40));

  @Test
  void anyLogYieldsWhatTheRulesSay() {
    againstTheModel(SessionRules.DEFAULT, 1);
  }

  @Test
  void anyLogYieldsWhatTheRulesSayWhereSessionsAreFullAfterThreeHits() {
    againstTheModel(SMALL, 2);
  }

  @Test
  void crashesAndLostAcknowledgementsChangeNoRowNoVerdictAndNoMinute() {
    againstItself(SessionRules.DEFAULT, 3);
  }

  @Test
  void crashesChangeNothingWhereSessionsAreFullAfterThreeHits() {
    againstItself(SMALL, 4);
  }

  @Test
  void goalsAndRobotsCountByTheRulesInForceAtEachRecord() {
    againstTheModel(SessionRules.DEFAULT, 5, true);
    againstTheModel(SMALL, 6, true);
  }

  @Test
  void crashesChangeNothingOfWhatChangingRulesHaveCounted() {
    againstItself(SessionRules.DEFAULT, 7, true);
    againstItself(SMALL, 8, true);
  }

  @Test
  void theWholeLogReadAnewCountsByTheSameRulesAgain() {
    for (int i = 0; i < LOGS; i++) {
      Random random = new Random(9_000_000 + i);
      List<Rec> log = log(random, true);
      ShardRun first = new ShardRun(SessionRules.DEFAULT, log, null).run();
      ShardRun again = new ShardRun(first, 0).run();
      Supplier<String> what = RandomLogs.shown("log " + i, log);
      assertThat(goals(again)).as(what).isEqualTo(goals(first));
      assertThat(again.verdicts).as(what).isEqualTo(first.verdicts);
      assertThat(again.conversions).as(what).isEqualTo(first.conversions);
    }
  }

  @Test
  void theWholeLogAppendedAgainChangesNoSessionNoMinuteAndNoConversion() {
    for (int i = 0; i < LOGS; i++) {
      Random random = new Random(10_000_000 + i);
      List<Rec> log = withoutFar(log(random, true));
      List<Rec> twice = new ArrayList<>(log);
      long end = log.get(log.size() - 1).at();
      log.forEach(rec -> twice.add(rec.at(end + 60_000)));
      for (int tick = 1; tick <= 60; tick++) {
        twice.add(Rec.tick(end + 60_000 + tick * 40_000L));
      }
      ShardRun once = new ShardRun(SessionRules.DEFAULT, log, null).run();
      ShardRun again = new ShardRun(SessionRules.DEFAULT, twice, null).run();
      Supplier<String> what = RandomLogs.shown("log " + i, twice);
      assertThat(again.clickhouse).as(what).isEqualTo(once.clickhouse);
      assertThat(again.finals).as(what).isEqualTo(once.finals);
      assertThat(again.conversions).as(what).isEqualTo(once.conversions);
    }
  }

  /** One whose clock is far off is late at first, and may be on time when it is sent again. */
  private static List<Rec> withoutFar(List<Rec> log) {
    return log.stream()
        .filter(rec -> rec.site() == null || !EventTime.of(rec.client(), rec.at()).far())
        .toList();
  }

  private static List<Rec> log(Random random, boolean withRules) {
    List<Rec> log = RandomLogs.log(random, 3 + random.nextInt(22));
    return withRules ? RandomLogs.withRules(random, log) : log;
  }

  private static void againstTheModel(SessionRules rules, long seed) {
    againstTheModel(rules, seed, false);
  }

  private static void againstItself(SessionRules rules, long seed) {
    againstItself(rules, seed, false);
  }

  private static void againstTheModel(SessionRules rules, long seed, boolean withRules) {
    int converted = 0;
    for (int i = 0; i < LOGS; i++) {
      Random random = new Random(seed * 1_000_000 + i);
      List<Rec> log = log(random, withRules);
      SessionModel model = new SessionModel(rules);
      log.forEach(model::process);
      ShardRun run = new ShardRun(rules, log, null).run();
      Supplier<String> what = RandomLogs.shown("log " + i, log);
      assertThat(run.verdicts.values()).as(what).containsExactlyElementsOf(model.verdicts);
      assertThat(rows(run)).as(what).isEqualTo(rows(model));
      assertThat(run.finals).as(what).isEqualTo(model.finals);
      assertThat(run.conversions).as(what).isEqualTo(model.conversions);
      assertThat(goals(run)).as(what).isEqualTo(goals(model));
      converted += model.conversions.values().stream().mapToInt(Integer::intValue).sum();
      assertThat(run.joins).as(what).isEqualTo(joins(model));
      assertThat(run.hasNothingOpen()).as(what).isTrue();
    }
    assertThat(converted).isGreaterThan(withRules ? LOGS / 2 : -1);
  }

  private static void againstItself(SessionRules rules, long seed, boolean withRules) {
    for (int i = 0; i < LOGS; i++) {
      Random random = new Random(seed * 1_000_000 + i);
      List<Rec> log = log(random, withRules);
      ShardRun calm = new ShardRun(rules, log, null).run();
      ShardRun disturbed = new ShardRun(rules, log, random).run();
      Supplier<String> what = RandomLogs.shown("log " + i, log);
      assertThat(disturbed.contradictions).as(what).isEmpty();
      assertThat(disturbed.verdicts).as(what).isEqualTo(calm.verdicts);
      assertThat(disturbed.clickhouse).as(what).isEqualTo(calm.clickhouse);
      assertThat(disturbed.finals).as(what).isEqualTo(calm.finals);
      assertThat(disturbed.conversions).as(what).isEqualTo(calm.conversions);
      assertThat(disturbed.joins).as(what).isEqualTo(calm.joins);
    }
  }

  private static Map<UUID, String> rows(ShardRun run) {
    Map<UUID, String> rows = new TreeMap<>();
    for (SessionRow row : run.clickhouse.values()) {
      rows.put(
          row.sessionId(),
          row.sessionStart()
              + " "
              + row.sessionEnd()
              + " "
              + row.pageviews()
              + " "
              + row.landingPage()
              + " "
              + row.exitPage()
              + " "
              + (row.version() - (1L << 44)));
    }
    return rows;
  }

  private static Map<UUID, String> rows(SessionModel model) {
    Map<UUID, String> rows = new TreeMap<>();
    for (SessionModel.Closed row : model.closed) {
      rows.put(
          sessionId(row.opener()),
          row.start()
              + " "
              + row.last()
              + " "
              + row.hits()
              + " /"
              + row.first()
              + " /"
              + row.finish()
              + " "
              + row.offset());
    }
    return rows;
  }

  private static Map<UUID, Set<UUID>> goals(ShardRun run) {
    Map<UUID, Set<UUID>> goals = new TreeMap<>();
    for (SessionRow row : run.clickhouse.values()) {
      assertThat(row.isConversion()).isEqualTo(!row.goals().isEmpty());
      assertThat(row.goals()).doesNotHaveDuplicates();
      goals.put(row.sessionId(), Set.copyOf(row.goals()));
    }
    return goals;
  }

  private static Map<UUID, Set<UUID>> goals(SessionModel model) {
    return model.closed.stream()
        .collect(Collectors.toMap(row -> sessionId(row.opener()), SessionModel.Closed::goals));
  }

  private static Map<UUID, UUID> joins(SessionModel model) {
    return model.joins.entrySet().stream()
        .collect(Collectors.toMap(e -> sessionId(e.getKey()), e -> sessionId(e.getValue())));
  }

  private static UUID sessionId(String opener) {
    String[] parts = opener.split("/", -1);
    return SessionIds.of(parts[0], parts[1], Hits.id(Integer.parseInt(parts[2])));
  }
}
