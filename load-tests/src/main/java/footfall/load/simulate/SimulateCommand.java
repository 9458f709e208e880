package footfall.load.simulate;

import footfall.load.collect.CollectorClient;
import footfall.load.collect.OwnWebsites;
import footfall.load.collect.SendCounters;
import footfall.load.traffic.Traffic;
import footfall.load.traffic.TrafficSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends what seeded visitors do, as it happens, until it is stopped. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends live traffic of seeded visitors to the collector.",
      "Stop it with Ctrl-C; a summary follows."
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final double CRAWLERS = 0.01;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;

  @Option(names = "--rate", defaultValue = "50", description = "hits per second (${DEFAULT-VALUE})")
  private double rate;

  @Option(
      names = "--websites",
      defaultValue = "1",
      description = "how many: demo for one, demo-1 to demo-N for more (${DEFAULT-VALUE})")
  private int websites;

  @Option(names = "--website", description = "send to this website id instead")
  private String website;

  @Option(
      names = "--existing",
      description = "the websites are there: do not make them in PostgreSQL first")
  private boolean existing;

  /** Runs of one seed share event ids, so by default no two runs have the same. */
  @Option(names = "--seed", description = "of all chance; none: another at each run")
  private long seed = System.currentTimeMillis();

  @Option(
      names = "--duration",
      description = "stop after so many s, m or h, such as 90s; none: go on")
  private String duration;

  @Option(
      names = "--batch",
      defaultValue = "1",
      description = "hits per request (${DEFAULT-VALUE})")
  private int batch;

  @Option(
      names = "--at-once",
      defaultValue = "64",
      description = "requests under way at most (${DEFAULT-VALUE})")
  private int atOnce;

  @Option(
      names = "--url",
      defaultValue = "http://127.0.0.1:${env:FOOTFALL_HTTP_PORT:-8080}",
      description = "of the node (${DEFAULT-VALUE})")
  private URI url;

  @Option(names = "--quiet", description = "only the summary, no line a second")
  private boolean quiet;

  @Override
  public Integer call() throws InterruptedException {
    require(rate > 0 && rate <= 1_000_000, "--rate must be more than 0 and at most 1000000");
    require(websites >= 1 && websites <= 100_000, "--websites must be 1 to 100000");
    require(batch >= 1 && batch <= 1000, "--batch must be 1 to 1000");
    require(atOnce >= 1 && atOnce <= 10_000, "--at-once must be 1 to 10000");
    Duration end = duration();
    List<String> ids = website != null ? List.of(website) : TrafficSettings.demoWebsites(websites);
    if (!existing) {
      OwnWebsites.make(ids.stream().map(OwnWebsites::simulated).toList());
    }
    SendCounters counters = new SendCounters();
    CollectorClient collector = new CollectorClient(url, atOnce, PATIENCE, counters);
    Traffic traffic = new Traffic(new TrafficSettings(seed, ids, rate, CRAWLERS));
    spec.commandLine()
        .getOut()
        .printf(
            "%s hits/s to %s of %s (seed %d); Ctrl-C stops%n", number(rate), named(ids), url, seed);
    return run(new Simulation(traffic, collector, rate, batch), counters, end);
  }

  private int run(Simulation simulation, SendCounters counters, Duration end)
      throws InterruptedException {
    CountDownLatch summed = new CountDownLatch(1);
    Thread interrupted = new Thread(() -> stopAndWait(simulation, summed), "interrupted");
    Runtime.getRuntime().addShutdownHook(interrupted);
    Progress progress = new Progress(counters, spec.commandLine().getOut());
    if (!quiet) {
      progress.start();
    }
    try {
      simulation.run(end);
    } finally {
      progress.close();
      progress.summary();
      summed.countDown();
    }
    return counters.errors() == 0 && counters.accepted() > 0 ? 0 : 1;
  }

  /** Ctrl-C: no new hits, the answers of those under way, the summary, then the JVM ends. */
  private static void stopAndWait(Simulation simulation, CountDownLatch summed) {
    simulation.stop();
    try {
      boolean inTime = summed.await(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS);
      if (!inTime) {
        System.err.println("some answers did not come in time; the summary is missing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration duration() {
    if (duration == null) {
      return Duration.ofDays(36_500);
    }
    require(duration.matches("[1-9][0-9]{0,8}[smh]"), "--duration must be like 90s, 10m or 2h");
    return Duration.parse("PT" + duration.toUpperCase(java.util.Locale.ROOT));
  }

  private static String named(List<String> ids) {
    return ids.size() == 1
        ? "website " + ids.get(0)
        : "websites " + ids.get(0) + " to " + ids.get(ids.size() - 1);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? "%,d".formatted((long) value) : Double.toString(value);
  }

  private void require(boolean holds, String advice) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), advice);
    }
  }
}
