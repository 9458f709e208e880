package footfall.load.bench.stats;

import footfall.ingest.IngestPipeline;
import footfall.ingest.enrich.EnrichSettings;
import footfall.ingest.enrich.Enricher;
import footfall.load.bench.BenchStack;
import footfall.load.bench.MarkedSection;
import footfall.load.bench.Millis;
import footfall.load.bench.WriteOption;
import footfall.load.bench.clickhouse.GeneratedRows;
import footfall.load.scenario.ClickHouseRows;
import footfall.load.traffic.TrafficSettings;
import footfall.localstack.Service;
import footfall.metrics.Metrics;
import footfall.persistence.clickhouse.ClickHouseEventStore;
import footfall.persistence.clickhouse.ClickHouseSchema;
import footfall.persistence.clickhouse.ClickHouseSettings;
import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import footfall.persistence.clickhouse.EventRow;
import footfall.persistence.clickhouse.SessionRow;
import footfall.persistence.stats.Answer;
import footfall.persistence.stats.ClickHouseStats;
import footfall.persistence.stats.Metric;
import footfall.persistence.stats.Question;
import footfall.persistence.stats.StatsException;
import footfall.protocol.hit.EventType;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long history takes to answer on a website of ten million hits. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Fills a ClickHouse of its own through the product's writers with the hits and sessions of",
      "one website, and asks what a dashboard asks, one question after the other, through the",
      "product's queries. Writes its section of docs/benchmarks.md."
    })
public final class StatsCommand implements Callable<Integer> {
  private static final String WEBSITE = "bench-1";
  private static final double CRAWLERS = 0.01;
  private static final int ROWS_OF_CALL = 12_500;
  private static final int TARGET_MS = 500;

  @Spec private CommandSpec spec;

  @Option(names = "--hits", defaultValue = "10000000", description = "in all (${DEFAULT-VALUE})")
  private int hits;

  @Option(
      names = "--days",
      defaultValue = "90",
      description = "over which they spread (${DEFAULT-VALUE})")
  private int days;

  @Option(
      names = "--rounds",
      defaultValue = "10",
      description = "how often each question is asked, after once for nothing (${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--seed", defaultValue = "1", description = "of all chance (${DEFAULT-VALUE})")
  private long seed;

  @Mixin private WriteOption write;

  private PrintWriter out;
  private final Map<Kind, Integer> tooHeavy = new HashMap<>();

  /** One kind of question over some days. */
  private record Kind(String name, int days) {}

  @Override
  public Integer call() throws Exception {
    out = spec.commandLine().getOut();
    try (BenchStack stores = BenchStack.start(EnumSet.of(Service.CLICKHOUSE))) {
      Server server = server(stores);
      ClickHouseSchema.migrate(server);
      long now = System.currentTimeMillis();
      PastDays past = new PastDays(oneDay(now));
      long pageviews = fill(server, past, days - 1, 1);
      endDays(server);
      pageviews += fill(server, past, 0, 0);
      settle(server);
      say("stored %,d hits of %d days", (long) hits / days * days, days);
      Instant end = Instant.ofEpochMilli(now - now % PastDays.DAY_MS + PastDays.DAY_MS);
      Questions questions = new Questions(WEBSITE, end);
      Map<Kind, Millis> times = new LinkedHashMap<>();
      boolean exact;
      try (ClickHouseStats stats = new ClickHouseStats(server, Clock.systemUTC())) {
        exact = counts(stats, questions, pageviews);
        ask(stats, questions, times);
      }
      stores.discardLogs();
      String section = section(times);
      out.println(section);
      if (write.isOn() && exact) {
        new MarkedSection("bench stats").write(write.page(), section);
      }
      return exact ? 0 : 1;
    }
  }

  private static Server server(BenchStack stores) {
    return new Server(
        URI.create(stores.stack().addresses().clickHouseUrl()),
        stores.stack().addresses().clickHouseUser(),
        stores.stack().addresses().clickHousePassword(),
        "footfall",
        Optional.empty());
  }

  /** Writes days, the oldest first; returns how many pageviews a session has counted. */
  private static long fill(Server server, PastDays past, int oldest, int newest)
      throws IOException {
    long pageviews = 0;
    try (ClickHouseEventStore store =
        ClickHouseEventStore.open(ClickHouseSettings.of(server), "bench", null)) {
      for (int ago = oldest; ago >= newest; ago--) {
        List<EventRow> events = past.events(ago);
        List<SessionRow> sessions = past.sessions(ago);
        List<CompletableFuture<Void>> underWay = new ArrayList<>();
        for (int from = 0; from < events.size(); from += ROWS_OF_CALL) {
          int to = Math.min(events.size(), from + ROWS_OF_CALL);
          underWay.add(store.writeEvents(events.subList(from, to)).toCompletableFuture());
        }
        underWay.add(store.writeSessions(sessions, List.of()).toCompletableFuture());
        store.hurry();
        underWay.forEach(CompletableFuture::join);
        pageviews +=
            events.stream()
                .filter(row -> row.sessionId() != null)
                .filter(row -> row.hit().eventType() == EventType.PAGEVIEW)
                .count();
      }
    }
    return pageviews;
  }

