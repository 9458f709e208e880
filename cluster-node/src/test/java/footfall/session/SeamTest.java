package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.persistence.clickhouse.SessionRow;
import footfall.session.SessionModel.Rec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A rebuild of a log whose beginning is gone must leave the rows that the whole log yields. */
class SeamTest {
  private static final int LOGS = 1_500;

  /** Full after three hits or 40 minutes, so that logs of hours have cuts and chains. */
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
  void aRebuildOfWhatIsLeftLeavesEverySessionOnceWhereverTheLogIsCutAndTheCountingEnded() {
    rebuilds(1, 1, false);
  }

  @Test
  void aSecondRebuildInTheMidstOfTheFirstLeavesEverySessionOnceToo() {
    rebuilds(2, 2, false);
  }

  @Test
  void itsGoalsAreMetAndItsRobotsCountedByTheRulesThatTheLogHadToldWhereItIsCutNow() {
    rebuilds(1, 3, true);
    rebuilds(2, 4, true);
  }

  @Test
  void aSeamIsStoredInTheseBytesAndReadBackUntilItIsPassed() {
    OpenSessions open = new OpenSessions(SMALL, String::hashCode, new Outbox(2));
    open.restore(3, 0);
    open.seam(new Seam(5, 7));

    List<byte[]> chunks = CheckpointWriter.image(open);

    assertThat(chunks).containsExactly(new byte[] {1, 11, 10, 14});
    assertThat(readAt(5, chunks).seam()).isEqualTo(new Seam(5, 7));
    assertThat(readAt(6, chunks).seam()).isEqualTo(Seam.NONE);
  }

  private static OpenSessions readAt(long offset, List<byte[]> chunks) {
    CheckpointReader reader = new CheckpointReader();
    chunks.forEach(reader::read);
    OpenSessions open = new OpenSessions(SMALL, String::hashCode, new Outbox(2));
    reader.restoreInto(open, SMALL, offset, 0);
    return open;
  }

  private static void rebuilds(int times, long seed, boolean withRules) {
    int replaced = 0;
    int kept = 0;
    for (int i = 0; i < LOGS; i++) {
      Random random = new Random(seed * 1_000_000 + i);
      List<Rec> log = log(random, withRules);
      ShardRun whole = new ShardRun(SMALL, log, null).run();
      List<Integer> cuts = new ArrayList<>();
      ShardRun last =
          new ShardRun(SMALL, log, random).endingAt(1 + random.nextInt(log.size())).run();
      int first = 0;
      for (int time = 1; time <= times; time++) {
        first +=
            random.nextInt(Math.max(1, Math.min(last.counted() + 1, log.size() - 1) - first + 1));
        cuts.add(first);
        last = new ShardRun(last, first);
        if (time < times) {
          last.endingAt(first + 1 + random.nextInt(log.size() - first));
        }
        last.run();
      }
      Supplier<String> what = RandomLogs.shown("log " + i + " cut at " + cuts, log);
      assertThat(last.contradictions).as(what).isEmpty();
      assertThat(rows(last)).as(what).isEqualTo(rows(whole));
      for (SessionRow row : last.clickhouse.values()) {
        if (row.version() >> 44 == 1) {
          kept++;
        } else {
          replaced++;
        }
      }
    }
    assertThat(kept).isGreaterThan(LOGS / 10);
    assertThat(replaced).isGreaterThan(LOGS / 10);
  }

  private static List<Rec> log(Random random, boolean withRules) {
    List<Rec> log = RandomLogs.onTime(random, 5 + random.nextInt(40));
    return withRules ? RandomLogs.saidAgain(RandomLogs.withRules(random, log)) : log;
  }

  private static Map<UUID, SessionRow> rows(ShardRun run) {
    Map<UUID, SessionRow> rows = new TreeMap<>();
    run.clickhouse.forEach((id, row) -> rows.put(id, ofNoVersion(row)));
    return rows;
  }

  private static SessionRow ofNoVersion(SessionRow row) {
    return new SessionRow(
        row.sessionId(),
        row.websiteId(),
        row.visitorId(),
        row.userId(),
        row.sessionStart(),
        row.sessionEnd(),
        row.pageviews(),
        row.events(),
        row.transactions(),
        row.revenue(),
        row.landingPage(),
        row.exitPage(),
        row.trafficSource(),
        row.trafficMedium(),
        row.trafficCampaign(),
        row.deviceType(),
        row.browser(),
        row.os(),
        row.country(),
        row.city(),
        row.isBounce(),
        row.isConversion(),
        0,
        row.isDeleted(),
        row.samplingRate(),
        row.goals());
  }
}
