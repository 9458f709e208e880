package footfall.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.metrics.Metrics;
import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.Hit;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class IngestPipelineTest {

  private static final String HIT =
      """
      {"website_id":"shop","event_type":"pageview","client_timestamp":1700000000000,
       "visitor_id":"v1","page_url":"https://shop.example/a"}""";

  private static final Enrichment FOUND =
      new Enrichment(
          "/a",
          new Enrichment.Geography("NL", "", "", 52f, 5f),
          Enrichment.Device.UNKNOWN,
          Enrichment.Traffic.DIRECT,
          false);

  private final Metrics metrics = new Metrics();
  private final IngestPipeline pipeline = pipeline(hit -> FOUND);

  @Test
  void aGoodRecordIsDecodedValidatedAndEnriched() {
    Ingested.Accepted accepted = (Ingested.Accepted) process(HIT);

    assertThat(accepted.hit().websiteId()).isEqualTo("shop");
    assertThat(accepted.hit().eventId()).isNotEqualTo(Hit.NO_ID);
    assertThat(accepted.enrichment()).isEqualTo(FOUND);
    assertThat(metrics.scrape())
        .contains("footfall_ingest_step_records_total{step=\"decode\"} 1.0")
        .contains("footfall_ingest_step_records_total{step=\"validate\"} 1.0")
        .contains("footfall_ingest_step_records_total{step=\"enrich\"} 1.0");
  }

  @Test
  void aRecordThatIsNoHitStopsAtDecoding() {
    assertThat(rejected("{\"website_id\":").reason()).isEqualTo(DropReason.MALFORMED);

    assertThat(metrics.scrape())
        .contains("footfall_ingest_step_records_total{step=\"decode\"} 1.0")
        .contains("footfall_ingest_step_records_total{step=\"validate\"} 0.0");
  }

  @Test
  void aHitWithoutIdentityStopsAtValidation() {
    assertThat(rejected(HIT.replace("\"visitor_id\":\"v1\",", "")).reason())
        .isEqualTo(DropReason.MISSING_IDENTITY);

    assertThat(metrics.scrape())
        .contains("footfall_ingest_step_records_total{step=\"validate\"} 1.0")
        .contains("footfall_ingest_step_records_total{step=\"enrich\"} 0.0");
  }

  @Test
  void aRecordWithoutAValueIsRefusedAsEmpty() {
    Ingested.Rejected rejected = (Ingested.Rejected) pipeline.process(null, null);

    assertThat(rejected.reason()).isEqualTo(DropReason.EMPTY);
  }

  @Test
  void aStepThatFailsRefusesItsRecordAndNotTheNext() {
    AtomicInteger calls = new AtomicInteger();
    IngestPipeline fragile =
        pipeline(
            hit -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("a bug");
              }
              return FOUND;
            });

    Ingested first = fragile.process(bytes(HIT), null);
    Ingested second = fragile.process(bytes(HIT), null);

    assertThat(first)
        .isEqualTo(
            new Ingested.Rejected(
                DropReason.FAILED, "enrich failed: java.lang.IllegalStateException: a bug"));
    assertThat(second).isInstanceOf(Ingested.Accepted.class);
  }

  @Test
  void anOverflowingStackRefusesTheRecordAsWell() {
    IngestPipeline fragile = pipeline(IngestPipelineTest::endless);

    assertThat(((Ingested.Rejected) fragile.process(bytes(HIT), null)).reason())
        .isEqualTo(DropReason.FAILED);
  }

  @Test
  void twoPipelinesOfANodeCountTogether() {
    process(HIT);
    pipeline(hit -> FOUND).process(bytes(HIT), null);

    assertThat(metrics.scrape())
        .contains("footfall_ingest_step_records_total{step=\"enrich\"} 2.0");
  }

  @Test
  void manyRecordsLeaveTimesBehind() {
    for (int i = 0; i < 100 * StepMeter.TIMED_ONE_IN; i++) {
      process(HIT);
    }

    assertThat(metrics.scrape())
        .doesNotContain("footfall_ingest_step_seconds_count{step=\"decode\"} 0")
        .contains("footfall_ingest_step_seconds_bucket{step=\"decode\",le=\"1.0E-4\"}");
  }

  @Property(tries = 2_000)
  void noBytesAndNoContentTypeMakeItThrow(@ForAll byte[] value, @ForAll String contentType) {
    assertThat(pipeline.process(value, contentType)).isInstanceOf(Ingested.Rejected.class);
    assertThat(pipeline.process(value, "application/json")).isNotNull();
    assertThat(pipeline.process(value, "application/x-protobuf")).isNotNull();
  }

  private IngestPipeline pipeline(Function<Hit, Enrichment> enrich) {
    return new IngestPipeline(enrich, metrics);
  }

  private Ingested process(String json) {
    return pipeline.process(bytes(json), "application/json");
  }

  private Ingested.Rejected rejected(String json) {
    return (Ingested.Rejected) process(json);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @SuppressWarnings("InfiniteRecursion") // what it is for
  private static Enrichment endless(Hit hit) {
    return endless(hit);
  }
}
