package footfall.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.protocol.measure.Timings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private final Metrics metrics = new Metrics();

  @Test
  void aCounterIsScrapedWithItsHelpAndLabels() {
    metrics.counter("footfall_hits_total", "Hits taken.", "partition").labelValues("3").inc(2);

    assertThat(metrics.scrape())
        .contains("# HELP footfall_hits_total Hits taken.")
        .contains("# TYPE footfall_hits_total counter")
        .contains("footfall_hits_total{partition=\"3\"} 2.0");
  }

  @Test
  void whoAsksForAMetricAgainGetsTheSameOne() {
    metrics.counter("footfall_hits_total", "Hits taken.").inc();
    metrics.counter("footfall_hits_total", "Hits taken.").inc();

    assertThat(metrics.scrape()).contains("footfall_hits_total 2.0");
  }

  @Test
  void aNameCannotBeTwoKindsOfMetric() {
    metrics.gauge("footfall_open_sessions", "Sessions open now.");

    assertThatThrownBy(() -> metrics.counter("footfall_open_sessions", "Sessions open now."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("footfall_open_sessions is already a Gauge");
  }

  @Test
  void aGaugeGoesBothWays() {
    var open = metrics.gauge("footfall_open_sessions", "Sessions open now.");
    open.inc(5);
    open.dec(2);

    assertThat(metrics.scrape()).contains("footfall_open_sessions 3.0");
  }

  @Test
  void aGaugeMayBeReadWhenItIsScraped() {
    int[] sessions = {1};
    metrics.gauge("footfall_open_sessions", "Sessions open now.", () -> sessions[0]);
    sessions[0] = 7;

    assertThat(metrics.scrape()).contains("footfall_open_sessions 7.0");
  }

  @Test
  void aHistogramCountsAValueOnABoundInThatBucket() {
    var seconds = metrics.histogram("footfall_write_seconds", "A write.", new double[] {0.1, 1});
    seconds.observe(0.1);
    seconds.observe(0.5);
    seconds.observe(2);

    assertThat(metrics.scrape())
        .contains("footfall_write_seconds_bucket{le=\"0.1\"} 1")
        .contains("footfall_write_seconds_bucket{le=\"1.0\"} 2")
        .contains("footfall_write_seconds_bucket{le=\"+Inf\"} 3")
        .contains("footfall_write_seconds_sum 2.6");
  }

  @Test
  void timesKeptElsewhereAreScrapedAsAHistogram() {
    Timings timings = new Timings(0.1, 1);
    metrics.histogram("footfall_write_seconds", "A write.", timings);
    timings.addMillis(100);
    timings.addMillis(500);
    timings.addMillis(2_000);

    assertThat(metrics.scrape())
        .contains("# TYPE footfall_write_seconds histogram")
        .contains("footfall_write_seconds_bucket{le=\"0.1\"} 1")
        .contains("footfall_write_seconds_bucket{le=\"1.0\"} 2")
        .contains("footfall_write_seconds_bucket{le=\"+Inf\"} 3")
        .contains("footfall_write_seconds_sum 2.6");
  }

  @Test
  void valuesByALabelAreScrapedForThoseThatAreThereAndNaNWhereNotKnown() {
    metrics.gauges("footfall_lag", "Lag.", "partition", () -> Map.of("3", 7.0, "5", Double.NaN));

    assertThat(metrics.scrape())
        .contains("footfall_lag{partition=\"3\"} 7.0")
        .contains("footfall_lag{partition=\"5\"} NaN")
        .doesNotContain("partition=\"4\"");
  }

  @Test
  void whatDoesNotChangeIsScrapedAsALabelOfOne() {
    metrics.info("footfall_build", "The version.", "app_version", "1.2.3");

    assertThat(metrics.scrape()).contains("footfall_build_info{app_version=\"1.2.3\"} 1");
  }

  @Test
  void aNodesMetricsShowItsJvm() {
    assertThat(Metrics.withJvm().scrape()).contains("jvm_memory_used_bytes", "jvm_gc_collection");
  }

  @Test
  void twoRegistriesKnowNothingOfEachOther() {
    metrics.counter("footfall_hits_total", "Hits taken.").inc();

    assertThat(new Metrics().scrape()).doesNotContain("footfall_hits_total");
  }
}
