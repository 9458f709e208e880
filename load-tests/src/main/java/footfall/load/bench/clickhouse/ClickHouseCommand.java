package footfall.load.bench.clickhouse;

import footfall.ingest.IngestPipeline;
import footfall.ingest.enrich.EnrichSettings;
import footfall.ingest.enrich.Enricher;
import footfall.load.bench.BenchStack;
import footfall.load.bench.MarkedSection;
import footfall.load.bench.WriteOption;
import footfall.localstack.Service;
import footfall.metrics.Metrics;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The way of rows into ClickHouse: what it costs, what it leaves there, and life without it. */
@Command(
    name = "clickhouse",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes rows as the product does and tells rows/s and CPU of both sides; counts the parts",
      "that live traffic makes; takes ClickHouse away from a node under traffic, brings it back",
      "and compares every row. Starts stores of its own for each; writes its section of",
      "docs/benchmarks.md."
    })
public final class ClickHouseCommand implements Callable<Integer> {
  private enum Part {
    WRITE,
    PARTS,
    AWAY
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--parts",
      split = ",",
      defaultValue = "WRITE,PARTS,AWAY",
      description = "what to measure: ${COMPLETION-CANDIDATES} (all)")
  private Set<Part> parts;

  @Option(
      names = "--rows",
      defaultValue = "2000000",
      description = "WRITE: of each kind (${DEFAULT-VALUE})")
  private int rows;

  @Option(
      names = "--days",
      split = ",",
      defaultValue = "7,30",
      description = "WRITE: backlogs whose every insert holds so many days (${DEFAULT-VALUE})")
  private List<Integer> days;

  @Option(
      names = "--rate",
      defaultValue = "5000",
      description = "PARTS: hits/s of live traffic (${DEFAULT-VALUE})")
  private double rate;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = Time.class,
      description = "PARTS: how long, such as 90s or 10m (${DEFAULT-VALUE})")
  private Duration sustained;

  @Option(
      names = "--away",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = Time.class,
      description = "AWAY: how long ClickHouse is away (${DEFAULT-VALUE})")
  private Duration away;

  @Option(
      names = "--away-rate",
      defaultValue = "1000",
      description = "AWAY: hits/s of live traffic (${DEFAULT-VALUE})")
  private double awayRate;

  @Option(
      names = "--how",
      split = ",",
      defaultValue = "STOPPED,FROZEN",
      description = "AWAY: killed, or frozen by SIGSTOP: ${COMPLETION-CANDIDATES} (both)")
  private List<Away.How> hows;

  @Option(
      names = "--node-jvm",
      paramLabel = "OPTIONS",
      defaultValue = "-Xms256m -Xmx2g -XX:+ExitOnOutOfMemoryError",
      description = "of the node; those of ./footfall up (${DEFAULT-VALUE})")
  private String nodeJvm;

  @Option(names = "--seed", defaultValue = "1", description = "of all chance (${DEFAULT-VALUE})")
  private long seed;

  @Mixin private WriteOption write;

  private ClickHouseReport report;
  private PrintWriter out;
  private boolean exact = true;

  /** {@code 90s}, {@code 10m}: as people write a time. */
  static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      if (!value.matches("[1-9][0-9]{0,5}[smh]")) {
        throw new TypeConversionException("'" + value + "' is no time such as 90s, 10m or 1h");
      }
      return Duration.parse("PT" + value.toUpperCase(java.util.Locale.ROOT));
    }
  }

  @Override
  public Integer call() throws Exception {
    out = spec.commandLine().getOut();
    report =
        new ClickHouseReport(String.join(" ", spec.commandLine().getParseResult().originalArgs()));
    long minutes =
        (parts.contains(Part.WRITE) ? 1 + rows * (3L + days.size()) / 1_500_000 : 0)
            + (parts.contains(Part.PARTS) ? 3 + sustained.toMinutes() : 0)
            + (parts.contains(Part.AWAY) ? hows.size() * (4 + away.toMinutes()) : 0);
    say("about %d minutes", minutes);
    if (parts.contains(Part.WRITE)) {
      onStores(EnumSet.of(Service.CLICKHOUSE), this::write);
    }
    if (parts.contains(Part.PARTS)) {
      onStores(EnumSet.allOf(Service.class), this::parts);
    }
    if (parts.contains(Part.AWAY)) {
      for (Away.How how : hows) {
        onStores(EnumSet.allOf(Service.class), stores -> away(stores, how));
      }
    }
    out.println(report.section());
    if (write.isOn() && exact) {
      new MarkedSection("bench clickhouse").write(write.page(), report.section());
    }
    return exact ? 0 : 1;
  }

  private interface Measurement {
    void on(BenchStack stores) throws Exception;
  }

  /** Stores of its own for each: none finds the parts and caches of another. */
  private void onStores(EnumSet<Service> services, Measurement measurement) throws Exception {
    say("starting %s", services);
    try (BenchStack stores = BenchStack.start(services)) {
      measurement.on(stores);
      stores.discardLogs();
    }
  }

  private void write(BenchStack stores) throws Exception {
    GeneratedRows made;
    try (Enricher enricher = Enricher.open(EnrichSettings.bundled(BenchStack.home()))) {
      IngestPipeline pipeline = new IngestPipeline(enricher::enrich, new Metrics());
      made = GeneratedRows.of(pipeline, 200_000, seed, System.currentTimeMillis());
    }
    WriteRate rates = new WriteRate(stores.stack(), made);
    say("warming the writer");
    rates.events(WriteRate.Pace.WITHOUT_WAITING, rows / 4, 1);
    rates.sessions(WriteRate.Pace.WITHOUT_WAITING, rows / 4);
    for (WriteRate.Pace pace : WriteRate.Pace.values()) {
      take(rates.events(pace, rows, 1));
      take(rates.sessions(pace, rows));
    }
    for (int span : days) {
      take(rates.events(WriteRate.Pace.AS_THE_PRODUCT, rows, span));
    }
  }

  private void take(WriteRate.Result result) {
    exact &= result.exact();
    say("%s", report.add(result));
  }

  private void parts(BenchStack stores) throws IOException, InterruptedException {
    try (LoadedNode node = new LoadedNode(stores, nodeJvm, rate, seed)) {
      say("live traffic of %,.0f hits/s, from 90 s on for %s", rate, sustained);
      for (SustainedLoad.Result result : new SustainedLoad(node, out).run(sustained)) {
        say("%s", report.add(rate, result));
      }
      node.endSending();
      String wrong = node.compare();
      exact &= wrong.isEmpty();
      say("%,d hits sent; %s", node.sent(), wrong.isEmpty() ? "each is stored once" : wrong);
    }
  }

  private void away(BenchStack stores, Away.How how) throws IOException, InterruptedException {
    try (LoadedNode node = new LoadedNode(stores, nodeJvm, awayRate, seed)) {
      say("live traffic of %,.0f hits/s; after 90 s ClickHouse is %s for %s", awayRate, how, away);
      Away.Result result = new Away(stores.stack(), node, awayRate, out).run(how, away);
      exact &= result.wrong().isEmpty();
      say("%s", report.add(result));
    }
  }

  private void say(String format, Object... values) {
    out.printf(format + "%n", values);
    out.flush();
  }
}
