package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.hit.SessionIds;
import footfall.session.SessionModel.Rec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
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

  private static void againstTheModel(SessionRules rules, long seed) {
    for (int i = 0; i < LOGS; i++) {
      Random random = new Random(seed * 1_000_000 + i);
      List<Rec> log = RandomLogs.log(random, 3 + random.nextInt(22));
      SessionModel model = new SessionModel(rules);
      log.forEach(model::process);
      ShardRun run = new ShardRun(rules, log, null).run();
      String what = "log " + i + "\n" + RandomLogs.shown(log);
      assertThat(run.verdicts.values()).as(what).containsExactlyElementsOf(model.verdicts);
      assertThat(rows(run)).as(what).isEqualTo(rows(model));
      assertThat(run.finals).as(what).isEqualTo(model.finals);
      assertThat(run.joins).as(what).isEqualTo(joins(model));
      assertThat(run.hasNothingOpen()).as(what).isTrue();
    }
  }

  private static void againstItself(SessionRules rules, long seed) {
    for (int i = 0; i < LOGS; i++) {
      Random random = new Random(seed * 1_000_000 + i);
      List<Rec> log = RandomLogs.log(random, 3 + random.nextInt(22));
      ShardRun calm = new ShardRun(rules, log, null).run();
      ShardRun disturbed = new ShardRun(rules, log, random).run();
      String what = "log " + i + "\n" + RandomLogs.shown(log);
      assertThat(disturbed.contradictions).as(what).isEmpty();
      assertThat(disturbed.verdicts).as(what).isEqualTo(calm.verdicts);
      assertThat(disturbed.clickhouse).as(what).isEqualTo(calm.clickhouse);
      assertThat(disturbed.finals).as(what).isEqualTo(calm.finals);
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

  private static Map<UUID, UUID> joins(SessionModel model) {
    return model.joins.entrySet().stream()
        .collect(Collectors.toMap(e -> sessionId(e.getKey()), e -> sessionId(e.getValue())));
  }

  private static UUID sessionId(String opener) {
    String[] parts = opener.split("/", -1);
    return SessionIds.of(parts[0], parts[1], Hits.id(Integer.parseInt(parts[2])));
  }
}
