package footfall.metrics;

import footfall.protocol.measure.Timings;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The counters, gauges and histograms of one node; thread-safe.
 *
 * <p>A metric is made where it is counted; asking again for the same name gives the same metric, so
 * every shard of a node may ask. Names follow Prometheus: {@code footfall_<part>_<what>_<unit>},
 * counters end in {@code _total}. Label values come from enumerations, partitions or other short
 * fixed lists, never from what a visitor or a website sent.
 */
public final class Metrics {

  private static final int INITIAL_SCRAPE_BYTES = 64 * 1024;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Map<String, Collector> byName = new ConcurrentHashMap<>();
  private final PrometheusTextFormatWriter writer =
      PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build();

  /** A registry that also shows this JVM's memory, garbage collection, threads and classes. */
  public static Metrics withJvm() {
    Metrics metrics = new Metrics();
    JvmMetrics.builder().register(metrics.registry);
    return metrics;
  }

  /** How often something happened. */
  public Counter counter(String name, String help, String... labels) {
    return metric(
        name,
        Counter.class,
        () ->
            Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry));
  }

  /** A value that is set and goes both ways. */
  public Gauge gauge(String name, String help, String... labels) {
    return metric(
        name,
        Gauge.class,
        () ->
            Gauge.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry));
  }

  /** A value that is read when it is scraped; {@code value} must be quick and thread-safe. */
  public void gauge(String name, String help, DoubleSupplier value) {
    metric(
        name,
        GaugeWithCallback.class,
        () ->
            GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry));
  }

  /** Counters kept elsewhere, by the values of one label, read when they are scraped. */
  public void counters(
      String name, String help, String label, Map<String, LongSupplier> valueByLabel) {
    metric(
        name,
        CounterWithCallback.class,
        () ->
            CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(
                    callback ->
                        valueByLabel.forEach(
                            (of, value) -> callback.call((double) value.getAsLong(), of)))
                .register(registry));
  }

  /** A counter kept elsewhere, read when it is scraped. */
  public void counter(String name, String help, LongSupplier value) {
    metric(
        name,
        CounterWithCallback.class,
        () ->
            CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry));
  }

  /**
   * How values are spread.
   *
   * @param upperBounds of the buckets, ascending, in the unit that the name ends with
   */
  public Histogram histogram(String name, String help, double[] upperBounds, String... labels) {
    return metric(
        name,
        Histogram.class,
        () ->
            Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(upperBounds)
                .withoutExemplars()
                .register(registry));
  }

  /**
   * Values by one label, read when they are scraped: only those in the map are shown, NaN where a
   * value is not known. {@code valueByLabel} must be quick and thread-safe.
   */
  public void gauges(
      String name, String help, String label, Supplier<Map<String, Double>> valueByLabel) {
    metric(
        name,
        GaugeWithCallback.class,
        () ->
            GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(
                    callback -> valueByLabel.get().forEach((of, value) -> callback.call(value, of)))
                .register(registry));
  }

  /** How times kept elsewhere are spread, read when they are scraped. */
  public void histogram(String name, String help, Timings timings) {
    metric(
        name,
        TimingsCollector.class,
        () -> register(new TimingsCollector(name, help, "", Map.of("", timings))));
  }

  /** How times kept elsewhere are spread, by the values of one label. */
  public void histograms(
      String name, String help, String label, Map<String, Timings> timingsByLabel) {
    metric(
        name,
        TimingsCollector.class,
        () -> register(new TimingsCollector(name, help, label, timingsByLabel)));
  }

  private <M extends Collector> M register(M collector) {
    registry.register(collector);
    return collector;
  }

  /** What does not change while the node runs: always 1, the text is in the label. */
  public void info(String name, String help, String label, String text) {
    metric(
        name,
        Info.class,
        () -> {
          Info info = Info.builder().name(name).help(help).labelNames(label).register(registry);
          info.setLabelValues(text);
          return info;
        });
  }

  /** All metrics in Prometheus text format 0.0.4, for {@code text/plain; version=0.0.4}. */
  public String scrape() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(INITIAL_SCRAPE_BYTES);
    try {
      writer.write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("writing metrics to memory failed", e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private <M extends Collector> M metric(String name, Class<M> type, Supplier<M> make) {
    Collector metric = byName.computeIfAbsent(name, missing -> make.get());
    if (!type.isInstance(metric)) {
      throw new IllegalArgumentException(
          name + " is already a " + metric.getClass().getSimpleName());
    }
    return type.cast(metric);
  }
}
