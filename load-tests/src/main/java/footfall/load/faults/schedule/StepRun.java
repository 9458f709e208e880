package footfall.load.faults.schedule;

import footfall.load.collect.LiveKeys;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.faults.invariants.Evidence;
import footfall.load.faults.invariants.Invariants;
import footfall.load.faults.invariants.RawStores;
import footfall.load.faults.ledger.Ledger;
import footfall.load.faults.ledger.LoadPlan;
import footfall.load.faults.ledger.Loader;
import footfall.load.faults.live.Dashboards;
import footfall.load.faults.nodes.RunningCluster;
import footfall.load.faults.report.FaultResult;
import footfall.load.faults.report.StepResult;
import footfall.load.scenario.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One step: traffic, faults, quiet, check. */
final class StepRun {
  private static final Duration WARM = Duration.ofMinutes(2);

  /** Outboxes may still be on their way; on a crowded machine that takes long. */
  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(90);

  private static final long LOOK_AGAIN_SECONDS = 3;
  private static final int WATCHED = 6;

  private final CampaignSettings settings;
  private final RunningCluster cluster;
  private final int index;
  private final int attempt;
  private final Path folder;
  private final Consumer<String> say;
  private final String prefix;
  private final List<String> failures = new ArrayList<>();

  StepRun(
      CampaignSettings settings,
      RunningCluster cluster,
      int index,
      int attempt,
      Path folder,
      Consumer<String> say) {
    this.settings = settings;
    this.cluster = cluster;
    this.index = index;
    this.attempt = attempt;
    this.folder = folder;
    this.say = line -> say.accept("step " + index + ": " + line);
    this.prefix = "f" + index + "a" + attempt;
  }

  StepResult run(List<Fault> faults) throws IOException, InterruptedException {
    Instant began = Instant.now();
    long started = System.nanoTime();
    long seed = Schedule.mixed(settings.seed(), index);
    LoadPlan load =
        new LoadPlan(
            prefix,
            settings.websites(),
            settings.plan().partitions(),
            settings.hitsPerSecond(),
            seed,
            settings.poison(),
            0,
            0);
    for (Fault fault : faults) {
      load = fault.load(load);
    }
    Path file = folder.resolve("ledger.tsv");
    List<FaultResult> outcomes = new ArrayList<>();
    try (Ledger ledger = new Ledger(file);
        Dashboards dashboards = watch(load, ledger)) {
      try (Loader loader =
          Loader.start(load, ledger, cluster::collectors, cluster.stores().addresses().kafka())) {
        warmUp(dashboards);
        SplittableRandom random = new SplittableRandom(seed);
        for (Fault fault : faults) {
          cluster.start(settings.nodes());
          outcomes.add(inflict(fault, random));
        }
        loader.stop();
        loader.refusedForGood().forEach(r -> failures.add("a sound hit was refused: " + r));
      }
      say.accept("all sent, " + ledger.counts());
      TimeUnit.MILLISECONDS.sleep(settings.quiet().toMillis());
      Invariants.Checked checked = checkOnceSettled(Ledger.read(file), dashboards);
      List<String> violations = new ArrayList<>(failures);
      violations.addAll(checked.violations());
      return new StepResult(
          index,
          attempt,
          settings.seed(),
          began.toString(),
          Duration.between(began, Instant.now()).toMillis() / 1e3,
          settings.nodes(),
          outcomes,
          ledger.counts().sent(),
          checked.tally().hits(),
          ledger.counts().refused(),
          ledger.counts().unknown(),
          checked.tally().lost(),
          checked.tally().doubled(),
          checked.voidRows(),
          dashboards.reconnects(started).stream().map(Duration::toMillis).toList(),
          violations,
          settings.command());
    }
  }

  private Dashboards watch(LoadPlan load, Ledger ledger) throws InterruptedException {
    try {
      cluster.begin(load, ledger);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka does not say where the topic ends", e.getCause());
    }
    List<String> websites =
        Stream.concat(
                IntStream.range(0, Math.min(WATCHED, load.websites()))
                    .mapToObj(i -> prefix + "-w" + i),
                IntStream.range(0, load.partitions()).mapToObj(load::probe))
            .toList();
    Dashboards dashboards =
        Dashboards.open(
            websites, LiveKeys.make(websites, cluster.stores().addresses()), cluster::collectors);
    cluster.watchedBy(dashboards);
    return dashboards;
  }

  private void warmUp(Dashboards dashboards) {
    try {
      cluster.recoveryFromNow().awaitAllCounted(WARM);
    } catch (Exception e) {
      throw new IllegalStateException("the cluster does not count before any fault", e);
    }
    Await.until("every dashboard shows something", WARM, dashboards::allShown);
  }

  /** A fault that cannot be healed is a finding; what was sent is checked all the same. */
  private FaultResult inflict(Fault fault, SplittableRandom random) throws IOException {
    say.accept(fault.id() + ", " + fault.name());
    FaultOutcome outcome;
    try {
      outcome = fault.inflict(cluster, random);
    } catch (Exception e) {
      say.accept("failed: " + e);
      FaultOutcome.Notes notes = new FaultOutcome.Notes(fault.id());
      notes.missed("not inflicted or not healed: " + e + because(e));
      outcome = notes.outcome();
      cluster.startStores();
      cluster.start(settings.nodes());
    }
    outcome.recoveries().forEach((what, all) -> say.accept("  " + what + ": " + all));
    outcome.missed().forEach(m -> say.accept("  figure missed: " + m));
    return FaultResult.of(fault, outcome);
  }

  private static String because(Exception e) {
    return e.getCause() == null ? "" : ", because " + e.getCause();
  }

  private Invariants.Checked checkOnceSettled(Ledger.Entries ledger, Dashboards dashboards)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + SETTLES_WITHIN.toNanos();
    try (RawStores raw =
        new RawStores(
            cluster.stores().addresses(),
            settings.plan().home(),
            settings.plan().rules(),
            settings.plan().partitions())) {
      while (true) {
        Evidence evidence =
            raw.gather(cluster.step(), ledger, dashboards.shown(), cluster.tenures());
        Invariants.Checked checked = Invariants.check(evidence);
        if (checked.holds()) {
          say.accept(
              "holds: %,d hits acknowledged, %,d sessions, 0 lost, 0 counted twice"
                  .formatted(checked.tally().hits(), evidence.sessions().size()));
          return checked;
        }
        say.accept(
            "%d violations, first: %s"
                .formatted(
                    checked.violations().size(),
                    checked.violations().isEmpty() ? "" : checked.violations().get(0)));
        if (System.nanoTime() > end) {
          keep(evidence, checked);
          return checked;
        }
        TimeUnit.SECONDS.sleep(LOOK_AGAIN_SECONDS);
      }
    }
  }

  /** So that it can be looked into: the log of the step and what was found, beside the ledger. */
  private void keep(Evidence evidence, Invariants.Checked checked) throws IOException {
    evidence.writeTo(folder);
    Files.write(folder.resolve("violations.txt"), checked.violations());
    say.accept("DOES NOT HOLD, evidence in " + folder);
    checked.violations().forEach(say);
  }
}
