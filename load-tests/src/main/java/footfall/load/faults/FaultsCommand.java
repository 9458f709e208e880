package footfall.load.faults;

import footfall.load.bench.Folders;
import footfall.load.faults.kinds.NodeFaults;
import footfall.load.faults.kinds.RollingUpgrade;
import footfall.load.faults.report.FaultsReport;
import footfall.load.faults.report.StepResult;
import footfall.load.faults.rig.Networks;
import footfall.load.faults.schedule.Campaign;
import footfall.load.faults.schedule.CampaignSettings;
import footfall.load.faults.schedule.Schedule;
import footfall.load.faults.stores.StoreFaults;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./footfall faults}: the fault campaign, on stores and nodes of its own. */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Inflicts faults on a cluster of its own under load, one after the other, and shows after each",
      "that nothing acknowledged was lost and nothing counted twice. Goes on where the last run ended;",
      "its counts add up over runs and are written to docs/faults.md."
    })
public final class FaultsCommand implements Callable<Integer> {
  private static final String LOOPBACK = "127.0.0.1";
  private static final double POISON = 0.005;
  private static final double SHORT_POISON = 0.02;
  private static final int TOGETHER = 4;

  @Spec private CommandSpec spec;

  @Option(names = "--steps", description = "how many; none: each fault once")
  private Integer steps;

  @Option(
      names = "--together",
      defaultValue = "" + TOGETHER,
      description = "faults in a step, one after the other (${DEFAULT-VALUE}); some have their own")
  private int together;

  @Option(
      names = "--faults",
      split = ",",
      description = "only these, such as F1,F9: with the variants of each")
  private List<String> only;

  @Option(
      names = "--seed",
      description = "of all chance; none: that of the campaign in --data, else 1")
  private Long seed;

  @Option(names = "--nodes", defaultValue = "3", description = "(${DEFAULT-VALUE})")
  private int nodes;

  @Option(
      names = "--rate",
      defaultValue = "300",
      description = "hits per second (${DEFAULT-VALUE})")
  private double rate;

  @Option(
      names = "--earlier",
      description = "root of an earlier build, for F7-upgrade: its nodes run beside this one's")
  private Path earlier;

  @Option(names = "--loopback", description = "no network for each node: partitions are left out")
  private boolean loopback;

  @Option(names = "--short", description = "a kill, restarts of stores and poison in one step")
  private boolean brief;

  @Option(
      names = "--brief",
      description = "stores are away for a quarter of the time: for a look, not for a report")
  private boolean hasty;

  @Option(names = "--list", description = "list the faults and what this machine lacks for them")
  private boolean list;

  @Option(names = "--data", description = "folder that keeps everything; none: .footfall/faults")
  private Path data;

  @Option(names = "--report", description = "file to write; none: docs/faults.md")
  private Path report;

  @Option(names = "--no-report", description = "write none")
  private boolean noReport;

  @Override
  public Integer call() throws Exception {
    if (nodes < 3 || nodes > 9) {
      throw new ParameterException(spec.commandLine(), "--nodes must be 3 to 9, was " + nodes);
    }
    if (!(rate >= 10 && rate <= 10_000)) {
      throw new ParameterException(spec.commandLine(), "--rate must be 10 to 10000, was " + rate);
    }
    if (together < 1 || together > 20) {
      throw new ParameterException(
          spec.commandLine(), "--together must be 1 to 20, was " + together);
    }
    if (brief) {
      return briefly();
    }
    boolean networked = !loopback && Networks.cannotRun().isEmpty();
    if (!networked) {
      return with(Optional.empty());
    }
    try (Networks networks = Networks.create(nodes + 1)) {
      return with(Optional.of(networks));
    }
  }

