package footfall.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import footfall.load.scenario.PlannedRecord.Kind;
import footfall.load.scenario.PlannedRecord.Route;
import footfall.load.topic.HomePartition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProofPlanTest {
  private static final int HITS = 40_000;
  private static final ProofSettings SETTINGS =
      new ProofSettings(
          HITS,
          3,
          20,
          Instant.parse("2026-11-21T08:00:00Z"),
          Duration.ofMinutes(150),
          Duration.ofSeconds(10),
          2);
  private static final List<PlannedRecord> PLAN = ProofPlan.of(SETTINGS);

  private static long count(Kind kind) {
    return PLAN.stream().filter(r -> r.kind() == kind).count();
  }

  @Test
  void everyAwkwardKindHasItsShare() {
    assertThat(PLAN.size()).isGreaterThan(HITS);
    assertThat(count(Kind.OUT_OF_ORDER)).isCloseTo(HITS * 3 / 100, withPercentage(15));
    assertThat(count(Kind.SENT_AGAIN)).isCloseTo(HITS / 100, withPercentage(25));
    assertThat(count(Kind.POISON)).isCloseTo(HITS / 200, withPercentage(30));
    assertThat(count(Kind.BEYOND_LATENESS)).isCloseTo(HITS / 200, withPercentage(30));
  }

  @Test
  void ofTheRecordsForKafkaAFifthIsProtobufAndSomeArePutInAWrongPartition() {
    List<PlannedRecord> hits =
        PLAN.stream()
            .filter(r -> r.route() == Route.KAFKA && r.reason().isEmpty())
            .filter(r -> r.kind() != Kind.RARE)
            .toList();
    assertThat(hits.stream().filter(r -> Protobuf.CONTENT_TYPE.equals(r.contentType())).count())
        .isCloseTo(hits.size() / 5, withPercentage(5));
    List<PlannedRecord> misplaced = hits.stream().filter(r -> r.stray().isPresent()).toList();
    assertThat((long) misplaced.size()).isCloseTo(hits.size() / 100, withPercentage(25));
    assertThat(misplaced)
        .allMatch(
            r ->
                r.stray().orElseThrow().partition()
                    != HomePartition.of(r.key(), ProofSettings.PARTITIONS));
    assertThat(misplaced).extracting(PlannedRecord::sentKey).contains((byte[]) null);
    assertThat(misplaced).anyMatch(r -> r.sentKey() == r.key());
    assertThat(PLAN.stream().filter(r -> r.stray().isPresent())).hasSameSizeAs(misplaced);
  }

  @Test
  void theSamePlanComesFromTheSameSeed() {
    List<PlannedRecord> again = ProofPlan.of(SETTINGS);
    assertThat(again).hasSameSizeAs(PLAN);
    for (int i = 0; i < PLAN.size(); i++) {
      assertThat(again.get(i).value()).isEqualTo(PLAN.get(i).value());
      assertThat(again.get(i).kind()).isEqualTo(PLAN.get(i).kind());
    }
  }

  @Test
  void recordsAreNumberedInTheOrderOfSending() {
    for (int i = 0; i < PLAN.size(); i++) {
      assertThat(PLAN.get(i).number()).isEqualTo(i);
      assertThat(PLAN.get(i).sendAt())
          .isGreaterThanOrEqualTo(PLAN.get(Math.max(0, i - 1)).sendAt());
    }
  }

  @Test
  void aWebsiteIsReachedOnOneRouteOnlySoItsOrderHolds() {
    Set<String> direct = websites(Route.KAFKA);
    Set<String> collected = websites(Route.COLLECTOR);
    assertThat(collected).hasSize(2);
    assertThat(direct).doesNotContainAnyElementsOf(collected);
  }

  @Test
  void everyHitIsSentAtLeastOnceAndPoisonHasAReason() {
    Set<String> ids = new HashSet<>();
    PLAN.stream()
        .filter(r -> r.kind() != Kind.POISON && r.kind() != Kind.RARE)
        .forEach(r -> ids.add(r.eventId()));
    assertThat(ids).hasSize(HITS);
    assertThat(PLAN).allMatch(r -> r.reason().isPresent() == (r.kind() == Kind.POISON));
  }

  private static Set<String> websites(Route route) {
    Set<String> websites = new HashSet<>();
    PLAN.stream()
        .filter(r -> r.route() == route && r.kind() != Kind.POISON)
        .map(r -> new String(r.key(), java.nio.charset.StandardCharsets.UTF_8))
        .forEach(key -> websites.add(key.substring(0, key.indexOf(':'))));
    return websites;
  }
}
