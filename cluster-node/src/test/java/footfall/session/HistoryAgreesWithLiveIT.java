package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.persistence.clickhouse.ClickHouseEventStore;
import footfall.persistence.clickhouse.ClickHouseSchema;
import footfall.persistence.clickhouse.ClickHouseSettings;
import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import footfall.persistence.clickhouse.EventRow;
import footfall.persistence.clickhouse.SessionRow;
import footfall.persistence.stats.Answer;
import footfall.persistence.stats.ClickHouseStats;
import footfall.persistence.stats.Figures;
import footfall.persistence.stats.Metric;
import footfall.persistence.stats.Question;
import footfall.persistence.stats.Question.Buckets;
import footfall.persistence.stats.Question.Period;
import footfall.persistence.stats.Question.Whole;
import footfall.protocol.hit.EventTime;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.session.Outcome.Verdict;
import footfall.session.SessionModel.Rec;
import footfall.website.AdjustableClock;
import footfall.website.MinuteTally;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the rules of a shard make of a log, cut off while sessions are open, as the live page shows
 * it and as history answers it from the rows that the shard writes.
 */
class HistoryAgreesWithLiveIT {
  private static final long SEED = 5;
  private static final int LOGS = 25;
  private static final int SAMPLED_LOGS = 6;

  /** Random logs begin at 1970-01-12; rows of then would expire. */
  private static final long SHIFT =
      Instant.parse("2026-11-10T00:00:00Z").toEpochMilli() - 1_000_000_000L;

  private static final AdjustableClock CLOCK = new AdjustableClock(SHIFT);

  private static LocalStack stack;
  private static Server server;
  private static ClickHouseStats history;

  @BeforeAll
  static void start() throws Exception {
    stack = LocalStack.forTests(Service.CLICKHOUSE);
    server =
        new Server(
            URI.create(stack.addresses().clickHouseUrl()),
            stack.addresses().clickHouseUser(),
            stack.addresses().clickHousePassword(),
            "footfall",
            Optional.empty());
    ClickHouseSchema.migrate(server);
    history = new ClickHouseStats(server, CLOCK);
  }

  @AfterAll
  static void stop() {
    history.close();
    stack.close();
  }

  /** One partition, read up to some record in the middle of its log. */
  private static final class Reading {
    private final OpenSessions open =
        new OpenSessions(SessionRules.DEFAULT, UserHash.keyedBy(new byte[16])::of, new Outbox(1));
    private final String prefix;
    private final LongToDoubleFunction rates;
    final List<EventRow> rows = new ArrayList<>();
    final Outbox.Contents made;
    long now;

    Reading(String prefix, List<Rec> log, int until, LongToDoubleFunction rates) {
      this.prefix = prefix;
      this.rates = rates;
      for (int offset = 0; offset < until; offset++) {
        read(offset, log.get(offset));
      }
      this.made = open.outbox().takeFresh();
    }

    private void read(int offset, Rec rec) {
      now = rec.at() + SHIFT;
      open.advance(offset, now);
      if (rec.site() == null) {
        return;
      }
      String user = rec.eventId() % 4 == 0 ? "user-" + rec.key() : "";
      String previous = rec.previous() == null ? "" : rec.previous();
      Hit hit =
          Hits.of(
              rec.eventId() % 3 == 0 ? EventType.EVENT : EventType.PAGEVIEW,
              prefix + rec.site(),
              new Hit.Identity("", rec.key(), user, previous),
              rec.eventId(),
              rec.client() + SHIFT);
      EventTime time = EventTime.of(hit.clientTimestamp(), now);
      Outcome outcome =
          open.absorb(time, hit, Hits.on("/" + rec.eventId()), rates.applyAsDouble(offset));
      Session session = outcome.session();
      rows.add(
          new EventRow(
              hit,
              Hits.on("/" + rec.eventId()),
              now,
              time.value(),
              time.clientTimed(),
              session == null ? null : session.id,
              outcome.verdict() == Verdict.DUPLICATE,
              outcome.verdict() == Verdict.LATE,
              0,
              offset,
              rates.applyAsDouble(offset)));
    }

    /** By website and minute, what the live page was told. */
    Map<String, Map<Long, MinuteTally>> live() {
      Map<String, Map<Long, MinuteTally>> minutes = new HashMap<>();
      made.finals.forEach(
          (key, part) ->
              minutes
                  .computeIfAbsent(key.websiteId(), id -> new TreeMap<>())
                  .put(key.minute(), MinuteTally.decode(part.tally)));
      for (OpenWebsite website : open.websites()) {
        website.parts.forEach(
            (minute, part) ->
                minutes.computeIfAbsent(website.id, id -> new TreeMap<>()).put(minute, part.tally));
      }
      return minutes;
    }

    /** The sessions of a website, those that are open as their rows would be now. */
    List<SessionRow> sessions(String website) {
      List<SessionRow> all = new ArrayList<>(made.sessions.values());
      open.websites().forEach(it -> it.sessions().forEach(session -> all.add(session.row(1))));
      return all.stream().filter(row -> row.websiteId().equals(website)).toList();
    }

    List<String> websites() {
      return open.websites().stream().map(website -> website.id).sorted().toList();
    }
  }

  private static List<Reading> stored(String name, boolean onTime) throws Exception {
    return stored(name, onTime, LOGS, offset -> 1);
  }

