package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import footfall.api.collect.CollectCounters;
import footfall.api.collect.LogClock;
import footfall.api.live.LiveCounters;
import footfall.ingest.IngestPipeline;
import footfall.metrics.Exposition;
import footfall.metrics.Exposition.Family;
import footfall.metrics.Exposition.Sample;
import footfall.metrics.Metrics;
import footfall.persistence.clickhouse.ClickHouseEventStore;
import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.measure.Timings;
import footfall.retention.RetentionCounters;
import footfall.session.ShardMetrics;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that a node shows at {@code /metrics}, and whoever uses it. */
class NodeMetricsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path ALERTS = ROOT.resolve("k8s/monitoring/alerts.yaml");
  private static final Path OPERATIONS = ROOT.resolve("docs/operations.md");
  private static final int PARTITIONS = 24;
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static final Map<String, Set<String>> LABELS =
      Map.of(
          "partition",
          IntStream.range(0, PARTITIONS).mapToObj(Integer::toString).collect(Collectors.toSet()),
          "verdict",
          Set.of("counted", "duplicate", "late", "bot", "rejected", "misplaced"),
          "reason",
          Arrays.stream(DropReason.values()).map(DropReason::wire).collect(Collectors.toSet()),
          "rate_of",
          Set.of("peer", "website"),
          "step",
          Set.of("decode", "validate", "enrich"),
          "app_version",
          Set.of("0.1.0"));

  private static final Pattern UNIT =
      Pattern.compile(
          ".*_(seconds|bytes|records|sessions|entries|visitors|rows|shards|partitions|websites|sockets|info)");

  private final ShardMetrics shards = new ShardMetrics(PARTITIONS);
  private final String text = scrape();
  private final Exposition shown = Exposition.parse(text);
  private final UsedMetrics uses = new UsedMetrics(shown);

  private String scrape() {
    Metrics metrics = Metrics.withJvm();
    IngestPipeline unused = new IngestPipeline(hit -> Enrichment.NONE, metrics);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      shards.nextOffsets.set(partition, 7);
      shards.lastCheckpointAt.set(partition, NOW.minusSeconds(partition).toEpochMilli());
    }
    LagByPartition lag = new LagByPartition(shards);
    lag.measured(0, 7, NOW.toEpochMilli());
    NodeMetrics.register(metrics, "0.1.0", PARTITIONS);
    NodeMetrics.register(metrics, shards, Clock.fixed(NOW, ZoneOffset.UTC));
    NodeMetrics.registerLag(
        metrics, () -> lag.records(NOW.toEpochMilli()), () -> lag.seconds(NOW.toEpochMilli()));
    NodeMetrics.register(
        metrics, () -> new ClickHouseEventStore.Totals(new Timings(1), 2, 3, 4, 5));
    NodeMetrics.register(metrics, new LiveCounters());
    NodeMetrics.register(metrics, new CollectCounters());
    NodeMetrics.register(metrics, new RetentionCounters());
    NodeMetrics.register(metrics, new LogClock(Clock.systemUTC()));
    NodeMetrics.registerUnusable(metrics, "settings", () -> 1);
    NodeMetrics.registerUnusable(metrics, "goals", () -> 0);
    return metrics.scrape();
  }

  @Test
  void everyMetricHasAHelpAndANameThatEndsInItsUnit() {
    for (Family family : shown.families()) {
      if (family.name().startsWith("footfall_")) {
        assertThat(family.help()).as(family.name()).hasSizeGreaterThan(5);
        assertThat(family.name())
            .matches(family.type().equals("counter") ? Pattern.compile(".*_total") : UNIT);
        if (family.type().equals("histogram")) {
          assertThat(family.name()).endsWith("_seconds");
        }
      }
    }
  }

  @Test
  void noLabelHoldsAnythingThatAHitMayBring() {
    List<Sample> ours =
        shown.samples().stream().filter(s -> s.name().startsWith("footfall_")).toList();
    for (Sample sample : ours) {
      sample
          .labels()
          .forEach(
              (label, value) -> {
                if (!label.equals("le")) {
                  assertThat(LABELS).as(sample.name()).containsKey(label);
                  assertThat(LABELS.get(label)).contains(value);
                }
              });
    }
    assertThat(ours).hasSizeLessThan(500);
  }

  @Test
  void lagIsShownByPartitionAndNotANumberWhereItIsNotKnown() {
    assertThat(text)
        .contains("footfall_lag_records{partition=\"0\"} 0.0")
        .contains("footfall_lag_records{partition=\"23\"} NaN")
        .contains("footfall_lag_seconds{partition=\"0\"} 0.0");
  }

  @Test
  void theAgeOfACheckpointIsShownWhereAShardIs() {
    Metrics metrics = new Metrics();
    NodeMetrics.register(metrics, shards, Clock.fixed(NOW, ZoneOffset.UTC));
    shards.lastCheckpointAt.set(5, 0);

    assertThat(metrics.scrape())
        .contains("footfall_checkpoint_age_seconds{partition=\"23\"} 23.0")
        .doesNotContain("footfall_checkpoint_age_seconds{partition=\"5\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k8s/monitoring/alerts.yaml",
        "k8s/monitoring/alerts-test.yaml",
        "k8s/monitoring/dashboard.json",
        "docs/operations.md"
      })
  void whatIsUsedIsShown(String file) throws IOException {
    String using = Files.readString(ROOT.resolve(file));

    assertThat(uses.count(using)).isGreaterThan(10);
    assertThat(uses.missing(using)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(footfall_lag_recrods)",
        "rate(footfall_collector_ack_secondes_bucket[5m])",
        "rate(footfall_ingest_rejected_total{reason=\"faled\"}[5m])",
        "\"expr\": \"footfall_hits_total{verdict=\\\"lte\\\"}\"",
        "footfall_hits_total{verdikt=\"late\"}",
        "sum by (namespace, partitoin) (footfall_lag_records)"
      })
  void whatIsMisspeltIsFound(String query) {
    assertThat(uses.missing(query)).hasSize(1);
  }

  @Test
  void everyAlertHasItsLineInTheOperationsManualAndNoLineIsLeftOver() throws IOException {
    Set<String> alerts = names(ALERTS, "- alert: (\\w+)");

    assertThat(alerts).hasSizeGreaterThan(20);
    assertThat(names(OPERATIONS, "\\n\\| `(Footfall\\w+)`")).isEqualTo(alerts);
  }

  private static Set<String> names(Path file, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void promtoolFindsNothingToBlame() throws Exception {
    assumeThat(isOnPath("promtool")).as("promtool is installed").isTrue();
    Process check =
        new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    try (var in = check.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    check.waitFor();

    assertThat(said.lines().filter(line -> !line.startsWith("jvm_")).toList()).isEmpty();
  }

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Path.of(folder, program).toFile().canExecute());
  }
}
