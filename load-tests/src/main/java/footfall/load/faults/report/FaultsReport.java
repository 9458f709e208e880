package footfall.load.faults.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code docs/faults.md}: sums over every step that was checked, of all runs. */
public final class FaultsReport {
  private static final int LATEST = 12;

  private final List<StepResult> steps;
  private final Map<String, String> skipped;

  /**
   * @param skipped reason by id and name of each fault that this machine cannot have
   */
  public FaultsReport(List<StepResult> steps, Map<String, String> skipped) {
    this.steps = List.copyOf(steps);
    this.skipped = new TreeMap<>(skipped);
  }

  /** The whole document. */
  public String markdown() {
    return """
        # Faults

        Written by `./footfall faults`; edits are lost. Each step starts traffic on websites of its own on running nodes and stores, inflicts one fault (or a few), heals it, waits until every session is closed, and then reads Kafka, Cassandra and ClickHouse past the product: whatever was acknowledged must be counted, and once. What is sent lies in a ledger on disk before it is sent; what the log must lead to is recounted by an oracle that shares no code with the cluster. [load-tests/README.md](../load-tests/README.md#faults) says how.

        ## Sums

        %s
        ## By fault

        %s
        ## Recovery

        Milliseconds, as measured on the machine and under the load of the run: a quiet machine's are shorter. "Take-over" is from the kill until ClickHouse has a record of every partition that was appended after it, so the wait for an insert (about a second) is in it.

        %s
        ## What did not hold

        %s
        ## Not inflicted here

        %s
        ## To repeat

        %s"""
        .formatted(sums(), byFault(), recovery(), failures(), notHere(), commands());
  }

  private String sums() {
    long hits = sum(StepResult::acknowledged);
    long lost = sum(StepResult::lost);
    long doubled = sum(StepResult::doubled);
    long faults = steps.stream().mapToLong(s -> s.faults().size()).sum();
    String bound =
        lost + doubled == 0 && hits > 0
            ? String.format(
                Locale.ROOT, " (of that many, with 95 %% certainty less than %.1e)", 3.0 / hits)
            : "";
    return """
        | what | n |
        |---|---|
        | faults inflicted | %,d in %,d steps |
        | distinct hits acknowledged | %,d |
        | lost | %,d%s |
        | counted twice | %,d%s |
        | steps in which every invariant held | %,d of %,d |
        | attempts to send that were refused (503, 429) and sent again | %,d |
        | attempts to send without an answer, sent again | %,d |
        | journal rows of replaced writers, made void by their epoch | %,d |
        """
        .formatted(
            faults,
            steps.size(),
            hits,
            lost,
            bound,
            doubled,
            bound,
            steps.stream().filter(StepResult::holds).count(),
            steps.size(),
            sum(StepResult::refused),
            sum(StepResult::unknown),
            sum(StepResult::voidRows));
  }

  private long sum(java.util.function.ToLongFunction<StepResult> of) {
    return steps.stream().mapToLong(of).sum();
  }

  /** What one kind of fault came to; hits, lost and doubled are those of its steps. */
  private static final class Kind {
    private final List<FaultResult> inflicted = new ArrayList<>();
    private final List<StepResult> steps = new ArrayList<>();
  }

  private Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new TreeMap<>(FaultsReport::byNumber);
    for (StepResult step : steps) {
      for (FaultResult fault : step.faults()) {
        Kind kind = kinds.computeIfAbsent(fault.id(), id -> new Kind());
        kind.inflicted.add(fault);
        if (!kind.steps.contains(step)) {
          kind.steps.add(step);
        }
      }
    }
    return kinds;
  }

  /** F2 before F10. */
  private static int byNumber(String one, String other) {
    int numbers = Integer.compare(number(one), number(other));
    return numbers != 0 ? numbers : one.compareTo(other);
  }

  private static int number(String id) {
    String digits = id.replaceAll("^F(\\d+).*", "$1");
    return digits.matches("\\d+") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
  }

  private String byFault() {
    StringBuilder table = new StringBuilder();
    table.append(
        "| fault | what | inflicted | hits in its steps | lost | doubled | figure met |\n");
    table.append("|---|---|---|---|---|---|---|\n");
    kinds()
        .forEach(
            (id, kind) ->
                table.append(
                    "| %s | %s | %d | %,d | %,d | %,d | %d of %d |%n"
                        .formatted(
                            id,
                            kind.inflicted.get(0).name(),
                            kind.inflicted.size(),
                            kind.steps.stream().mapToLong(StepResult::acknowledged).sum(),
                            kind.steps.stream().mapToLong(StepResult::lost).sum(),
                            kind.steps.stream().mapToLong(StepResult::doubled).sum(),
                            kind.inflicted.stream().filter(f -> f.missed().isEmpty()).count(),
                            kind.inflicted.size())));
    return table.toString();
  }

  private String recovery() {
    StringBuilder table =
        new StringBuilder("| fault | what | n | p50 | max |\n|---|---|---|---|---|\n");
    kinds()
        .forEach(
            (id, kind) -> {
              Map<String, List<Long>> all = new LinkedHashMap<>();
              for (FaultResult fault : kind.inflicted) {
                fault
                    .recoveries()
                    .forEach(
                        (what, ms) -> all.computeIfAbsent(what, w -> new ArrayList<>()).addAll(ms));
              }
              all.forEach((what, ms) -> table.append(row(id, what, ms)));
            });
    List<Long> reconnects = steps.stream().flatMap(s -> s.reconnects().stream()).toList();
    if (!reconnects.isEmpty()) {
      table.append(
          row("all", "a dashboard's socket lost, to the snapshot of its next", reconnects));
    }
    return table.toString();
  }

  private static String row(String id, String what, List<Long> ms) {
    List<Long> sorted = ms.stream().sorted().toList();
    return "| %s | %s | %d | %,d | %,d |%n"
        .formatted(
            id, what, sorted.size(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
  }

  private String failures() {
    List<String> lines = new ArrayList<>();
    for (StepResult step : steps) {
      String where =
          "step %d (%s)"
              .formatted(
                  step.index(),
                  step.faults().stream().map(FaultResult::id).collect(Collectors.joining(", ")));
      step.violations().forEach(v -> lines.add("- " + where + ": " + v));
      step.faults()
          .forEach(f -> f.missed().forEach(m -> lines.add("- " + where + ", figure: " + m)));
    }
    return lines.isEmpty()
        ? "Nothing.\n"
        : String.join("\n", lines).replaceAll("\\S*/(logs|steps)/", "$1/") + "\n";
  }

  private String notHere() {
    return skipped.isEmpty()
        ? "Nothing was left out.\n"
        : skipped.entrySet().stream()
            .map(e -> "- " + e.getKey() + ": " + e.getValue() + "\n")
            .collect(Collectors.joining());
  }

  private String commands() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    steps.forEach(
        s -> counts.merge("seed " + s.seed() + ": `" + s.command() + "`", 1, Integer::sum));
    List<String> lines =
        counts.entrySet().stream()
            .map(e -> "- %s, %d steps".formatted(e.getKey(), e.getValue()))
            .toList();
    int from = Math.max(0, lines.size() - LATEST);
    return String.join("\n", lines.subList(from, lines.size())) + "\n";
  }
}