  private static List<Reading> stored(
      String name, boolean onTime, int logs, LongToDoubleFunction rates) throws Exception {
    Random random = new Random(SEED);
    List<Reading> readings = new ArrayList<>();
    List<CompletionStage<Void>> writes = new ArrayList<>();
    try (ClickHouseEventStore store =
        ClickHouseEventStore.open(ClickHouseSettings.of(server), "topic", null)) {
      for (int i = 0; i < logs; i++) {
        List<Rec> log = onTime ? RandomLogs.onTime(random, 60) : RandomLogs.log(random, 60);
        int until = 30 + random.nextInt(log.size() - 30);
        Reading reading = new Reading(name + i + "-", log, until, rates);
        readings.add(reading);
        writes.add(store.writeEvents(reading.rows));
        writes.add(
            store.writeSessions(
                List.copyOf(reading.made.sessions.values()),
                List.copyOf(reading.made.joins.values())));
      }
      for (CompletionStage<Void> write : writes) {
        write.toCompletableFuture().get(60, TimeUnit.SECONDS);
      }
    }
    return readings;
  }

  private static List<Answer> ask(Reading reading, Question question) throws Exception {
    CLOCK.set(reading.now);
    return history.ask(question).toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static Question question(
      String website, Period period, List<Metric> metrics, Question.Grouping grouping) {
    return new Question(website, period, Optional.empty(), metrics, List.of(), grouping);
  }

  private static long whole(Figures figures, Metric metric) {
    return figures.value(metric).orElseThrow().longValueExact();
  }

  @Test
  void everyMinuteOfTheLivePageIsTheSameInHistory() throws Exception {
    assertThat(compareMinutes(stored("on-time", true), true)).isGreaterThan(LOGS * 10);
  }

  @Test
  void everyMinuteOfASampledWebsiteStandsForTheSameInHistory() throws Exception {
    List<Reading> readings = stored("sampled", true, SAMPLED_LOGS, offset -> 0.3);
    assertThat(compareMinutes(readings, true)).isGreaterThan(SAMPLED_LOGS * 10);
    assertThat(readings.get(0).live().values().iterator().next().values())
        .allMatch(MinuteTally::isSampled);
  }

  /** Users of such a minute are taken to be sampled as its hits are. */
  @Test
  void pageviewsAndEventsOfAMinuteInWhichTheRateChangesAreTheSameInHistory() throws Exception {
    double[] rates = {0.25, 1, 0.3};
    List<Reading> readings =
        stored("changing", true, SAMPLED_LOGS, offset -> rates[(int) (offset % rates.length)]);
    assertThat(compareMinutes(readings, false)).isGreaterThan(SAMPLED_LOGS * 10);
  }

  private static int compareMinutes(List<Reading> readings, boolean alsoUsers) throws Exception {
    int compared = 0;
    for (Reading reading : readings) {
      for (Map.Entry<String, Map<Long, MinuteTally>> website : reading.live().entrySet()) {
        Map<Long, MinuteTally> minutes = website.getValue();
        List<Instant> starts = minutes.keySet().stream().map(Instant::ofEpochMilli).toList();
        Period period = new Period(starts, starts.get(starts.size() - 1).plusSeconds(60));
        List<Answer> answers =
            ask(
                reading,
                question(
                    website.getKey(),
                    period,
                    List.of(Metric.PAGEVIEWS, Metric.EVENTS, Metric.VISITORS),
                    new Buckets()));
        assertThat(answers).hasSize(minutes.size());
        for (Answer answer : answers) {
          Instant minute = starts.get(Integer.parseInt(answer.key()) - 1);
          MinuteTally live = minutes.get(minute.toEpochMilli());
          String what = website.getKey() + " at " + minute;
          assertThat(whole(answer.figures(), Metric.PAGEVIEWS))
              .as(what)
              .isEqualTo(live.estimatedPageviews());
          assertThat(whole(answer.figures(), Metric.EVENTS))
              .as(what)
              .isEqualTo(live.estimatedEvents());
          if (alsoUsers) {
            assertThat(whole(answer.figures(), Metric.VISITORS))
                .as(what)
                .isEqualTo(live.estimatedUsers());
          }
          assertThat(answer.sampled()).as(what).isEqualTo(live.isSampled());
          compared++;
        }
      }
    }
    return compared;
  }

  @Test
  void sessionsAreThoseTheShardHasClosedAndThoseItHasOpen() throws Exception {
    int stillOpen = 0;
    for (Reading reading : stored("any", false)) {
      for (String website : reading.websites()) {
        List<SessionRow> sessions = reading.sessions(website);
        stillOpen += sessions.size();
        Period always =
            Period.of(Instant.parse("2026-10-30T00:00:00Z"), Instant.parse("2026-11-29T00:00:00Z"));
        Figures figures =
            ask(reading, question(website, always, List.of(Metric.values()), new Whole()))
                .get(0)
                .figures();
        assertThat(whole(figures, Metric.SESSIONS)).as(website).isEqualTo(sessions.size());
        assertThat(whole(figures, Metric.PAGEVIEWS))
            .as(website)
            .isEqualTo(sessions.stream().mapToLong(SessionRow::pageviews).sum());
        assertThat(whole(figures, Metric.EVENTS))
            .as(website)
            .isEqualTo(sessions.stream().mapToLong(SessionRow::events).sum());
        assertThat(figures.value(Metric.BOUNCE_RATE).map(it -> it.doubleValue()).orElse(0.0))
            .as(website)
            .isEqualTo(
                sessions.stream().mapToInt(it -> it.isBounce() ? 1 : 0).average().orElse(0),
                within(0.0001));
        assertThat(figures.value(Metric.SESSION_DURATION).map(it -> it.doubleValue()).orElse(0.0))
            .as(website)
            .isEqualTo(
                sessions.stream().mapToLong(SessionRow::sessionDuration).average().orElse(0),
                within(0.01));
      }
      stillOpen -= reading.made.sessions.size();
    }
    assertThat(stillOpen).isGreaterThan(LOGS / 2);
  }
}