  private GeneratedRows oneDay(long now) throws IOException {
    int ofDay = Math.max(1, hits / days);
    try (Enricher enricher = Enricher.open(EnrichSettings.bundled(BenchStack.home()))) {
      return GeneratedRows.of(
          new IngestPipeline(enricher::enrich, new Metrics()),
          ofDay,
          now,
          new TrafficSettings(seed, List.of(WEBSITE), ofDay / 86_400.0, CRAWLERS));
    }
  }

  /** What ClickHouse does by itself an hour after a day's last row, it does now. */
  private static void endDays(Server server) throws IOException, InterruptedException {
    ClickHouseRows clickHouse = new ClickHouseRows(server.url().toString());
    clickHouse.execute("OPTIMIZE TABLE events FINAL");
    clickHouse.execute("OPTIMIZE TABLE visitor_quarters FINAL");
  }

  /** Waits until ClickHouse has merged what it merges by itself. */
  private static void settle(Server server) throws IOException, InterruptedException {
    ClickHouseRows clickHouse = new ClickHouseRows(server.url().toString());
    for (int quiet = 0; quiet < 5; ) {
      TimeUnit.SECONDS.sleep(1);
      quiet = clickHouse.number("SELECT count() AS n FROM system.merges") == 0 ? quiet + 1 : 0;
    }
  }

  private boolean counts(ClickHouseStats stats, Questions questions, long pageviews) {
    Answer all = stats.ask(questions.everything(days + 2)).toCompletableFuture().join().get(0);
    long counted = all.figures().value(Metric.PAGEVIEWS).orElseThrow().longValueExact();
    say("pageviews stored and counted: %,d, %,d", pageviews, counted);
    return counted == pageviews;
  }

  private void ask(ClickHouseStats stats, Questions questions, Map<Kind, Millis> times) {
    Random random = new Random(seed);
    for (int round = 0; round <= rounds; round++) {
      for (int span : new TreeSet<>(List.of(1, 7, 30, days))) {
        List<Questions.Named> asked = new ArrayList<>(questions.over(span));
        Collections.shuffle(asked, random);
        for (Questions.Named one : asked) {
          Kind kind = new Kind(one.name(), span);
          long begun = System.nanoTime();
          boolean answered = answers(stats, one.question());
          long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
          if (round > 0) {
            times.computeIfAbsent(kind, any -> new Millis()).add(ms);
            tooHeavy.merge(kind, answered ? 0 : 1, Integer::sum);
          }
        }
      }
      say("round %d of %d", round, rounds);
    }
  }

  /** Whether it was, and not refused as too heavy; fails where the answer is another. */
  private static boolean answers(ClickHouseStats stats, Question question) {
    try {
      stats.ask(question).toCompletableFuture().join();
      return true;
    } catch (CompletionException e) {
      if (e.getCause() instanceof StatsException refused
          && refused.reason() == StatsException.Reason.TOO_HEAVY) {
        return false;
      }
      throw e;
    }
  }

  private String section(Map<Kind, Millis> times) {
    StringBuilder text = new StringBuilder("## Questions about history\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "`./footfall %s`: %,d hits of %d days of one website, days that are over in one part"
                + " each as ClickHouse has them an hour later; asked one question after the other;"
                + " ClickHouse and who asks on the same machine. Times of each kind over so"
                + " many days (the last of them today), p50, p95 and the longest, in ms. The"
                + " target is a p95 under %d ms.%n%n| question | days | asked | p50 | p95 |"
                + " longest | refused as too heavy |%n|---|---|---|---|---|---|---|%n",
            String.join(" ", spec.commandLine().getParseResult().originalArgs()),
            (long) hits / days * days,
            days,
            TARGET_MS));
    times.entrySet().stream()
        .sorted(
            Map.Entry.comparingByKey(Comparator.comparing(Kind::name).thenComparingInt(Kind::days)))
        .forEach(
            entry ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "| %s | %d | %s | %d |%n",
                        entry.getKey().name(),
                        entry.getKey().days(),
                        cells(entry.getValue()),
                        tooHeavy.get(entry.getKey()))));
    Millis all = new Millis();
    times.values().forEach(all::addAll);
    int refused = tooHeavy.values().stream().mapToInt(Integer::intValue).sum();
    return text.append("| **all of them** | | %s | %d |".formatted(cells(all), refused)).toString();
  }

  private static String cells(Millis millis) {
    return String.format(
        Locale.ROOT,
        "%,d | %,d | %,d | %,d",
        millis.size(),
        millis.quantile(0.5),
        millis.quantile(0.95),
        millis.quantile(1));
  }

  private void say(String format, Object... values) {
    out.printf(format + "%n", values);
    out.flush();
  }
}