  private int with(Optional<Networks> networks) throws IOException, InterruptedException {
    List<Fault> every = new ArrayList<>(NodeFaults.full());
    every.add(new RollingUpgrade(Optional.ofNullable(earlier).map(Path::toAbsolutePath)));
    every.addAll(hasty ? StoreFaults.brief(networks) : StoreFaults.full(networks));
    List<Fault> all = chosen(every);
    Map<String, String> skipped = new LinkedHashMap<>();
    List<Fault> possible = new ArrayList<>();
    for (Fault fault : all) {
      Optional<String> reason = fault.cannotRun();
      reason.ifPresentOrElse(
          r -> skipped.put(fault.id() + ", " + fault.name(), r), () -> possible.add(fault));
    }
    if (list) {
      possible.stream()
          .map(f -> "%-12s %s".formatted(f.id(), f.name()))
          .distinct()
          .forEach(this::say);
      skipped.forEach((what, why) -> say("not here: " + what + ": " + why));
      return 0;
    }
    if (possible.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "no fault is left; see --list");
    }
    Path folder = folder();
    CampaignSettings settings =
        new CampaignSettings(
            CampaignSettings.usualNodes(home()),
            folder,
            seed != null ? seed : Campaign.seed(folder, 1),
            nodes,
            6,
            rate,
            POISON,
            false,
            command());
    Schedule schedule = new Schedule(settings.seed(), possible, together);
    Place.Places places =
        networks.<Place.Places>map(n -> n).orElse((index, stores) -> Place.onLoopback(index));
    String host = networks.map(Networks::machine).orElse(LOOPBACK);
    try (Campaign campaign = Campaign.start(settings, host, places, this::say)) {
      int count = steps == null ? schedule.steps() : steps;
      List<StepResult> results = campaign.run(schedule, count, () -> write(folder, skipped));
      return verdict(results);
    }
  }

  /** Fresh stores, one step, no report. */
  private int briefly() throws IOException, InterruptedException {
    Path folder = data != null ? data : Files.createTempDirectory("footfall-faults");
    CampaignSettings settings =
        new CampaignSettings(
            CampaignSettings.hastyNodes(home()),
            folder,
            seed != null ? seed : 1,
            nodes,
            6,
            rate,
            SHORT_POISON,
            true,
            command());
    Place.Places places = (index, stores) -> Place.onLoopback(index);
    StepResult result;
    try (Campaign campaign = Campaign.start(settings, LOOPBACK, places, this::say)) {
      result = campaign.step(chosen(NodeFaults.brief()));
    }
    if (data == null && result.holds()) {
      Folders.delete(folder);
    }
    return verdict(List.of(result));
  }

  private List<Fault> chosen(List<Fault> all) {
    if (only == null) {
      return all;
    }
    Set<String> wanted = Set.copyOf(only);
    return all.stream()
        .filter(f -> wanted.contains(f.id()) || wanted.contains(f.id().replaceAll("-.*", "")))
        .toList();
  }

  private int verdict(List<StepResult> results) {
    boolean holds = results.stream().allMatch(StepResult::holds);
    long figures =
        results.stream()
            .flatMap(s -> s.faults().stream())
            .filter(f -> !f.missed().isEmpty())
            .count();
    say(
        "%d steps, %,d hits acknowledged, %d lost, %d counted twice, %d faults missed a figure: %s"
            .formatted(
                results.size(),
                results.stream().mapToLong(StepResult::acknowledged).sum(),
                results.stream().mapToLong(StepResult::lost).sum(),
                results.stream().mapToLong(StepResult::doubled).sum(),
                figures,
                holds ? "EVERY INVARIANT HELD" : "NOT EVERY INVARIANT HELD"));
    return holds ? 0 : 1;
  }

  private void write(Path folder, Map<String, String> skipped) {
    if (noReport) {
      return;
    }
    Path file = report != null ? report : home().resolve("docs/faults.md");
    try {
      Files.writeString(file, new FaultsReport(Campaign.results(folder), skipped).markdown());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Path folder() {
    return (data != null ? data : home().resolve(".footfall/faults")).toAbsolutePath().normalize();
  }

  private static Path home() {
    return Path.of(System.getProperty("footfall.home", "")).toAbsolutePath();
  }

  /** What was typed, without folders of this machine. */
  private String command() {
    StringBuilder command = new StringBuilder("./footfall faults");
    if (brief) {
      command.append(" --short");
    }
    if (hasty) {
      command.append(" --brief");
    }
    if (only != null) {
      command.append(" --faults ").append(String.join(",", only));
    }
    if (together != TOGETHER) {
      command.append(" --together ").append(together);
    }
    if (earlier != null) {
      command.append(" --earlier FOLDER");
    }
    if (steps != null) {
      command.append(" --steps ").append(steps);
    }
    command.append(" --nodes ").append(nodes).append(" --rate ").append((long) rate);
    return command.append(loopback ? " --loopback" : "").toString();
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS) + "  " + line);
    out.flush();
  }
}
