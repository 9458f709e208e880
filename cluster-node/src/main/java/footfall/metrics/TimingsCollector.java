package footfall.metrics;

import footfall.protocol.measure.Timings;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Arrays;
import java.util.Map;

/** {@link Timings} as a histogram; with one label, or with none where its name is empty. */
final class TimingsCollector implements Collector {
  private final String name;
  private final String help;
  private final String label;
  private final Map<String, Timings> timingsByLabel;

  TimingsCollector(String name, String help, String label, Map<String, Timings> timingsByLabel) {
    this.name = name;
    this.help = help;
    this.label = label;
    this.timingsByLabel = timingsByLabel;
  }

  @Override
  public MetricSnapshot collect() {
    HistogramSnapshot.Builder histogram = HistogramSnapshot.builder().name(name).help(help);
    timingsByLabel.forEach((of, timings) -> histogram.dataPoint(dataPoint(of, timings)));
    return histogram.build();
  }

  private HistogramDataPointSnapshot dataPoint(String of, Timings timings) {
    return HistogramDataPointSnapshot.builder()
        .classicHistogramBuckets(buckets(timings))
        .sum(timings.seconds())
        .labels(label.isEmpty() ? Labels.EMPTY : Labels.of(label, of))
        .build();
  }

  private static ClassicHistogramBuckets buckets(Timings timings) {
    double[] below = timings.upperBounds();
    double[] bounds = Arrays.copyOf(below, below.length + 1);
    bounds[below.length] = Double.POSITIVE_INFINITY;
    return ClassicHistogramBuckets.of(bounds, timings.counts());
  }

  @Override
  public String getPrometheusName() {
    return name;
  }
}
