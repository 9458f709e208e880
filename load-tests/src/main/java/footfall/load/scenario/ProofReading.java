package footfall.load.scenario;

import footfall.load.oracle.Expected;
import footfall.load.oracle.LogEntry;
import footfall.load.oracle.Oracle;
import footfall.load.oracle.OracleSettings;
import footfall.load.oracle.RecordReader;
import footfall.load.oracle.SipHash;
import footfall.load.oracle.Verdict;
import footfall.load.topic.TopicDump;
import footfall.load.topic.TopicReader;
import footfall.load.topic.TopicRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One reading of the topic by the cluster, held against the oracle's reading of the same topic. */
final class ProofReading {
  /** The last outboxes may still be on their way when the last session has closed. */
  private static final Duration SETTLED = Duration.ofSeconds(40);

  private final Ledger ledger;
  private final RecordReader.Enriching inputs;
  private final OracleSettings rules;
  private final SipHash userHash;
  private final Consumer<String> say;

  ProofReading(
      Ledger ledger,
      RecordReader.Enriching inputs,
      OracleSettings rules,
      SipHash userHash,
      Consumer<String> say) {
    this.ledger = ledger;
    this.inputs = inputs;
    this.rules = rules;
    this.userHash = userHash;
    this.say = say;
  }

  /** Dumps the topic to a file, recounts it, compares; returns what is not as it must be. */
  List<String> run(TopicReader topics, Path file, Shown shown)
      throws IOException, InterruptedException {
    List<TopicRecord> dump = dump(topics, file);
    List<String> findings = new ArrayList<>(ledger.check(dump));
    Expected expected = recount(dump);
    say.accept(
        "the oracle says " + expected.tally() + ", " + expected.closed().size() + " sessions");
    findings.addAll(notPlayed(dump, expected));
    if (!expected.open().isEmpty()) {
      findings.add(expected.open().size() + " sessions should still be open");
    }
    findings.addAll(compareOnceSettled(expected, shown));
    return findings;
  }

  /** A proof in which something did not come up shows nothing of it. */
  private List<String> notPlayed(List<TopicRecord> dump, Expected expected) {
    List<String> missing = new ArrayList<>();
    EnumSet.complementOf(EnumSet.copyOf(expected.tally().keySet()))
        .forEach(kind -> missing.add("no record was to be " + kind));
    Map<Expected.Place, Verdict> verdicts = expected.verdicts();
    long countedAtHome =
        dump.stream()
            .filter(ledger::isSentHome)
            .map(r -> verdicts.get(new Expected.Place(r.partition(), r.offset())))
            .filter(v -> v.kind() == Verdict.Kind.COUNTED)
            .count();
    missing.addAll(notCounted(dump, expected));
    say.accept("of the misplaced, " + countedAtHome + " count where they were sent home");
    if (countedAtHome == 0) {
      missing.add("no misplaced hit was to count where it was sent home");
    }
    return missing;
  }

  /** Goals of each kind must be met, before and after a change, and robots be counted. */
  private List<String> notCounted(List<TopicRecord> dump, Expected expected) {
    Map<String, Long> met =
        expected.closed().stream()
            .flatMap(session -> session.goals().stream())
            .collect(Collectors.groupingBy(goal -> goal, TreeMap::new, Collectors.counting()));
    long robots = expected.closed().stream().filter(s -> s.first().isBot()).count();
    long ticks = dump.stream().filter(r -> r.headers().containsKey("rules")).count();
    say.accept(
        "%d ticks say rules; goals met: %s; sessions of robots: %d"
            .formatted(ticks, met.values(), robots));
    return met.size() == RulesChanges.GOALS && robots > 0
        ? List.of()
        : List.of("not every goal was to be met, or no robot to be counted: " + met);
  }

  private static List<TopicRecord> dump(TopicReader topics, Path file) throws IOException {
    List<TopicRecord> dump = new ArrayList<>();
    try (TopicDump.Writer writer = new TopicDump.Writer(file)) {
      topics.read(
          "events",
          record -> {
            writer.accept(record);
            dump.add(record);
          });
    }
    return dump;
  }

  private Expected recount(List<TopicRecord> dump) {
    RecordReader reader = new RecordReader(inputs, ledger, ProofSettings.PARTITIONS);
    List<LogEntry> log = dump.stream().map(reader::read).toList();
    return new Oracle(rules).recount(log);
  }

  private List<String> compareOnceSettled(Expected expected, Shown shown)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + SETTLED.toNanos();
    while (true) {
      ProofComparison comparison = new ProofComparison(expected, userHash);
      List<String> findings = comparison.run(shown);
      if (findings.isEmpty()) {
        say.accept("all agree: " + comparison.sizes());
      }
      if (findings.isEmpty() || System.nanoTime() > end) {
        return findings;
      }
      say.accept("not settled yet: " + findings.size() + " findings, first: " + findings.get(0));
    }
  }
}
