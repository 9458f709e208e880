package footfall.load.bench.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.ingest.IngestPipeline;
import footfall.metrics.Metrics;
import footfall.persistence.clickhouse.SessionRow;
import footfall.protocol.hit.Enrichment;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GeneratedRowsTest {
  private static final int HITS = 2_000;

  private final GeneratedRows rows =
      GeneratedRows.of(
          new IngestPipeline(hit -> Enrichment.NONE, new Metrics()), HITS, 1, 1_700_000_000_000L);

  @Test
  void everyHitIsARowAtAPlaceOfItsOwnAndIsCountedInOneSession() {
    assertThat(rows.events()).hasSize(HITS);
    assertThat(rows.events().stream().map(r -> r.kafkaPartition() + "/" + r.kafkaOffset()))
        .doesNotHaveDuplicates();
    assertThat(
            rows.sessions().stream().mapToInt(s -> s.pageviews() + s.events() + s.transactions()))
        .satisfies(counts -> assertThat(counts.stream().mapToInt(n -> n).sum()).isEqualTo(HITS));
  }

  @Test
  void aLaterSessionIsAnotherOneWithTheSameContents() {
    SessionRow first = rows.sessions().get(0);
    SessionRow later = GeneratedRows.later(first, 1_000, 77);
    assertThat(later.sessionId())
        .isEqualTo(new UUID(first.sessionId().getMostSignificantBits(), 77));
    assertThat(later.sessionStart()).isEqualTo(first.sessionStart() + 1_000);
    assertThat(later.landingPage()).isEqualTo(first.landingPage());
  }
}
